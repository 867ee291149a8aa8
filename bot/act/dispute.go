package act

import (
	"regexp"
	"slices"
	"strings"
)

// contrast is one number put in place of another, in folded words: "it is 8080 not 8081".
var contrast = regexp.MustCompile(`\b\d\S* (?:\S+ ){0,4}` + no + ` (?:\S+ )?\d|(?:^| )` + no + ` (?:\S+ )?\d\S* (?:\S+ ){0,4}\d`)

const no = `(?:not|isn t|isnt|nicht|kein|keine|pas|no|nao|не)`

// refusals are the words that alone before a comma take back what was said, folded.
var refusals = []string{"no", "nope", "nah", "nein", "ne", "non", "nan", "nao", "ні", "いいえ", "いや"}

// amends begin what puts something right, folded.
var amends = []string{"actualy", "eigentlich", "насправді"}

// corrects reports whether a sentence puts something else in the place of what was said: "no,
// we moved it", "it's 8080 not 8081".
func corrects(s sentence) bool {
	var all []string
	for _, c := range s.clauses {
		all = append(all, words(c)...)
	}
	if s.asks || len(all) == 0 {
		return false
	}
	first := words(s.clauses[0])
	if len(all) > 1 && slices.Contains(amends, all[0]) && known().of(all[1:]) == pointer {
		return true
	}
	return len(s.clauses) > 1 && len(first) == 1 && slices.Contains(refusals, first[0]) || contrast.MatchString(strings.Join(all, " "))
}

// disputes reports whether a clause denies something of what was said: "that's not for Linux",
// "das ist nicht der Port".
func disputes(list []kind, clause string) bool {
	i := slices.IndexFunc(list, func(k kind) bool { return k != filler && k != yes && k != auxiliary && k != pointer })
	if i < 0 || list[i] != negative || slices.Contains(list, trouble) || stops(clause) {
		return false
	}
	first := words(clause) // fewer than kinds in a script without spaces
	return slices.ContainsFunc(first[:min(2, i, len(first))], func(w string) bool { return slices.Contains(said, w) })
}

// said are the words for what was said just now, folded, which stand for nothing else.
var said = []string{"that", "thats", "this", "das", "dies", "ca", "cela", "c", "eso", "esto", "isso", "isto", "це"}
