package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// isTerminal tells whether people watch what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := bare(w).(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// A style is how text for people is dressed up.
type style struct {
	escapes  bool // bold and dim may be used
	terminal bool // somebody watches
}

// style returns how to write to standard output (https://no-color.org).
func (a *app) style() style {
	terminal := isTerminal(a.stdout)
	return style{
		terminal: terminal,
		escapes:  terminal && a.env["NO_COLOR"] == "" && a.env["TERM"] != "dumb",
	}
}

// The escapes that dress text up (ECMA-48, SGR).
const (
	bold    = "\x1b[1m"
	dim     = "\x1b[2m"
	notBold = "\x1b[22m" // nor dim
)

func (s style) bold(text string) string { return s.wrap(bold, text, notBold) }
func (s style) dim(text string) string  { return s.wrap(dim, text, notBold) }

// link returns text that leads to an address where a terminal knows links (OSC 8).
func (s style) link(text, address string) string {
	if address == "" {
		return text
	}
	return s.wrap("\x1b]8;;"+s.safe(address)+"\x1b\\", text, "\x1b]8;;\x1b\\")
}

func (s style) wrap(on, text, off string) string {
	if !s.escapes || text == "" {
		return text
	}
	return on + text + off
}

// safe returns text from the corpus as it may be dressed up: on a terminal it cannot dress
// itself. Anywhere else every byte stays.
func (s style) safe(text string) string {
	if !s.terminal {
		return text
	}
	return visible(text)
}
