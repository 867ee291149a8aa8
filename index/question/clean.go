package question

import (
	"strings"
	"unicode"
)

const (
	longest = 8 << 10 // bytes of prose that are looked at: the beginning and the end
	rounds  = 20      // courtesy within courtesy ends long before that
)

// Clean returns the question in a message. It is a pure function of the message, and
// Clean of what it returns is the same. A message that asks nothing comes back without
// markup and courtesy, one of nothing else as it is.
func Clean(message string) string {
	message = strings.ToValidUTF8(message, "\uFFFD")
	var d draft
	text := message
	for range rounds {
		next := d.round(text)
		if next == text {
			break
		}
		text = next
	}
	text = d.withError(text)
	if worded(text) {
		return text
	}
	bare := oneMark(collapse(message))
	if bare == message {
		return bare
	}
	return Clean(bare)
}

// A draft is the cleaning of one message.
type draft struct {
	typed  bool     // something showed that the message was typed to people
	errors []string // lines of its logs and code that say what went wrong
}

// round takes off what can be seen at once.
func (d *draft) round(text string) string {
	text = d.unmark(shorten(d.withoutCode(text)))
	var all []sentence
	for _, s := range split(text) {
		if s = d.polite(s); s.text != "" {
			all = append(all, s)
		}
	}
	if d.typed || tale(all) {
		all = choose(all)
	}
	text = oneMark(d.join(all))
	if d.typed {
		text = spellOut(text)
	}
	return text
}

// join puts sentences together. In a message that was typed to people, one that ends in no
// mark gets one: the line's end, or the courtesy behind it, was it.
func (d *draft) join(all []sentence) string {
	var out strings.Builder
	for i, s := range all {
		out.WriteString(s.text)
		if i+1 == len(all) {
			break
		}
		if r := lastRune(s.text); d.typed && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			out.WriteString(".")
		}
		out.WriteString(" ")
	}
	return out.String()
}

// shorten leaves the beginning and the end of a text that is longer than a question.
func shorten(s string) string {
	if len(s) <= longest {
		return s
	}
	head, tail := s[:longest/2], s[len(s)-longest/2:]
	return strings.ToValidUTF8(head, "") + "\n" + strings.ToValidUTF8(tail, "")
}

// collapse makes every run of white space one space, none at the ends.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// worded reports whether a text holds a letter or a digit.
func worded(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// oneMark makes one of each run of the same question or exclamation mark that ends a
// word: "why???" asks no more than "why?".
func oneMark(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	last := rune(0)
	for _, r := range s {
		if r == last && strings.ContainsRune("?!？！", r) {
			continue
		}
		last = r
		out.WriteRune(r)
	}
	return out.String()
}
