package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/index"
)

// Exit statuses, listed in every help page.
const (
	exitDone      = 0
	exitError     = 1
	exitUsage     = 2
	exitAbstained = 3
	exitNoIndex   = 4
)

// exitHelp is the part of every help page that lists them.
const exitHelp = `
Exit status:
  0  answered, or done
  1  error
  2  wrong usage or configuration
  3  the corpus does not answer the question
  4  there is no index
`

// errAbstained ends ask with its exit status; the abstention is already printed.
var errAbstained = errors.New("the corpus does not answer the question")

// A usageError is a mistake in the command line or the configuration.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// exitCode returns the exit status that stands for err.
func exitCode(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errAbstained):
		return exitAbstained
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, index.ErrNoIndex):
		return exitNoIndex
	default:
		return exitError
	}
}

// fail reports err on standard error and returns its exit status.
func (a *app) fail(err error) int {
	code := exitCode(err)
	message := err.Error()
	if errors.Is(err, context.Canceled) {
		message = "interrupted"
	}
	switch {
	case code == exitAbstained:
		// Not an error: the answer said so.
	case a.json:
		a.failJSON(message, code)
	default:
		fmt.Fprintf(a.stderr, "verbatim: %s\n", message)
	}
	return code
}

// failJSON reports an error as one JSON object.
func (a *app) failJSON(message string, code int) {
	var e struct {
		Error struct {
			Message string `json:"message"`
			Exit    int    `json:"exit"`
		} `json:"error"`
	}
	e.Error.Message, e.Error.Exit = message, code
	enc := json.NewEncoder(a.stderr)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(e) // nothing is left to tell it to
}
