package eval

import (
	"regexp"
	"strings"
)

// secondSentence matches, from a sentence's end on, the start of another one.
var secondSentence = regexp.MustCompile(`^[.!?]["')\]]*[ \t\n\r\f\v]+["'(\[]*[A-Z]`)

// shortForms end in a full stop without ending a sentence.
var shortForms = []string{"Mr", "Mrs", "Dr", "St", "No", "Gov", "Sen", "vs"}

// looksMultiple tells whether a quote looks like more than one sentence: a guard
// against winning with wide ranges. Initials and short forms do not count.
func looksMultiple(quote string) bool {
	quote = strings.TrimRight(quote, " \t\n\r\f\v")
	for i := range len(quote) {
		if !strings.ContainsRune(".!?", rune(quote[i])) || !secondSentence.MatchString(quote[i:]) {
			continue
		}
		if !endsInShortForm(quote[:i]) {
			return true
		}
	}
	return false
}

func endsInShortForm(s string) bool {
	if s != "" && s[len(s)-1] >= 'A' && s[len(s)-1] <= 'Z' {
		return true
	}
	for _, form := range shortForms {
		if strings.HasSuffix(s, form) {
			return true
		}
	}
	return false
}
