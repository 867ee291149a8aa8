package question

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A phrase is an expression of one language, matched from where it would begin. Its first
// group is the phrase proper. Most phrases are never tried, so each is compiled when it is.
type phrase struct {
	expression func() *regexp.Regexp
	joined     bool // of a tongue that is written without spaces
}

// Phrases are those of all tongues for one field, by the character they begin with: most
// words begin no phrase, and then none is tried.
type phrases map[rune][]phrase

// longPhrase is how many bytes of a text are looked at for a phrase.
const longPhrase = 160

// How a phrase is matched: at the front up to the end of a word, at the back up to the
// end of the text.
const (
	atFront       = `(?i)^[¡¿(]?(X)(?:[^\pL\pN'’_-]|$)`
	atFrontJoined = `^(X)`
	atBack        = `(?i)^(X)$`
)

// add takes in each line of a field.
func (p phrases) add(field, form string, joined bool) {
	if field == "" {
		return
	}
	for inside := range strings.SplitSeq(field, "\n|") {
		text := strings.Replace(form, "X", inside, 1)
		one := phrase{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) }), joined}
		for r := range firstRunes(text) {
			p[r] = append(p[r], one)
		}
	}
}

// begin returns the length of the longest phrase that a text begins with, 0 for none.
func (p phrases) begin(s string) (length int, joined bool) {
	r, _ := utf8.DecodeRuneInString(s)
	list := p[r]
	if len(list) == 0 {
		return 0, false
	}
	s = head(s, longPhrase)
	for _, x := range list {
		if m := x.expression().FindStringSubmatchIndex(s); m != nil && m[3] > length {
			length, joined = m[3], x.joined
		}
	}
	return length, joined
}

// firstRunes returns the characters that a match of an expression can begin with.
func firstRunes(expression string) map[rune]bool {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic(err) // what the tongues hold is not what people type
	}
	found := map[rune]bool{}
	firsts(tree, found)
	return found
}

// firsts adds the characters that a match can begin with, and reports whether the
// expression can match nothing, so that what follows it begins the match too.
func firsts(x *syntax.Regexp, found map[rune]bool) (empty bool) {
	switch x.Op {
	case syntax.OpLiteral:
		addFolded(found, x.Rune[0], x.Flags&syntax.FoldCase != 0)
		return false
	case syntax.OpCharClass:
		for i := 0; i+1 < len(x.Rune); i += 2 {
			for r := x.Rune[i]; r <= min(x.Rune[i+1], x.Rune[i]+64); r++ {
				addFolded(found, r, x.Flags&syntax.FoldCase != 0)
			}
		}
		return false
	case syntax.OpConcat:
		for _, sub := range x.Sub {
			if !firsts(sub, found) {
				return false
			}
		}
		return true
	case syntax.OpAlternate:
		for _, sub := range x.Sub {
			empty = firsts(sub, found) || empty
		}
		return empty
	case syntax.OpCapture, syntax.OpPlus, syntax.OpRepeat:
		return firsts(x.Sub[0], found) || x.Op == syntax.OpRepeat && x.Min == 0
	case syntax.OpStar, syntax.OpQuest:
		firsts(x.Sub[0], found)
		return true
	}
	return true // the beginning or the end of the text, nothing
}

// addFolded adds a character, in all its cases where case does not count.
func addFolded(found map[rune]bool, r rune, fold bool) {
	found[r] = true
	if !fold {
		return
	}
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		found[other] = true
	}
}
