package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"verbatim": main})
}

// TestScript runs the scripts in testdata/script against the program, each in a
// folder and with a data folder of its own.
func TestScript(t *testing.T) {
	p := scriptParams()
	p.Dir = filepath.Join("testdata", "script")
	testscript.Run(t, p)
}

func scriptParams() testscript.Params {
	return testscript.Params{
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("VERBATIM_DATA", filepath.Join(env.WorkDir, "data"))
			env.Setenv("TMPDIR", filepath.Join(env.WorkDir, ".tmp"))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"askfile": askfile,
			"exits":   exits,
			"repeat":  repeat,
		},
	}
}

// exits runs a command and holds it to an exit status:
//
//	exits STATUS COMMAND [ARG …]
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARG …]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d\n[stdout]\n%s[stderr]\n%s", got, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// askfile asks the question that a file holds, byte for byte:
//
//	askfile STATUS FILE
func askfile(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: askfile STATUS FILE")
	}
	exits(ts, neg, []string{args[0], "verbatim", "ask", "--", ts.ReadFile(args[1])})
}

// repeat writes a Go string a number of times to a file:
//
//	repeat FILE COUNT 'STRING'
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat FILE COUNT STRING")
	}
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	w := bufio.NewWriter(f)
	block := strings.Repeat(text, min(count, 4096))
	for ; count >= 4096; count -= 4096 {
		_, err := w.WriteString(block)
		ts.Check(err)
	}
	_, err = w.WriteString(block[:len(text)*count])
	ts.Check(err)
	ts.Check(w.Flush())
	ts.Check(f.Close())
}
