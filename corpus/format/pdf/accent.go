package pdf

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// accents are marks that old fonts draw over, or under, letters of their own, and the characters
// that combine with a letter instead.
var accents = map[rune]rune{
	'`': '\u0300', '´': '\u0301', '^': '\u0302', 'ˆ': '\u0302', '~': '\u0303', '˜': '\u0303', '¯': '\u0304', '˘': '\u0306', '˙': '\u0307',
	'¨': '\u0308', '˚': '\u030a', '˝': '\u030b', 'ˇ': '\u030c', '¸': '\u0327', '˛': '\u0328',
}

// accented makes one character of a letter and the mark that is drawn over it, before it or
// behind it.
func accented(all []glyph) []glyph {
	out := all[:0]
	for _, g := range all {
		if n := len(out); n > 0 && over(out[n-1], g) {
			if c, ok := combined(out[n-1].r, g.r); ok {
				out[n-1].r = c
				out[n-1].x0, out[n-1].x1 = min(out[n-1].x0, g.x0), max(out[n-1].x1, g.x1)
				continue
			}
		}
		out = append(out, g)
	}
	return out
}

// over reports characters of which one stands over half of the other.
func over(a, b glyph) bool {
	return min(a.x1, b.x1)-max(a.x0, b.x0) > 0.5*min(a.x1-a.x0, b.x1-b.x0)
}

// combined returns the character that a letter and a mark are together, if there is one.
func combined(a, b rune) (rune, bool) {
	if accents[a] != 0 {
		a, b = b, a
	}
	mark := accents[b]
	if mark == 0 || !unicode.IsLetter(a) && a != 'ı' {
		return 0, false
	}
	if a == 'ı' { // an i without its dot, to make room
		a = 'i'
	}
	whole := []rune(norm.NFC.String(string([]rune{a, mark})))
	return whole[0], len(whole) == 1
}
