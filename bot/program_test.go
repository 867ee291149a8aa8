package bot_test

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// build compiles the program once for all tests.
var build = sync.OnceValues(func() (string, error) {
	dir, err := scratch()
	if err != nil {
		return "", err
	}
	program := filepath.Join(dir, "verbatim")
	if out, err := exec.Command("go", "build", "-o", program, "verbatim/cmd/verbatim").CombinedOutput(); err != nil {
		return "", errors.New(string(out))
	}
	return program, nil
})

// A program is verbatim serve as its owner starts it.
type program struct {
	t     testing.TB
	cmd   *exec.Cmd
	log   *bytes.Buffer
	ended chan error
}

// serve starts the program against a Discord on loopback, with the article that it ships
// with, and stops it with the test.
func serve(t testing.TB, discord *discordtest.Server, data string, args ...string) *program {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatalf("build the program: %v", err)
	}
	p := &program{t: t, cmd: exec.Command(path, append([]string{"serve"}, args...)...), log: new(bytes.Buffer), ended: make(chan error, 1)}
	p.cmd.Dir = t.TempDir()
	p.cmd.Env = append(os.Environ(), "DISCORD_TOKEN="+discordtest.Token, "VERBATIM_DISCORD_API="+discord.API(), "VERBATIM_DATA="+data)
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	t.Cleanup(func() {
		p.cmd.Process.Kill() //nolint:errcheck // it has ended already when all went well
		if t.Failed() {
			t.Logf("the program said:\n%s", p.log)
		}
	})
	return p
}

// wait waits until the program ends and returns its exit status.
func (p *program) wait() int {
	p.t.Helper()
	select {
	case err := <-p.ended:
		p.ended <- err
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(30 * time.Second):
		p.t.Fatal("the program goes on for 30 s")
		return 0
	}
}

// stop asks the program to stop, and fails the test unless it ends well.
func (p *program) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if status := p.wait(); status != 0 {
		p.t.Errorf("after SIGTERM the program ended with status %d", status)
	}
}

// freeAddress returns an address on loopback where nobody listens.
func freeAddress(t testing.TB) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
