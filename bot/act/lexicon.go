package act

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A kind is what a word or phrase does in a clause.
type kind int

const (
	content   kind = iota // none of those below: what a clause is about
	filler                // little words, and those one speaks to
	yes                   // acknowledges
	greeting              //
	able                  // asks about the listener
	summons               // the same as a word of its own: "start"
	pointer               // stands for another message, or what is said there
	answering             // what one does to a question
	knowing               // what one needs for that
	listener              // the one who is spoken to
	asked                 // the word "question"
	grateful              //
	doubtful              //
	wrong                 // says that something is not right
	sound                 // says that something is right
	negative              // takes that back: "not"
	asking                // a word that asks: "who"
	what                  // the same, which alone only wonders: "what?"
	auxiliary             // begins a question before its subject: "does"
	demand                // begins a request: "tell me"
	company               // asks somebody along: "who's in?"
	trouble               // content that says that something fails
	kindsInAll
)

// A tongue holds the phrases of one language by what they do, parted by bars or line ends.
type tongue struct {
	filler, yes, greeting, able, summons, pointer, answering, knowing, listener, asked, grateful, doubtful, wrong, sound, negative, asking, what, auxiliary, demand, company, trouble string
}

func (t tongue) phrases() map[kind]string {
	return map[kind]string{
		filler: t.filler, yes: t.yes, greeting: t.greeting, able: t.able, summons: t.summons, pointer: t.pointer, answering: t.answering, knowing: t.knowing,
		listener: t.listener, asked: t.asked, grateful: t.grateful, doubtful: t.doubtful, wrong: t.wrong, sound: t.sound, negative: t.negative, asking: t.asking, what: t.what, auxiliary: t.auxiliary, demand: t.demand, company: t.company, trouble: t.trouble,
	}
}

// cross puts every phrase of one list before every one of another.
func cross(first, second string) string {
	var all []string
	for a := range strings.SplitSeq(first, "|") {
		for b := range strings.SplitSeq(second, "|") {
			all = append(all, a+" "+b)
		}
	}
	return "|" + strings.Join(all, "|")
}

// A lexicon knows phrases: of words, and of the letters of scripts without spaces.
type lexicon struct {
	words   map[string]kind // folded words with spaces between them
	most    map[string]int  // words of the longest of those, by the first one
	letters map[string]kind // phrases without spaces
	longest int             // bytes of the longest of those
}

// tongues are the languages that the bot speaks.
func tongues() []tongue {
	return []tongue{anywhere(), english(), german(), french(), spanish(), portuguese(), ukrainian(), japanese()}
}

// known is put together once. A phrase that several languages have keeps its first kind, but
// that of filling gives way.
var known = sync.OnceValue(func() lexicon {
	l := lexicon{words: map[string]kind{}, most: map[string]int{}, letters: map[string]kind{}}
	for _, t := range tongues() {
		for k, phrases := range t.phrases() {
			for phrase := range strings.FieldsFuncSeq(phrases, func(r rune) bool { return r == '|' || r == '\n' }) {
				l.add(phrase, k)
			}
		}
	}
	return l
})

func (l *lexicon) add(phrase string, k kind) {
	list := words(phrase)
	if len(list) == 0 {
		return
	}
	into, key := l.words, strings.Join(list, " ")
	if r, _ := utf8.DecodeRuneInString(list[0]); spaceless(r) {
		into, key = l.letters, strings.Join(list, "")
		l.longest = max(l.longest, len(key))
	}
	if have, ok := into[key]; !ok || have == filler || k != filler && k < have {
		into[key] = k
	}
	l.most[list[0]] = max(l.most[list[0]], len(list))
}

// A found phrase is one at the beginning of some words.
type found struct {
	kind kind
	n    int // words
}

// begin returns the longest phrase that some words begin with; one word of content where
// none is known.
func (l *lexicon) begin(list []string) found {
	for n := min(l.most[list[0]], len(list)); n > 0; n-- {
		if k, ok := l.words[strings.Join(list[:n], " ")]; ok {
			return found{k, n}
		}
	}
	if laughter.MatchString(list[0]) {
		return found{yes, 1}
	}
	return found{content, 1}
}

// of returns the kind of the phrase that some words begin with.
func (l lexicon) of(list []string) kind { return l.begin(list).kind }

// parse reads a word of a script without spaces: as the fewest phrases, a letter that is in
// none counting as two.
func (l *lexicon) parse(word string) []kind {
	type way struct {
		cost, n int // of the rest of the word; bytes of its first phrase
		kind    kind
	}
	best := make([]way, len(word)+1)
	for at := len(word) - 1; at >= 0; at-- {
		if !utf8.RuneStart(word[at]) {
			continue
		}
		_, size := utf8.DecodeRuneInString(word[at:])
		best[at] = way{2 + best[at+size].cost, size, content}
		for n := size; n <= min(l.longest, len(word)-at); n++ {
			k, ok := l.letters[word[at:at+n]]
			if cost := 1 + best[min(at+n, len(word))].cost; ok && cost <= best[at].cost {
				best[at] = way{cost, n, k}
			}
		}
	}
	var all []kind
	for at := 0; at < len(word); at += best[at].n {
		all = append(all, best[at].kind)
	}
	return all
}
