package question

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// resolve puts what a pronoun stands for in its place: somebody the answer or the question names,
// or what the question is about. In languages that inflect names it is put before the message.
func resolve(before Turn, message string, _ bool) string {
	list := strings.Fields(body(message))
	i := refersOutward(list)
	if i < 0 || !asking(message) {
		return ""
	}
	pronoun := bare(list[i])
	if i > 0 && doing[bare(list[i-1])] {
		if rest := list[i+1:]; len(rest) > 1 && prepositions[bare(rest[0])] && !asksItself(strings.Join(rest, " ")) {
			return putPhrase(strings.Fields(body(before.Question)), rest, bare(rest[0])) // how do I do that on Windows
		}
		return ""
	}
	about := standsFor(before, list, pronoun)
	switch {
	case about == "" || strings.Contains(strings.ToLower(message), strings.ToLower(about)):
		return ""
	case !replaceable[pronoun] || len(strings.Fields(about)) > 2*fewWords:
		return prefixed(about, strings.Join(list, " "))
	}
	out := slices.Clone(list)
	out[i] = about + out[i][len(strings.TrimRight(out[i], ",;:")):]
	if possessive(list, i) {
		out[i] = about + "'s"
	}
	return sentenceOf(out)
}

// standsFor returns what a pronoun in a message stands for, "" for nothing.
func standsFor(before Turn, list []string, pronoun string) string {
	asks, _ := cutInterrogative(strings.Join(list, " "))
	if persons[pronoun] || owners[pronoun] && !impersonal[pronoun] || whoWords[strings.ToLower(asks)] && len(list) == 3 && being[bare(list[1])] {
		return somebody(before) // who is it, who was that
	}
	return something(before)
}

var being = set(`is was are were ist war sind waren est était es era é`)

// doing are words that make a pronoun behind them stand for what is done.
var doing = set(`do doing done machen mache faire fais hacer hago fazer faço`)

var (
	replaceable = set(`he she him her it they them his its their this that these those`)
	impersonal  = set(`its their theirs leur leurs`)
)

// possessive reports whether the pronoun at i belongs to the word behind it.
func possessive(list []string, i int) bool {
	w := bare(list[i])
	if !owners[w] {
		return false
	}
	return w != "her" || i+1 < len(list) && !common[bare(list[i+1])] && !prepositions[bare(list[i+1])]
}

// refersOutward returns which word of a message stands for something that the message itself does
// not name, -1 for none: a pronoun before which no thing is named.
func refersOutward(list []string) int {
	named := 0 // words with a meaning so far
	for i, word := range list {
		w := bare(word)
		next := ""
		if i+1 < len(list) {
			next = cmp.Or(bare(list[i+1]), list[i+1])
		}
		switch {
		case w == "it" && expletive(list[i+1:]):
			return -1
		case pointers[w]:
			if next == "" || prepositions[next] && i > 0 || pointsBack[next] {
				return i
			}
		case persons[w], things[w], owners[w] && next != "":
			if i == 0 && !owners[w] {
				return -1 // a statement
			}
			return i
		}
		if clauses[w] && named > 0 {
			return -1
		}
		if common[w] || auxiliary[w] || prepositions[w] || isInterrogative(w) {
			continue
		}
		named++ // one may be what is done to it: "can I change it"
		if named > 1 || isName(word, i == 0) || i > 0 && determiners[bare(list[i-1])] {
			return -1
		}
	}
	return -1
}

// clauses are words that begin another part of a sentence.
var clauses = set(`and or but if when while after before because und oder wenn et ou quand y o cuando e quando і та або якщо коли`)

// pointsBack are words behind "this" and "that" that they do not belong to.
var pointsBack = set(`work works working cost costs take takes apply applies free safe possible allowed true enough necessary required supported available is was will does can`)

// expletive reports whether "it" before these words stands for what follows them: "is it possible
// to …", "how long does it take to …", "does it rain".
func expletive(after []string) bool {
	if len(after) == 0 {
		return false
	}
	if slices.Contains([]string{"rain", "rains", "snow", "snows", "matter"}, bare(after[0])) {
		return true
	}
	for i, w := range after {
		if w := bare(w); i > 0 && i <= 3 && i+1 < len(after) && (w == "to" || w == "that" || w == "if" || w == "when") {
			return true
		}
	}
	return false
}

func isInterrogative(w string) bool { return slices.Contains(interrogatives, w) }

