package eval

import (
	"strings"
	"unicode"

	"verbatim/corpus"
)

// stopWords are those of English that a question and its answer share by chance.
var stopWords = func() map[string]bool {
	const list = `a about all also am an and any anyone are aren't as at be because been being but by can can't cannot could
		did didn't do does doesn't doing don't each else few for from get gets got had has hasn't have haven't having
		he her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its just know like many may me might more most
		much must my no not of off on one only or other our out over own please s shall she should shouldn't so some
		somebody someone something such than that the their them then there these they this those to too under until
		up us use used using very want was wasn't way we were weren't what what's when where where's which while who
		who's whom whose why will with won't would wouldn't you your`
	m := map[string]bool{"": true}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}()

func stopWord(bare string) bool { return stopWords[strings.ReplaceAll(bare, "’", "'")] }

// asked returns the words of a text that carry meaning, without their endings.
func asked(text string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
	}) {
		if w = bare(w); !stopWord(w) {
			words[stem(w)] = true
		}
	}
	return words
}

// stem takes the commonest English endings off: enough to find "installing" in
// "installs".
func stem(word string) string {
	const shortest = 3 // letters that have to stay
	word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
	for _, ending := range []string{"ations", "ation", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y"} {
		if root, ok := strings.CutSuffix(word, ending); ok && len(root) >= shortest {
			word = root
			break
		}
	}
	if n := len(word); n > shortest && word[n-1] == word[n-2] {
		word = word[:n-1] // running: run
	}
	return word
}

// found returns the share of the asked words of q that stand in the right sentence, the
// largest over its right sentences, and false where there is none or nothing is asked.
func found(q Question, articles map[string]*Article) (float64, bool) {
	words := asked(q.Text)
	if len(words) == 0 || len(q.labels) == 0 {
		return 0, false
	}
	best := 0
	for _, g := range q.labels {
		there := asked(articles[g.in(q)].sentenceAt(g.Start, g.End))
		n := 0
		for w := range words {
			if there[w] {
				n++
			}
		}
		best = max(best, n)
	}
	return float64(best) / float64(len(words)), true
}

// sentenceAt returns the sentence or sentences that a range of the text lies in.
func (a *Article) sentenceAt(start, end int) string {
	from, to := start, end
	for _, s := range a.Sentences {
		if s[0] < end && start < s[1] {
			from, to = min(from, s[0]), max(to, s[1])
		}
	}
	if len(a.Sentences) == 0 {
		first, last := a.passageAt(start, end)
		for _, s := range sentencesIn(a.Text, first, last, corpus.Paragraph, "en") {
			if s.Start < end && start < s.End {
				from, to = min(from, s.Start), max(to, s.End)
			}
		}
	}
	return a.Text[from:to]
}
