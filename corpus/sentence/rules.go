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
	nouns        bool                           // whether nouns have capitals, so that one may follow an ordinal
	leads        func(word string) bool         // whether a word leads to a time before the sentence proper: "At 5 a.m. Mr. Smith …"; nil: none
	clipped      func(word, next string) bool   // whether a word is short for another before a word in lower case; nil: those of up to longClip letters
	always       string                         // a word that has a capital wherever it stands: "I"; "" for none
	mark         byte                           // a further mark that ends sentences: ';' in Greek, ':' in Armenian; 0: none
}

// abbreviation says how a word with a period behaves at the end of a sentence.
type abbreviation uint8

const (
	noAbbreviation abbreviation = iota
	neverEnds                   // a sentence never ends behind it: Mr., e.g.
	mayEnd                      // one ends when the next word starts sentences: Inc., U.S.
	company                     // the same, and when what follows goes on in lower case: LLC. Next year
	endsBeforeWord              // one ends before most capitalised words: etc.
	timeOfDay                   // the same, unless the time leads to the sentence: p.m.
	beforeDigit                 // an abbreviation only before a number: No. 5, p. 12
	afterDigit                  // a unit, and an abbreviation only behind a number: 5 lbs.
	yearOrName                  // a unit behind a number, and ends before words; else before a name: 1990 г., г. Киев
)

// How many characters in front of a time are no sentence yet.
const (
	shortLead = 20 // «В 1990 г. Киев …»
	timeLead  = 40 // “On the first of May at 5 a.m. Mr. Smith …”
)

// longClip is how many letters a word has at most that is short for another.
const longClip = 6

// clips reports a word that is short for another before a word in lower case, in a sentence
// that began with a capital.
func (r *Rules) clips(word, next string) bool {
	if r.clipped != nil {
		return r.clipped(word, next)
	}
	return atMost(word, longClip)
}

// kindOf resolves the abbreviations that depend on what is around them, so that only those
// from noAbbreviation to endsBeforeWord are left. before is the sentence in front of the word.
func (r *Rules) kindOf(w string, next word, before string) abbreviation {
	kind := r.abbreviation(w)
	if kind == noAbbreviation {
		kind = sharedAbbreviation(w)
	}
	switch kind {
	case noAbbreviation:
		return r.shapeOf(w, next, before)
	case beforeDigit:
		if next.first == digitWord || romanNumeral(next.text) && (len(w) > 1 || allLower(w)) {
			return neverEnds
		}
		if unit(w) && counted(before) {
			return endsBeforeWord
		}
		return r.shapeOf(w, next, before)
	case mayEnd:
		if unit(w) && counted(before) {
			return endsBeforeWord
		}
	case afterDigit:
		if counted(before) {
			return endsBeforeWord
		}
		if strings.EqualFold(w, "min") && next.first == digitWord {
			return neverEnds // the least, not a time
		}
		return noAbbreviation
	case yearOrName:
		switch {
		case !counted(before):
			return neverEnds
		case atMost(before, shortLead):
			return mayEnd
		}
		return endsBeforeWord
	case timeOfDay:
		if r.leads != nil && atMost(before, timeLead) && r.leads(wordPrefix(before)) {
			return neverEnds
		}
		return endsBeforeWord
	}
	return kind
}

// atMost reports whether text has no more than so many characters.
func atMost(text string, characters int) bool {
	return len(text) <= characters || len(text) <= characters*utf8.UTFMax && utf8.RuneCountInString(text) <= characters
}

// counted reports whether text ends with a number, in Arabic or Roman digits.
func counted(text string) bool {
	last := lastWord(text)
	digit, _ := utf8.DecodeLastRuneInString(last)
	return unicode.IsDigit(digit) || last != "" && strings.Trim(last, "IVXХІ") == ""
}

// shapeOf finds abbreviations that no list can hold: initials and dotted letters.
func (r *Rules) shapeOf(w string, next word, before string) abbreviation {
	if w == "" {
		if next.first == digitWord && strings.HasSuffix(before, "°") {
			return neverEnds // N°. 5
		}
		return noAbbreviation
	}
	if r.ordinals && (AllDigits(w) && len(w) <= 2 && (r.nouns || next.first != upperWord) || len(w) > 1 && romanNumeral(w)) && !strings.HasSuffix(strings.TrimRight(before, " \u00a0"), ".") {
		return mayEnd // and not "Nr. 5."
	}
	first, size := utf8.DecodeRuneInString(w)
	if strings.TrimLeftFunc(w[size:], unicode.IsMark) == "" {
		if caseless(first) {
			return neverEnds // د. سمير, के. पी. शर्मा
		}
		if unicode.IsUpper(first) && !strings.HasSuffix(before, "°") && (!strings.HasSuffix(before, "-") || strings.HasSuffix(before, ".-")) && !r.numbered(lastWord(before)) {
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
	if caseless(first) {
		return neverEnds
	}
	return mayEnd
}

// caseless reports letters of the scripts without capitals that part words by spaces and
// write periods behind what they shorten: Arabic, Hebrew, those of India, Ethiopic.
func caseless(r rune) bool {
	return r >= 0x590 && classOf(r) == otherWord && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func isLetters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// lastWord returns the word that ends text but for spaces.
func lastWord(text string) string {
	text = strings.TrimRight(text, " \u00a0\n")
	return text[len(strings.TrimRightFunc(text, InWord)):]
}