// somebody returns whom a turn speaks of: its answer, if that is a name, or the last name in the
// question, or the first in the quote; "" for nobody.
func somebody(t Turn) string {
	if asks, _ := cutInterrogative(t.Question); brief(t.Span) && (nameIn(t.Span, false) != "" || whoWords[strings.ToLower(asks)]) {
		return t.Span
	}
	if name := nameIn(body(t.Question), true); name != "" {
		return name
	}
	return nameIn(t.Quote, true)
}

var whoWords = set(`who whom whose wer wen wem qui quién quiénes quem хто кого`)

// nameIn returns the longest run of names in a text, the first of those as long; inside: the text
// is a sentence, whose first word's capital says nothing.
func nameIn(text string, inside bool) string {
	best, run := []string(nil), []string(nil)
	for i, word := range strings.Fields(text) {
		w := strings.TrimFunc(word, unicode.IsPunct)
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) || common[strings.ToLower(w)] || inside && i == 0 {
			run = nil
			continue
		}
		if run = append(run, w); len(run) > len(best) {
			best = slices.Clone(run)
		}
		if strings.ContainsAny(word[len(word)-1:], ",;:.!?") {
			run = nil
		}
	}
	return strings.Join(best, " ")
}

// something returns what a turn speaks of: the answer, where a thing was asked for and it names
// one; else what question and quote both name; else what the question says from its first
// determiner on.
func something(t Turn) string {
	asks, tail := cutInterrogative(body(t.Question))
	asks = strings.ToLower(asks)
	if (asks == "what" || asks == "which") && brief(t.Span) && nameIn(t.Span, false) != "" && !strings.ContainsAny(t.Span, "0123456789") {
		return t.Span
	}
	list := strings.Fields(tail)
	if from, to := sharedRun(list, words(strings.ToLower(t.Quote))); to > from && !(to < len(list) && determiners[strings.ToLower(list[to])]) {
		return strings.Join(alone(list[whole(list, from):to]), " ") // not what is done with the thing that follows
	}
	for i, w := range list {
		if determiners[strings.ToLower(w)] && i+1 < len(list) {
			return strings.Join(alone(list[i:]), " ")
		}
	}
	for len(list) > 0 && (auxiliary[bare(list[0])] || common[bare(list[0])]) {
		list = list[1:]
	}
	return strings.Join(list, " ")
}

// alone returns what names a thing without where it is or what is done with it: up to the first
// preposition but "of".
func alone(list []string) []string {
	for i, w := range list {
		if w := bare(w); i > 0 && prepositions[w] && !belongs[w] {
			return list[:i]
		}
	}
	return list
}

// belongs are the prepositions that say what something belongs to.
var belongs = set(`of von vom der des de du del da do das dos`)

// whole returns where a thing begins in a question of which a quote names the end, from a word on:
// at the determiner before it, with no more than a few words of its own between.
func whole(question []string, from int) int {
	for i := from; i >= max(from-fewWords, 0); i-- {
		switch w := strings.ToLower(question[i]); {
		case determiners[w]:
			return i
		case common[bare(w)] || auxiliary[bare(w)] || prepositions[bare(w)]:
			return from
		}
	}
	return from
}

// sharedRun returns where the longest run of a question's words begins and ends that stand in the
// quote as they are, from a determiner or a word with a meaning of its own on; an empty one where
// there are only words without one.
func sharedRun(question, quote []string) (from, to int) {
	for i := range question {
		for j := len(question); j > i+to-from; j-- {
			if stands(question[i:j], quote) {
				from, to = i, j
				break
			}
		}
	}
	to = from + len(trimEnd(question[from:to]))
	for i := from; i < to; i++ {
		if determiners[strings.ToLower(question[i])] && meaningful(question[i+1:to]) {
			return i, to
		}
	}
	for from < to && (common[bare(question[from])] || auxiliary[bare(question[from])] || prepositions[bare(question[from])]) {
		from++
	}
	return from, to
}

// trimEnd takes words without a meaning of their own off the end.
func trimEnd(list []string) []string {
	for len(list) > 0 && (common[bare(list[len(list)-1])] || prepositions[bare(list[len(list)-1])] || auxiliary[bare(list[len(list)-1])]) {
		list = list[:len(list)-1]
	}
	return list
}

// stands reports whether a run of words stands in a text and has a meaning.
func stands(run, text []string) bool {
	if !meaningful(run) {
		return false
	}
	for i := 0; i+len(run) <= len(text); i++ {
		same := true
		for j, w := range run {
			if bare(w) != text[i+j] {
				same = false
				break
			}
		}
		if same {
			return true
		}
	}
	return false
}

func meaningful(run []string) bool {
	return slices.ContainsFunc(run, func(w string) bool {
		w = bare(w)
		return w != "" && !common[w] && !auxiliary[w] && !prepositions[w] && !determiners[w]
	})
}
