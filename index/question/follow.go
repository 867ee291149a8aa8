package question

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Turn is a question that was answered, and its answer.
type Turn struct {
	Question string // as it was understood
	Quote    string
	Span     string // the answer proper, a part of the quote; "" for none
}

const (
	longFollow = 120  // bytes from which on a message stands on its own
	longQuote  = 2000 // bytes of a quote that are looked at
	fewWords   = 5    // of what stands for a part of the question before, and of what a pronoun stands for
)

// FollowUp returns what a message asks in reply to an answer, where it leaves out what the question
// before or its answer said: "and on Windows?", "when?", "who is he?". A message that is
// understood by itself, or that asks nothing, is not changed, and the second value is false. It
// is a pure function by rule: all words of what it returns stand in the turn or the message.
func FollowUp(before Turn, message string) (understood string, ok bool) {
	question := lastQuestion(Clean(before.Question))
	m := strings.TrimSpace(Clean(message))
	if question == "" || len(question) > long || len(m) > longFollow || len(split(m)) != 1 || reactions[bare(m)] {
		return message, false
	}
	rest, joined := cutJoint(m)
	if after, ok := cutPrefixFold(rest, "what if "); ok && len(strings.Fields(after)) < fewWords-1 {
		rest, joined = "if "+after, true // a longer one says enough by itself
	}
	if rest == "" {
		return message, false
	}
	for _, rule := range []func(Turn, string, bool) string{askAnew, putIn, resolve} {
		turn := Turn{question, collapse(head(before.Quote, longQuote)), collapse(before.Span)}
		if out := rule(turn, rest, joined); out != "" && out != m {
			return out, true
		}
	}
	return message, false
}

// lastQuestion returns the last sentence of a text that asks, or else the whole text.
func lastQuestion(text string) string {
	all := split(text)
	for i := len(all) - 1; i >= 0; i-- {
		if asking(all[i].text) {
			return all[i].text
		}
	}
	return text
}

// bare is a text in lower case without marks at its ends.
func bare(s string) string {
	return strings.ToLower(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }))
}

// cutJoint takes what joins a message to what was said before off its front: "and", "what about".
func cutJoint(m string) (rest string, joined bool) {
	rest = strings.TrimLeft(m, "¿¡ ")
	for again := true; again; {
		again = false
		for _, j := range joints {
			after, ok := cutPrefixFold(rest, j)
			if r, _ := utf8.DecodeRuneInString(after); ok && after != "" && (r == ' ' || r == ',' || unicode.Is(unicode.Han, r) || unicode.In(r, unicode.Hiragana, unicode.Katakana)) {
				rest, joined, again = strings.TrimLeft(after, " ,"), true, true
				break
			}
		}
	}
	return rest, joined
}

// cutPrefixFold is strings.CutPrefix in any case; the prefix is in lower case.
func cutPrefixFold(s, prefix string) (after string, found bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// body returns a text without the marks that end it, and a question mark for one that had any.
func body(s string) string {
	return strings.TrimRight(strings.TrimLeft(s, "¿¡ "), questionMarks+" .!…")
}

// lower returns a word of a question's beginning as it is written inside of one.
func lower(s string) string {
	if first := firstWord(s); common[first] || auxiliary[first] {
		r, n := utf8.DecodeRuneInString(s)
		return string(unicode.ToLower(r)) + s[n:]
	}
	return s
}

// upper returns a text with a capital at its beginning.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
