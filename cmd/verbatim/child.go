package main

import (
	"fmt"

	"verbatim/corpus/intake"
	"verbatim/corpus/sandbox"
	"verbatim/corpus/web"
)

// childVerb makes the program a child of a sandbox: it reads the documents that come through
// its standard input, and nothing else. It is no verb for people, and none of cobra's, so
// that a child loads nothing that it does not need.
const childVerb = "read-documents-for-parent"

func isChild(args []string) bool { return len(args) == 2 && args[1] == childVerb }

// runChild is a child's whole life. It returns the exit status.
func runChild() int {
	return sandbox.Serve(map[sandbox.Kind]sandbox.Handler{
		intake.Document: intake.HandleDocument,
		web.DigestKind:  web.HandlePage,
	})
}

// newBox returns a sandbox whose children are this program.
func newBox() (*sandbox.Box, error) {
	self, err := sandbox.Self(childVerb)
	if err != nil {
		return nil, fmt.Errorf("find this program, which reads documents: %w", err)
	}
	return sandbox.New(self), nil
}
