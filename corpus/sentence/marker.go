package sentence

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// itemBytes is how far behind an item of a list the next one is looked for.
const itemBytes = 2000

// A marker is what an item of a list inside a paragraph begins with: a bullet, or a number or
// letter with what closes it: “• ”, “1. ”, “(a) ”.
type marker struct {
	bullet string // "" when there is none
	open   bool   // an opening bracket stands before the number or letter
	number int    // 0 when there is none
	letter byte   // 0 when there is none
	closed string // ".", ")" or ".)"
	length int    // bytes
}

// markerAt returns the marker that text begins with.
func markerAt(text string) (marker, bool) {
	if text == "" || 'A' <= text[0] && text[0] <= 'Z' {
		return marker{}, false
	}
	var m marker
	at := 0
	if r, size := utf8.DecodeRuneInString(text); isBullet(r) {
		m.bullet = text[:size]
		at = size + len(text[size:]) - len(strings.TrimLeft(text[size:], " \u00a0"))
	}
	rest := text[at:]
	rest, m.open = strings.CutPrefix(rest, "(")
	digits := 0
	for digits < len(rest) && digits < 3 && '0' <= rest[digits] && rest[digits] <= '9' {
		digits++
	}
	switch {
	case digits > 0:
		m.number, _ = strconv.Atoi(rest[:digits])
		rest = rest[digits:]
	case rest != "" && 'a' <= rest[0] && rest[0] <= 'z':
		m.letter = rest[0]
		rest = rest[1:]
	}
	for _, closed := range []string{".)", ")", "."} {
		if strings.HasPrefix(rest, closed) && m.number+int(m.letter) > 0 && SpaceAt(rest, len(closed)) {
			m.closed = closed
			m.length = len(text) - len(rest) + len(closed)
			return m, true
		}
	}
	return marker{bullet: m.bullet, length: len(m.bullet)}, m.bullet != ""
}

func isBullet(r rune) bool {
	switch r {
	case '•', '⁃', '▪', '◦', '‣', '●', '○', '■', '□', '➢', '✓':
		return true
	}
	return false
}

// follows returns how the marker behind m is written.
func (m marker) follows() string {
	switch {
	case m.bullet != "":
		return m.bullet
	case m.number > 0:
		return m.opening() + strconv.Itoa(m.number+1) + m.closed
	}
	return m.opening() + string(rune(m.letter+1)) + m.closed
}

func (m marker) opening() string {
	if m.open {
		return "("
	}
	return ""
}

// nextItem returns where the item behind the one with marker m begins, the end of the text
// when there is none near.
func (s *segmenter) nextItem(m marker) int {
	want := m.follows()
	at := s.from + m.length
	window := s.text[:min(len(s.text), at+itemBytes)]
	for at < len(window) {
		i := strings.Index(window[at:], want)
		if i < 0 {
			break
		}
		at += i
		if s.beginsItem(at, m, want) {
			return at
		}
		at += len(want)
	}
	return len(s.text)
}

// beginsItem reports whether an item begins with the marker at a place. Where it does not stand
// behind a stop it may be a number in the sentence: “Go to step 2. Then”.
func (s *segmenter) beginsItem(at int, m marker, want string) bool {
	before, size := utf8.DecodeLastRuneInString(s.text[:at])
	if !unicode.IsSpace(before) {
		return false
	}
	if m.bullet != "" {
		return true
	}
	next := s.wordAt(at + len(want))
	if !SpaceAt(s.text, at+len(want)) || next.first == noWord {
		return false
	}
	front := strings.TrimRightFunc(s.text[s.from:at-size], unicode.IsSpace)
	last, _ := utf8.DecodeLastRuneInString(front)
	if Terminates(last) || last == ';' || before == '\n' {
		return true
	}
	word := lastWord(front)
	return InWord(last) && next.first == upperWord && !s.rules.numbered(word) && !preposition(word) && (m.closed != "." || !s.rules.ordinals)
}
