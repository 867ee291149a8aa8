package question

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// askAnew asks the question before with another word that asks, where that is all the message
// says: "Where are backups stored?" and "how often?" is "How often are backups stored?".
func askAnew(before Turn, message string, _ bool) string {
	asks, rest := cutInterrogative(message)
	if short, ok := sayings[bare(message)]; ok {
		asks, rest = short, ""
	}
	if asks == "" || body(rest) != "" {
		return ""
	}
	question := body(before.Question)
	had, tail := cutInterrogative(question)
	switch {
	case strings.EqualFold(had, asks), had == "" && spaceless(asks) != spaceless(question):
		return ""
	case spaceless(asks):
		return asks + "：" + question + "？"
	case had == "" && !auxiliary[firstWord(question)]:
		return upper(asks) + ": " + question + "?"
	case strings.EqualFold(asks, "why not"):
		return upper(asks) + ": " + question + "?"
	case had == "":
		tail = lower(question)
	case subjectAsked(had, tail) && brief(before.Span):
		tail = before.Span + " " + tail // who built it: Ann built it
	}
	return upper(asks) + " " + strings.TrimSpace(tail) + "?"
}

// sayings ask with more words than they need.
var sayings = map[string]string{
	"why is that": "why", "why's that": "why", "why so": "why", "why exactly": "why", "how so": "how", "how exactly": "how",
	"when exactly": "when", "when was that": "when", "when is that": "when", "where exactly": "where", "where is that": "where", "where was that": "where",
	"warum das": "warum", "wann war das": "wann", "wo ist das": "wo",
}

// cutInterrogative takes the word or two that ask off the front of a question.
func cutInterrogative(s string) (asks, rest string) {
	s = strings.TrimLeft(s, "¿¡ ")
	for _, word := range interrogatives {
		after, ok := cutPrefixFold(s, word)
		if !ok {
			continue
		}
		r, _ := utf8.DecodeRuneInString(after)
		if after == "" || spaceless(word) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-' {
			return s[:len(word)], strings.TrimSpace(after)
		}
	}
	return "", s
}

// spaceless reports whether a text is of a language that parts no words.
func spaceless(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// subjectAsked reports whether the word that asks is what does something, as in "who built it":
// no auxiliary follows it.
func subjectAsked(asks, tail string) bool {
	return strings.EqualFold(asks, "who") && !auxiliary[firstWord(tail)]
}

// brief reports whether a part of a quote may take the place of a word.
func brief(s string) bool { return s != "" && len(strings.Fields(s)) <= fewWords+1 }
