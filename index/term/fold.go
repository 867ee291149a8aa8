package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters spelled with a stroke or as a ligature have no decomposition in Unicode.
var plainLetters = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d",
	"þ", "th", "æ", "ae", "œ", "oe", "ı", "i")

// FoldCase returns a word in lower case and in the compatibility form of Unicode, so
// that full-width digits and ligatures meet their plain forms.
func FoldCase(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	return norm.NFKC.String(strings.ToLower(s))
}

// FoldAccents takes the accents off a word in lower case: cafe for café. Only the
// marks of European scripts go: in others they are vowels.
func FoldAccents(s string) string {
	if ascii(s) {
		return s
	}
	s = norm.NFKD.String(s)
	s = strings.Map(func(r rune) rune {
		if r >= 0x0300 && r <= 0x036F {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	return norm.NFC.String(plainLetters.Replace(s))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
