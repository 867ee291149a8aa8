package eval

import (
	"crypto/sha256"
	"strings"
	"unicode"
)

// headingFor returns the heading that a question is put back as: the question itself, and
// for one in three, chosen by its id, the same in other words.
func headingFor(q Question) string {
	text := strings.Join(strings.Fields(q.Text), " ")
	sum := sha256.Sum256([]byte(q.ID))
	if sum[0]%3 != 0 {
		return text
	}
	switch sum[1] % 3 {
	case 0:
		return keywords(text)
	case 1:
		return without(text, int(sum[2]))
	}
	return askedOtherwise(text)
}

// keywords leaves the words that carry meaning: "How do I change the port?" becomes
// "Change port".
func keywords(text string) string {
	var kept []string
	for _, w := range strings.Fields(text) {
		if !stopWord(bare(w)) {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return text
	}
	return capitalised(strings.TrimRight(strings.Join(kept, " "), "?"))
}

// without drops one of the words that carry meaning, when there are enough of them.
func without(text string, n int) string {
	const enough = 3
	words := strings.Fields(text)
	var carry []int
	for i, w := range words {
		if !stopWord(bare(w)) {
			carry = append(carry, i)
		}
	}
	if len(carry) < enough {
		return keywords(text)
	}
	i := carry[n%len(carry)]
	return capitalised(strings.Join(append(words[:i:i], words[i+1:]...), " "))
}

// otherwise pairs beginnings of questions with others that ask the same.
var otherwise = [][2]string{
	{"how do i ", "What is the way to "},
	{"how do you ", "How to "},
	{"how can i ", "How to "},
	{"how should i ", "How do you "},
	{"how to ", "How can I "},
	{"how does ", "In what way does "},
	{"can i ", "Is it possible to "},
	{"can you ", "Is it possible to "},
	{"is it possible to ", "Can I "},
	{"is there ", "Do you have "},
	{"do i need ", "Is it necessary to have "},
	{"what is ", "Explanation of "},
	{"what are ", "Explanation of "},
	{"where is ", "Location of "},
	{"where are ", "Location of "},
	{"where can i find ", "Location of "},
	{"why is ", "What is the reason that it is "},
	{"why does ", "Reason that "},
	{"why do ", "Reason that "},
	{"why ", "For what reason "},
	{"when ", "At what time "},
}

// askedOtherwise changes how a question begins.
func askedOtherwise(text string) string {
	lower := strings.ToLower(text)
	for _, pair := range otherwise {
		if len(lower) == len(text) && strings.HasPrefix(lower, pair[0]) {
			return pair[1] + text[len(pair[0]):]
		}
	}
	return keywords(text)
}

// bare returns a word in lower case without punctuation around it.
func bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

func capitalised(s string) string {
	for i, r := range s {
		return s[:i] + string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
