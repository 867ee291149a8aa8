package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// An app is one run of the program: what it was given and what all verbs share.
type app struct {
	env            map[string]string
	stdin          io.Reader
	stdout, stderr io.Writer

	data  string // --data, "" when not given
	quiet bool   // --quiet
	json  bool   // --json of the verb that runs
}

// run executes one command line and returns the exit status.
func run(ctx context.Context, args, environ []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{env: environment(environ), stdin: stdin, stdout: shown(stdout), stderr: teller{&screen{terminal: stderr}}}
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	// The flag was not parsed when parsing is what failed.
	a.json = a.json || hasFlag(args, "--json")
	return a.fail(err)
}

// shown returns what writes data to w: a [screen] where people watch. Messages always pass
// one: logs are looked at on terminals, too.
func shown(w io.Writer) io.Writer {
	if isTerminal(w) {
		return &screen{terminal: w}
	}
	return w
}

func hasFlag(args []string, flag string) bool {
	for _, arg := range args {
		switch arg {
		case "--":
			return false
		case flag, flag + "=true":
			return true
		}
	}
	return false
}

// environment turns NAME=value pairs into a map. The last of a name wins.
func environment(environ []string) map[string]string {
	env := make(map[string]string, len(environ))
	for _, pair := range environ {
		// Windows has names that start with "=".
		if i := strings.Index(pair[min(1, len(pair)):], "="); i >= 0 {
			env[pair[:i+1]] = pair[i+2:]
		}
	}
	return env
}

// notef tells people something that is not data, unless they asked for quiet.
func (a *app) notef(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.stderr, format+"\n", args...)
	}
}

// printJSON writes v to standard output as one line.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}
