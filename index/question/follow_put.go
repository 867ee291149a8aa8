package question

import (
	"slices"
	"strings"
)

// putIn puts a part that the message names into the question before: in place of the part that
// says the same of something else, or at its end. "How do I install it on Linux?" and "on
// Windows?" is "How do I install it on Windows?".
func putIn(before Turn, message string, joined bool) string {
	list := partOf(message)
	question := strings.Fields(body(before.Question))
	if len(list) > 1 && len(list) <= 2*fewWords && conditions[strings.ToLower(list[0])] && joined {
		return sentenceOf(question, list)
	}
	part := strings.Join(list, " ")
	if len(list) == 0 || len(list) > fewWords || asksItself(part) || !names(list) {
		return ""
	}
	first := strings.ToLower(list[0])
	switch {
	case prepositions[first] && len(list) > 1 && (joined || strings.ContainsAny(message, questionMarks)):
		return putPhrase(question, list, first)
	case !joined:
		if len(list) <= 2 && strings.ContainsAny(message, questionMarks) && allNames(list) {
			return putName(question, list)
		}
		return ""
	case determiners[first] && len(list) > 1:
		return putThing(question, list, words(strings.ToLower(before.Quote)))
	case len(list) > 1 && !allNames(list[:1]):
		return prefixed(part, strings.Join(question, " "))
	}
	return putName(question, list)
}

// partOf returns the words of a message that are to be put in.
func partOf(message string) []string {
	list := strings.Fields(body(message))
	for len(list) > 1 && (tails[bare(list[len(list)-1])] || bare(list[len(list)-1]) == "as") {
		list = list[:len(list)-1]
	}
	return list
}

// names reports whether some of the words name something.
func names(list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool {
		w = bare(w)
		return w != "" && !vague[w] && !determiners[w] && !prepositions[w] && !tails[w]
	})
}

// asksItself reports whether a text begins as a question does, or holds what makes a sentence.
func asksItself(part string) bool {
	asks, _ := cutInterrogative(part)
	list := words(strings.ToLower(part))
	return asks != "" || auxiliary[firstWord(part)] || slices.ContainsFunc(list, isInterrogative) || slices.ContainsFunc(list, func(w string) bool {
		return auxiliary[w] || w == "i" || w == "you" || w == "thanks" || w == "please" || w == "that's" || w == "it's" || w == "i'm"
	})
}

// putPhrase puts a phrase in place of the last one with the same preposition, up to the next
// preposition.
func putPhrase(question, part []string, preposition string) string {
	for i := len(question) - 1; i > 0; i-- {
		if strings.ToLower(question[i]) != preposition {
			continue
		}
		end := i + 1
		for end < len(question) && (end == i+1 || !prepositions[strings.ToLower(question[end])]) {
			end++
		}
		if end > i+1 {
			return sentenceOf(question[:i], part, question[end:])
		}
	}
	return sentenceOf(question, part)
}

// putThing puts what begins with a determiner in place of the last thing of the question that does
// so. Where that thing ends the quote tells, which names it in another sentence.
func putThing(question, part, quote []string) string {
	for i := len(question) - 2; i > 0; i-- {
		if !determiners[strings.ToLower(question[i])] {
			continue
		}
		end := i + 2
		for end < len(question) && stands(question[i+1:end+1], quote) && !prepositions[strings.ToLower(question[end])] {
			end++
		}
		if end < len(question) && belongs[strings.ToLower(question[end])] && slices.ContainsFunc(part, isPreposition) {
			return sentenceOf(question[:i], part) // the mill of Oster for the bridge of Varn
		}
		return sentenceOf(question[:i], part, question[end:])
	}
	return prefixed(strings.Join(part, " "), strings.Join(question, " "))
}

func isPreposition(w string) bool { return prepositions[strings.ToLower(w)] }

// putName puts names in place of the last names of the question, or before it where it has none.
func putName(question, part []string) string {
	for end := len(question); end > 1; end-- {
		if !isName(question[end-1], false) {
			continue
		}
		start := end - 1
		for start > 1 && isName(question[start-1], false) {
			start--
		}
		return sentenceOf(question[:start], part, question[end:])
	}
	return prefixed(strings.Join(part, " "), strings.Join(question, " "))
}

// isName reports whether a word inside a sentence is a name, marks aside.
func isName(w string, begins bool) bool {
	list := words(w)
	return len(list) == 1 && named(list[0], begins)
}

// allNames reports whether a part is nothing but names.
func allNames(list []string) bool {
	said := bare(strings.Join(list, " "))
	return !reactions[said] && !common[said] && !slices.ContainsFunc(list, func(w string) bool { return !isName(w, false) })
}

// sentenceOf makes a question of parts.
func sentenceOf(parts ...[]string) string {
	return strings.Join(slices.Concat(parts...), " ") + "?"
}

// prefixed says what a question is about, before it.
func prefixed(about, question string) string { return about + ": " + question + "?" }
