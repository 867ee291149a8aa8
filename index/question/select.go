package question

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	long          = 300 // bytes from which on a message is more than its question
	selfContained = 3   // words with a meaning that a question needs to be understood alone
	fullyNamed    = 6   // with so many it needs no names from the story either
	storyBytes    = 240 // of the story that stay with a question that refers to it
	hintBytes     = 60  // of the story that stay with a question of two words with a meaning
	namesKept     = 6
)

// tale reports whether sentences are a story with a question in it, though nothing else
// shows that they were typed to people.
func tale(all []sentence) bool {
	_, story := divide(all)
	size := 0
	for _, s := range all {
		size += len(s.text)
	}
	return size > long || len(story) > 1 && size > long/3
}

// choose leaves the questions of a message and of its story what they need: the
// sentences they refer to, or the names that are missing in them. Without a question all
// of it stays.
func choose(all []sentence) []sentence {
	questions, story := divide(all)
	if len(questions) == 0 || len(story) == 0 {
		return all
	}
	n, room := contentOf(questions), 0
	switch {
	case refersBack(questions) || n < selfContained-1:
		room = storyBytes
	case n < selfContained:
		room = hintBytes
	}
	if near := withNearest(all, room); len(near) > len(questions) {
		return near
	}
	if n < fullyNamed {
		questions[0].text = withNames(questions[0].text, story)
	}
	return questions
}

// divide tells questions from what is told around them.
func divide(all []sentence) (questions, story []sentence) {
	for _, s := range all {
		if s.asks {
			questions = append(questions, s)
		} else {
			story = append(story, s)
		}
	}
	return questions, story
}

// withNearest leaves the questions and the two sentences of the story right before the
// first of them, or the one behind it, as far as there is room and they tell something.
func withNearest(all []sentence, room int) []sentence {
	first := slices.IndexFunc(all, func(s sentence) bool { return s.asks })
	keep := map[int]bool{}
	take := func(i int) {
		if len(all[i].text) <= room && !all[i].asks && tells(all[i]) {
			keep[i] = true
			room -= len(all[i].text)
		}
	}
	for i := first - 1; i >= max(0, first-2); i-- {
		take(i)
	}
	for i := first + 1; i < len(all) && len(keep) == 0; i++ {
		take(i)
	}
	var out []sentence
	for i, s := range all {
		if s.asks || keep[i] {
			out = append(out, s)
		}
	}
	return out
}

// tells reports whether a sentence of a story names something but the teller's troubles.
func tells(s sentence) bool {
	for _, w := range words(strings.ToLower(strings.ReplaceAll(s.text, "’", "'"))) {
		if !common[w] && !telling[w] {
			return true
		}
	}
	return false
}

// withNames puts the names in a story before a question that lacks them.
func withNames(question string, story []sentence) string {
	have := map[string]bool{}
	for _, w := range words(question) {
		have[strings.ToLower(w)] = true
	}
	var names []string
	for _, s := range story {
		for i, w := range words(s.text) {
			if lower := strings.ToLower(w); named(w, i == 0) && !have[lower] && len(names) < namesKept {
				have[lower] = true
				names = append(names, w)
			}
		}
	}
	if len(names) == 0 {
		return question
	}
	return strings.Join(names, " ") + ": " + question
}

// words returns the words of a text without the marks around them.
func words(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		w = strings.TrimFunc(w, func(r rune) bool {
			return unicode.IsPunct(r) && r != '_' && r != '/' && r != '`' && r != '#' && r != '+'
		})
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// named reports whether a word is a name: it has a digit, a mark of code, or a capital
// that the beginning of a sentence does not explain.
func named(w string, begins bool) bool {
	lower := strings.ToLower(w)
	if common[lower] || utf8.RuneCountInString(w) < 2 {
		return false
	}
	if strings.ContainsAny(w, "0123456789_`/") || strings.IndexByte(w, '.') > 0 {
		return true
	}
	inner := strings.IndexFunc(w, unicode.IsUpper)
	return inner > 0 || inner == 0 && !begins && !strings.HasPrefix(w, "I'") && !strings.HasPrefix(w, "I’")
}

// contentOf counts the words of sentences that carry a meaning.
func contentOf(all []sentence) int {
	n := 0
	for _, s := range all {
		for _, w := range words(s.text) {
			if !common[strings.ToLower(strings.ReplaceAll(w, "’", "'"))] {
				n++
			}
			if r, size := utf8.DecodeRuneInString(w); size > 2 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				n += len(w) / 9 // written without spaces
			}
		}
	}
	return n
}

