package index

import (
	"slices"
	"strings"
	"unicode"
)

// A kind is what sort of answer a question asks for, as far as an English question's
// words tell.
type kind int

const (
	openKind   kind = iota // anything, or unknown
	yesNoKind              // "can I …", "is there …"
	numberKind             // "how many …"
	timeKind               // "when …"
	nameKind               // "who …"
	wayKind                // "how do I …"
)

// kindOf tells the kind of a question by the first word in it that asks, since what people
// type often begins with something else.
func kindOf(question string) kind {
	words := strings.FieldsFunc(strings.ToLower(question), notInWord)
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch w {
		case "when":
			return timeKind
		case "who", "whom", "whose":
			return nameKind
		case "how":
			return howKind(next)
		case "what", "which":
			if slices.Contains(timeNouns, next) {
				return timeKind
			}
			return openKind
		case "where", "why":
			return openKind
		}
	}
	if len(words) > 1 && slices.Contains(auxiliaries, words[0]) {
		return yesNoKind
	}
	return openKind
}

// howKind is the kind of a question in which "how" stands before next.
func howKind(next string) kind {
	if slices.Contains(amounts, next) {
		return numberKind
	}
	return wayKind
}

// notInWord reports whether a character parts words.
func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
}

// meets reports whether a sentence holds what every answer of the kind has: a number or a
// word for one, a date or a word for a time, a name. Kinds that have no such mark are
// always met.
func (k kind) meets(sentence string) bool {
	switch k {
	case numberKind:
		return hasDigits(sentence) || hasWord(sentence, numberWords)
	case timeKind:
		return hasDigits(sentence) || hasWord(sentence, timeWords)
	case nameKind:
		return hasName(sentence)
	}
	return true
}

func hasDigits(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

// hasName reports whether a word begins with a capital that the beginning of the sentence
// does not explain: at its beginning, words that begin sentences do not count.
func hasName(s string) bool {
	for i, w := range strings.FieldsFunc(s, notInWord) {
		if r := []rune(w)[0]; !unicode.IsUpper(r) || w == "I" {
			continue
		}
		if i > 0 || !slices.Contains(beginnings, strings.ToLower(w)) {
			return true
		}
	}
	return false
}

func hasWord(s string, list []string) bool {
	words := strings.FieldsFunc(strings.ToLower(s), notInWord)
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
}

var (
	timeNouns   = strings.Fields("year date day time")
	auxiliaries = strings.Fields("am are can could did do does has have is may must should was were will would")
	amounts     = strings.Fields("many much old long far often big large tall high deep fast")
	beginnings  = strings.Fields(`a an the this that these those it he she they we you his her its their our your my there here if when while as
		in on at by for from with to of and but or so also however after before since because although once what which who how why where
		no not yes all some any each every both many most more one two first use see note run set click press open make let please do does
		can could will would should may must is are was were`)
	numberWords = strings.Fields(`no none zero one once two twice three thrice four five six seven eight nine ten eleven twelve dozen
		hundred thousand million billion half quarter several few many unlimited infinite`)
	timeWords = strings.Fields(`today tomorrow yesterday now soon never always daily weekly monthly yearly annually every after before during
		until since monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
		september october november december spring summer autumn fall winter morning noon afternoon evening night midnight century`)
)
