package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape returns s so that Discord shows its characters and nothing else: no
// formatting, mention, emoji, timestamp or link. The result is at most twice as long.
func Escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/16)
	e := escaper{text: s, lineStart: true}
	for e.next() {
		if e.special {
			b.WriteByte('\\')
		}
		b.WriteString(e.char)
	}
	return b.String()
}

// An escaper walks through a text and says which of its characters need a backslash.
type escaper struct {
	text      string
	at        int    // byte offset after char
	char      string // the current character, as it stands in text
	special   bool   // whether char needs a backslash
	lineStart bool   // only white space stands between the line's beginning and char
	number    bool   // only digits stand between the line's beginning and char
	last      rune   // the character before char
}

// next goes to the next character and returns false when there is none.
func (e *escaper) next() bool {
	if e.at >= len(e.text) {
		return false
	}
	r, size := utf8.DecodeRuneInString(e.text[e.at:])
	e.char = e.text[e.at : e.at+size]
	e.at += size
	e.special = e.isSpecial(r)
	e.follow(r)
	return true
}

// isSpecial reports whether r, which stands before e.at, needs a backslash.
func (e *escaper) isSpecial(r rune) bool {
	switch r {
	case '\\', '*', '_', '~', '`', '|', '<', '>', '[', ']', '@', '#':
		return true
	case '-', '+':
		return e.lineStart
	case '.', ')':
		return e.number
	case ':': // shortcodes and the schemes of URLs
		return !spaceOrEnd(e.text[e.at:])
	case '/': // invitations are found without a scheme: discord.gg/…
		return (unicode.IsLetter(e.last) || unicode.IsDigit(e.last)) && !spaceOrEnd(e.text[e.at:])
	}
	return false
}

// follow keeps track of where in its line the next character stands.
func (e *escaper) follow(r rune) {
	switch {
	case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		e.lineStart, e.number = true, false
	case unicode.IsSpace(r):
		e.number = false
	default:
		e.number = r >= '0' && r <= '9' && (e.lineStart || e.number)
		e.lineStart = false
	}
	e.last = r
}

// spaceOrEnd reports whether s is empty or begins with white space of the plainest kind:
// what else counts as white space depends on who asks, and one backslash too many does
// not show.
func spaceOrEnd(s string) bool {
	return s == "" || strings.IndexByte(" \t\n\r\f", s[0]) >= 0
}

// OneLine returns s on one line for a label: white space runs become one space, control
// characters and those that turn the direction of writing are dropped.
func OneLine(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case unicode.IsControl(r) || turnsText(r) || r == utf8.RuneError:
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// turnsText reports whether r is one of the bidirectional formatting characters that
// outlast the text they stand in (UAX #9, section 2).
func turnsText(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}
