package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordClass classifies a word by its first character.
type wordClass uint8

const (
	noWord    wordClass = iota // no letter or digit close by
	upperWord                  // an upper-case or title-case letter
	lowerWord
	digitWord
	otherWord // a letter of a script without case
)

// A word is the run of letters and digits that follows some place.
type word struct {
	text  string
	start int // byte offset
	first wordClass
}

// wordAt returns the first word at or behind a place, past opening marks, dashes and
// symbols but not past anything that separates parts of a sentence.
func (s *segmenter) wordAt(at int) word {
	for at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if class := classOf(r); class != noWord {
			return word{text: wordPrefix(s.text[at:]), start: at, first: class}
		}
		if n := omission(s.text[at:]); n > 0 {
			at += n
			continue
		}
		if Terminates(r) || strings.ContainsRune(",;:/&+=)]}", r) {
			break
		}
		at += size
	}
	return word{start: at}
}

// omission returns the length of an editor's mark for words left out, such as […],
// at the start of text.
func omission(text string) int {
	for _, mark := range []string{"[…]", "[...]", "(…)", "(...)"} {
		if strings.HasPrefix(text, mark) {
			return len(mark)
		}
	}
	return 0
}

// hasWord reports whether the sentence being read has a letter or digit before a
// place. What was searched once is not searched again.
func (s *segmenter) hasWord(end int) bool {
	if s.bare < s.from {
		s.bare = s.from
	}
	if s.worded != s.from {
		if s.bare >= end || strings.IndexFunc(s.text[s.bare:end], InWord) < 0 {
			s.bare = max(s.bare, end)
			return false
		}
		s.worded = s.from
	}
	return true
}

// wordPrefix returns the word that text starts with: letters, marks, digits, and
// apostrophes and hyphens between them.
func wordPrefix(text string) string {
	end := 0
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !InWord(r) {
			if r != '\'' && r != '’' && r != '-' {
				break
			}
			if after, _ := utf8.DecodeRuneInString(text[end+size:]); end == 0 || !unicode.IsLetter(after) {
				break
			}
		}
		end += size
	}
	return text[:end]
}

// wordBefore returns the word that ends at a place, with inner periods: "U.S" and
// "e.g" before the last period of "U.S." and "e.g.".
func (s *segmenter) wordBefore(end int) string {
	start := end
	for start > s.from && end-start < longWord {
		r, size := utf8.DecodeLastRuneInString(s.text[s.from:start])
		if !InWord(r) {
			inner := r == '.' || r == '\'' || r == '’' || r == '-' || r == '@' || r == '_' || r == '/'
			before, _ := utf8.DecodeLastRuneInString(s.text[s.from : start-size])
			if !inner || start == end || !InWord(before) {
				break
			}
		}
		start -= size
	}
	return s.text[start:end]
}

// InWord reports letters, digits and the marks on them.
func InWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

func classOf(r rune) wordClass {
	switch {
	case unicode.IsUpper(r), unicode.IsTitle(r):
		return upperWord
	case unicode.IsLower(r):
		return lowerWord
	case unicode.IsDigit(r):
		return digitWord
	case unicode.IsLetter(r):
		return otherWord
	}
	return noWord
}

func allLower(word string) bool {
	for _, r := range word {
		if !unicode.IsLower(r) && r != '-' && r != '\'' && r != '’' {
			return false
		}
	}
	return word != ""
}

// AllDigits reports words of nothing but digits.
func AllDigits(word string) bool {
	for _, r := range word {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return word != ""
}

// mixedCase reports words such as "iPhone" and "eBay": lower case first, then upper.
func mixedCase(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(first) && strings.IndexFunc(word, unicode.IsUpper) > 0
}

// LowerTail reports whether all letters but the first are lower case.
func LowerTail(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	return strings.IndexFunc(word[size:], unicode.IsUpper) < 0
}

// romanNumeral reports small numbers in Roman digits, of one case.
func romanNumeral(word string) bool {
	return word != "" && (strings.Trim(word, "IVX") == "" || strings.Trim(word, "ivx") == "")
}
