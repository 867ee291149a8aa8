package act

import (
	"regexp"
	"slices"
	"unicode/utf8"
)

// laughter is how people laugh, folded: "hahaha", "jajaja", "xD".
var laughter = regexp.MustCompile(`^(?:[bm]?[uw]?a?(?:h[aeiou]){2,}h?|a(?:ha)+|(?:j[aei]){2,}j?|(?:х[аеи]){2,}х?|а(?:ха)+|(?:rs){2,}|(?:hue){2,}|(?:ks){2,}|k|w|lol(?:ol)*|lmf?ao|rofl|xd|x[dp]|[dp]x)$`)

// Clauses are read as a list of the kinds of their phrases, in order.

// kinds reads a clause.
func kinds(clause string) []kind {
	l := known()
	var all []kind
	for list := words(clause); len(list) > 0; {
		if r, _ := utf8.DecodeRuneInString(list[0]); spaceless(r) {
			all = append(all, l.parse(list[0])...)
			list = list[1:]
			continue
		}
		f := l.begin(list)
		all = append(all, f.kind)
		list = list[f.n:]
	}
	return all
}

// A tally counts what a clause has of each kind.
type tally [kindsInAll]int

// read tells what a clause of these kinds does. mark says that a question mark ends it, first
// that it may ask by how it begins.
func read(list []kind, clause string, mark, first bool) Act {
	if len(list) == 0 {
		return Nothing
	}
	has := tally{}
	for _, k := range list {
		has[k]++
	}
	if has[company] > 0 && (near(list, company) || spacelessClause(clause)) {
		return Acknowledge // between people, whatever it is about
	}
	if a, ok := has.without(list, mark); ok {
		return a
	}
	switch {
	case has[content]+has[trouble] <= 1 && has[asking]+has[what] == 0 && (has[answering] > 0 && has[asked] > 0 || has[able] > 0 && has[pointer] > 0):
		return Point
	case mark, has[asking]+has[what]+has[demand] > 0 && spacelessClause(clause), first && opens(list):
		return Ask
	case has[wrong] > 0 && (near(list, wrong) || len(words(clause)) == 2 && list[1] == wrong), denies(list) && near(list, negative), disputes(list, clause):
		return Complain
	case has[grateful] > 0 && near(list, grateful):
		return Thank
	}
	return State
}

// without tells what a clause without content does.
func (has tally) without(list []kind, mark bool) (Act, bool) {
	questions := has[asking] + has[what]
	switch {
	case has[content]+has[trouble] > 0, has[summons] > 0 && has[asking] > 0:
		return 0, false
	case has[filler] == len(list) && !mark:
		return Nothing, true
	case (has[wrong] > 0 || denies(list)) && (questions == 0 || !mark):
		return Complain, true
	case has[doubtful] > 0:
		return Doubt, true
	case has[grateful] > 0:
		return Thank, true
	case has.helps(questions, mark):
		return Help, true
	case has[yes]+has[sound] > 0 && has[pointer]+questions+has[auxiliary]+has[listener]+has[demand] == 0:
		return Acknowledge, true
	case has[answering]+has[knowing]+has[asked]+has[able] > 0:
		return Point, true
	case has[asking] > 0, has[what] > 0 && has[pointer]+has[auxiliary] > 0 && has[yes]+has[sound] == 0, mark && opens(list) && has[auxiliary] > 0 && has[listener] == 0:
		return Ask, true
	case has[greeting] > 0:
		return Greet, true
	case has[demand] > 0, has[pointer] > 0 && has[yes]+has[sound] == 0:
		return Point, true
	}
	return Acknowledge, true
}

// helps reports whether a clause without content asks about the one who listens.
func (has tally) helps(questions int, mark bool) bool {
	if has[pointer]+has[answering] > 0 {
		return false
	}
	switch {
	case has[able] > 0, has[summons] > 0 && questions+has[auxiliary] == 0:
		return true
	case has[listener] == 0 || has[knowing] > 0:
		return false
	}
	return questions > 0 || mark && has[auxiliary] > 0 && has[yes]+has[sound] == 0
}

// denies reports whether a clause takes back that something is right.
func denies(list []kind) bool {
	i := slices.Index(list, negative)
	return i >= 0 && slices.Contains(list[i:], sound)
}

// opens reports whether a clause begins as a question or a request does, courtesy before it
// aside.
func opens(list []kind) bool {
	for i, k := range list {
		switch k {
		case asking, what, demand:
			return true
		case auxiliary, negative:
			return i+1 < len(list) && (list[i+1] == filler || list[i+1] == pointer || list[i+1] == listener)
		case filler, greeting, yes, sound:
			continue
		}
		return false
	}
	return false
}

// near reports whether a kind stands at the beginning of a clause, little words aside.
func near(list []kind, k kind) bool {
	for _, other := range list {
		switch other {
		case k:
			return true
		case filler, yes, sound, negative, pointer, greeting, auxiliary, asked, answering, listener:
			continue
		}
		return false
	}
	return false
}

// spacelessClause reports whether a clause is of a script without spaces, where a word that
// asks stands anywhere.
func spacelessClause(clause string) bool {
	for _, r := range clause {
		if spaceless(r) {
			return true
		}
	}
	return false
}
