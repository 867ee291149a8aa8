package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Rules are what a language adds to segmentation.
type Rules struct {
	abbreviation func(word string) abbreviation // word in its own case, without the last period
	starts       func(word string) bool         // whether sentences begin with a capitalised word and names do not
	says         func(word string) bool         // whether a word is a verb of saying, for attributions
	numbered     func(word string) bool         // whether a letter behind a word counts and is no initial: "Plan B", "World War I"
	dateOrZone   func(word string) bool         // whether a word follows a time of day: "a.m. Monday", "p.m. GMT"
	ordinals     bool                           // whether a period behind a number makes it an ordinal: "3. Oktober"
}

// abbreviation says how a word with a period behaves at the end of a sentence.
type abbreviation uint8

const (
	noAbbreviation abbreviation = iota
	neverEnds                   // a sentence never ends behind it: Mr., e.g.
	mayEnd                      // one ends when the next word starts sentences: Inc., U.S.
	endsBeforeWord              // one ends before most capitalised words: p.m., etc.
	beforeDigit                 // an abbreviation only before a number: No. 5, p. 12
	afterDigit                  // an abbreviation only behind a number: 5 ft.
	yearOrName                  // a unit behind a number, and ends before words; else before a name: 1990 г., г. Киев
)

// shortLead is how many bytes in front of a year are no sentence yet: «В 1990 г. Киев …».
const shortLead = 30

// kindOf resolves the abbreviations that depend on what is around them, so that only
// the first four kinds are left. before is the sentence in front of the word.
func (r *Rules) kindOf(w string, next word, before string) abbreviation {
	kind := r.abbreviation(w)
	switch kind {
	case noAbbreviation:
		return r.shapeOf(w, before)
	case beforeDigit:
		if next.first == digitWord || romanNumeral(next.text) {
			return neverEnds
		}
		return noAbbreviation
	case afterDigit:
		if counted(before) {
			return endsBeforeWord
		}
		return noAbbreviation
	case yearOrName:
		if counted(before) && len(before) > shortLead {
			return endsBeforeWord
		}
		return neverEnds
	}
	return kind
}

// counted reports whether text ends with a number, in Arabic or Roman digits.
func counted(text string) bool {
	last := lastWord(text)
	digit, _ := utf8.DecodeLastRuneInString(last)
	return unicode.IsDigit(digit) || last != "" && strings.Trim(last, "IVXХІ") == ""
}

// shapeOf finds abbreviations that no list can hold: initials and dotted letters.
func (r *Rules) shapeOf(w, before string) abbreviation {
	if w == "" {
		return noAbbreviation
	}
	if r.ordinals && (AllDigits(w) && len(w) <= 2 || len(w) > 1 && romanNumeral(w)) && !strings.HasSuffix(strings.TrimRight(before, " \u00a0"), ".") {
		return mayEnd // and not "Nr. 5."
	}
	if utf8.RuneCountInString(w) == 1 {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(first) && (!strings.HasSuffix(before, "-") || strings.HasSuffix(before, ".-")) && !r.numbered(lastWord(before)) {
			return mayEnd
		}
		return noAbbreviation
	}
	if !strings.Contains(w, ".") {
		return noAbbreviation
	}
	for part := range strings.SplitSeq(w, ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || !isLetters(part) {
			return noAbbreviation
		}
	}
	return mayEnd
}

func isLetters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// lastWord returns the word that ends text but for spaces.
func lastWord(text string) string {
	text = strings.TrimRight(text, " \u00a0\n")
	return text[len(strings.TrimRightFunc(text, InWord)):]
}
