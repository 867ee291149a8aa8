package act

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// words returns the words of a clause, folded. Signs of approval among emoji are words; the
// rest of them are none.
func words(clause string) []string {
	var all []string
	for _, w := range strings.FieldsFunc(clause, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(signs, r)
	}) {
		all = append(all, scripts(w)...)
	}
	for i, w := range all {
		all[i] = fold(w)
	}
	return all
}

// scripts parts a word where signs, or a script without spaces, begin and end.
func scripts(w string) []string {
	var all []string
	from, before := 0, classOf(0)
	for i, r := range w {
		class := classOf(r)
		if i > from && (class != before || class == 1) {
			all = append(all, w[from:i])
			from = i
		}
		before = class
	}
	return append(all, w[from:])
}

func classOf(r rune) int {
	switch {
	case strings.ContainsRune(signs, r):
		return 1
	case spaceless(r):
		return 2
	}
	return 0
}

// spaceless reports whether a letter is of a script that parts no words.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々'
}

// fold makes words alike that people write in several ways: without case and accents, and
// with every run of one letter as a single one ("Loool", "sí", "coool").
func fold(w string) string {
	var out strings.Builder
	w = strings.ToLower(w)
	if !ascii(w) {
		w = norm.NFD.String(w)
	}
	last := rune(0)
	for _, r := range w {
		if r >= 0x300 && r <= 0x36F || r == last && unicode.IsLetter(r) && !spaceless(r) {
			continue
		}
		out.WriteRune(r)
		last = r
	}
	if w = out.String(); !ascii(w) {
		w = norm.NFC.String(w)
	}
	return w
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
