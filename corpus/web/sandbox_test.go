package web

import (
	"os"
	"testing"

	"verbatim/corpus/sandbox"
	"verbatim/corpus/sandbox/sandboxtest"
)

// childArg makes the test binary a child of the sandbox.
const childArg = "child-of-test"

// box has the pages of all tests here read by children, as the program does.
var box *sandbox.Box

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childArg {
		os.Exit(sandboxtest.Serve(os.Args[2:], map[sandbox.Kind]sandbox.Handler{DigestKind: HandlePage}))
	}
	self, err := sandbox.Self(childArg)
	if err != nil {
		panic(err)
	}
	box = sandbox.New(self)
	sandboxtest.Equip(box, self)
	status := m.Run()
	box.Close()
	os.Exit(status)
}
