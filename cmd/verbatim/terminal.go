package main

import (
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// isTerminal tells whether people watch what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
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

func (s style) bold(text string) string { return s.wrap("\x1b[1m", text, "\x1b[22m") }
func (s style) dim(text string) string  { return s.wrap("\x1b[2m", text, "\x1b[22m") }

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

// safe returns text from the corpus as it may be shown. On a terminal, control
// characters become visible symbols, so that no text can move the cursor or write to
// the clipboard; anywhere else every byte stays.
func (s style) safe(text string) string {
	if !s.terminal {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20:
			return 0x2400 + r // Unicode's control pictures
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
