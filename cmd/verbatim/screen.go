package main

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A screen is a terminal that shows every character of a text and obeys none: neither escapes,
// which move the cursor, change the title or write to the clipboard, nor the marks that turn
// the direction of writing. What a [style] dresses text up with it obeys. Everything that
// the program writes to a terminal passes one, but the bars that it draws itself. It is safe
// for concurrent use.
type screen struct {
	terminal io.Writer

	mu   sync.Mutex
	rest []byte // of a character whose end has not come yet
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := append(s.rest, p...)
	whole := len(text) - len(unfinished(text))
	s.rest = bytes.Clone(text[whole:])
	if _, err := io.WriteString(s.terminal, obeyed.Replace(visible(hold.Replace(string(text[:whole]))))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// unfinished returns the beginning of a character at the end of text.
func unfinished(text []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if tail := text[len(text)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return nil
			}
			return tail
		}
	}
	return nil
}

// The ways to dress text up stand as characters that no text can hold while it is made
// visible.
var (
	hold   = strings.NewReplacer(held, "", bold, held+"1", notBold, held+"2", dim, held+"3")
	obeyed = strings.NewReplacer(held+"1", bold, held+"2", notBold, held+"3", dim)
)

const held = "\ufdd0" // a noncharacter (Unicode, section 23.7)

// visible returns text with a symbol in the place of each character that a terminal would
// obey. Line breaks and tabs stay.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20:
			return 0x2400 + r // Unicode's control pictures
		case unicode.IsControl(r), turns(r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// turns reports whether a character changes the direction in which those after it are written
// (Unicode Standard Annex 9).
func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// line returns text in one line: names of files may have line breaks in them, and would write
// lines of their own.
func line(text string) string { return strings.NewReplacer("\n", "␊", "\r", "␍").Replace(text) }

// A teller passes messages on without the passwords of URLs in them.
type teller struct{ to io.Writer }

func (t teller) Write(p []byte) (int, error) {
	if _, err := io.WriteString(t.to, withoutPasswords(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// credentials stand between the scheme and the host of a URL. A password may have a slash in
// it that should have been escaped; a port has digits only.
var credentials = regexp.MustCompile(`(://)(?:[^\s/?#"'<>]*|[^\s/?#"'<>:]*:[0-9]*[^\s/"'<>0-9][^\s"'<>]*)@`)

func withoutPasswords(text string) string {
	return credentials.ReplaceAllString(text, "${1}•••@")
}

// bare returns what a writer of messages writes to, for bars that draw with escapes.
func bare(w io.Writer) io.Writer {
	for {
		switch to := w.(type) {
		case teller:
			w = to.to
		case *screen:
			w = to.terminal
		default:
			return w
		}
	}
}