// refersBack reports whether a sentence speaks of something that another one names.
func refersBack(all []sentence) bool {
	few := contentOf(all) < fullyNamed-1
	for _, s := range all {
		list := words(strings.ToLower(strings.ReplaceAll(s.text, "’", "'")))
		for i, w := range list {
			before := ""
			if i > 0 {
				before = list[i-1]
			}
			switch {
			case w == "it" && before == "is": // is it possible
			case w == "that" && i+1 < len(list) && !common[before]: // the port that it uses
			case referring[w], few && personal[w]:
				return true
			}
		}
	}
	return false
}

// referring are words that stand for something named before.
var referring = set(`it it's this that these those es das dies dieses dieser davon damit dafür cela ça ceci esto eso ello isso isto disso
	це цей воно это этот これ それ あれ この その 这个 那个 它`)

// personal are those that may as well stand for something in the same sentence.
var personal = set(`its they them their he she him his her one ihn sie er il elle ils elles celui celle él ella ele ela його її він вона вони его её они он она`)

// common are words that name nothing.
var common = set(`a about after again all also am an and any anyone are as at be because been before but by can can't cannot could often long old
	did do does doesn't doing don't fix for from get gets getting give go going got had has have haven't he help her here him his how i i'd i'll
	i'm i've if im in into is isn't it it's its just know let like make makes making many may me mean means might more most much must my need needs no not now
	of off on one only or our out over please problem problems put s set she should so some somebody someone something tell than that thats that's the their them
	then there these they thing things this those to too u up us use used using want was way we were what what's when where where's which while who
	who's why will with won't work working works would yes you your issue error question new old
	der die das den dem des ein eine einen einem einer und oder aber ich du er sie es wir ihr ist sind war hat haben wird werden kann man wie was wo wer wann warum
	wieso welche welcher welches im in auf an bei mit von zu zum zur für nicht kein keine mein meine mir mich auch noch nur so dass wenn
	le la les un une des du de et ou mais je tu il elle on nous vous ils est sont a ai as avez ont être avoir peut comment où quand pourquoi que qui quoi quel quelle
	ce cette ces mon ma mes dans sur avec pour par pas ne se si
	el los las una unos y o pero yo tú él es son hay está puede puedo cómo como dónde donde cuándo cuando qué quien quién cuál mi mis en con por para no se al del
	os as um uma e ou mas eu ele ela é são há pode posso onde quando porque por que quem qual meu minha em com para não se ao do da
	і й та або але я ти він вона ми ви це є чи як де коли чому хто що який яка які мій моя в у на з із до для від не
	и или но я ты он она мы вы это есть ли как где когда почему кто что какой какая мой моя в на с из к для от не`)

// telling are words of English with which people tell what they did before they asked.
var telling = set(`today yesterday tonight morning evening night hour hours minute minutes day days week weeks month months ages ago already finally still
	yet far try trying tried work worked figure figured googled google searched searching looked looking read reading asked asking told tell said saying
	friend friends cousin brother sister boss mate guy wants wondering confused confusing head hurts stuck lost help helped great good nice cool love super fun amazing awesome
	loving bit little few couple time times really very pretty quite kinda sort anything everything nothing something somewhere everywhere sure guess
	think thought arguing discussing hello hi thanks crazy desperate honestly since until always ever been being having went came keep keeps kept`)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
