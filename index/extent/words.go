package extent

import (
	"regexp"
	"slices"
	"strings"
)

// A lexicon is what the rules know of a language, in lower case.
type lexicon struct {
	stands  []string // phrases that stand for something named before, at the beginning of a sentence
	joins   []string // phrases that join a sentence to the one before; a comma at the end is part of the phrase
	except  []string // phrases that look like one of these and refer to nothing before
	follows []string // words with which a sentence points to what comes next
	thing   string   // that with which it points to a paragraph, too
	curt    []string // whole sentences that tell nothing more than yes or no …
	yes     int      // … of which so many, the first ones, are words for that
	asks    []string // words that a question begins with
	opens   []string // phrases that a sentence begins with that only sets the scene
	clauses []string // words that a clause begins with that is no sentence by itself
	before  []string // phrases that may stand before any sentence
	// How a sentence begins that names something before it a little later, and one that only
	// speaks of the text itself ("This short guide"); nil: not known.
	inside, guide *regexp.Regexp
	// How a sentence begins that reports what somebody said: that stands whoever it was; nil: not
	// known.
	reports *regexp.Regexp
	// How a sentence begins that only tells what comes next or what the text is, and how one points
	// to what stands above it; nil: not known.
	announces, upward *regexp.Regexp
}

// lexiconOf returns the lexicon of a BCP 47 tag, the English one where the language is unknown
// and an empty one where there is none of it.
func lexiconOf(tag string) lexicon {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch base {
	case "", "en":
		return english
	case "de":
		return german
	case "fr":
		return french
	case "es":
		return spanish
	case "pt":
		return portuguese
	case "uk":
		return ukrainian
	case "ru":
		return russian
	}
	return lexicon{curt: phrases("はい|いいえ|是|不是|是的|不|예|네|아니요|sì|no|ja|nee|nej|tak|nie|ano|ne")}
}

// points reports whether a text holds a word that points to what comes next.
func (l lexicon) points(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(l.follows, func(w string) bool { return strings.Contains(s, w) })
}

// phrases parts a list at its bars.
func phrases(s string) []string {
	list := strings.Split(s, "|")
	for i := range list {
		list[i] = strings.Join(strings.Fields(list[i]), " ")
	}
	return list
}

// crossed joins each of some beginnings with each of some words.
func crossed(beginnings, words string) []string {
	var out []string
	for _, b := range strings.Split(beginnings, "|") {
		for w := range strings.FieldsSeq(words) {
			out = append(out, b+" "+w)
		}
	}
	return out
}
