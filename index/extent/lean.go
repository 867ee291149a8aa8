package extent

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// leans reports whether what is quoted is understood only with something that it does not hold:
// what a reference stands for, what a sentence points to, the rest of a list. Where the headings
// ask the question, it is what a reference means.
func (t *Text) leans(at int, g growth, q Asked, named bool) bool {
	switch {
	case t.kind(g.first) == corpus.Code || t.kind(g.first) == corpus.Table:
		return false
	case !g.lead && g.first == g.last && (t.announces(at) || t.bit(at) || t.refersOn(at)):
		return true
	case t.upward(at), t.brokenOff(g.last):
		return true
	}
	return !q.Headed && !named && (t.refers(g.first) && !t.reports(g.first) || t.unnamed(g, q.Words))
}

// brokenOff reports a few words of a paragraph that end like no sentence ("You can run").
func (t *Text) brokenOff(i int) bool {
	const words = 4
	return t.kind(i) == corpus.Paragraph && !ends(t.text(i)) && len(strings.Fields(t.text(i))) <= words
}

// bit reports a list item that is only a clause of a sentence, or a name and what it stands for.
func (t *Text) bit(i int) bool {
	const words = 6
	s := t.text(i)
	return t.kind(i) == corpus.ListItem && !ends(s) &&
		(begins(t.plain(i), lexiconOf(t.Language).clauses) || len(strings.Fields(s)) <= words && strings.Contains(s, ": "))
}

// refersOn reports a short sentence that only says where the answer is to be found.
func (t *Text) refersOn(i int) bool {
	const words = 16
	by := lexiconOf(t.Language).elsewhere
	return by != nil && len(strings.Fields(t.text(i))) <= words && by.MatchString(t.plain(i))
}

// unnamed reports whether a growth speaks of "this" or "these" things that neither it nor the
// question names before.
func (t *Text) unnamed(g growth, question string) bool {
	l := lexiconOf(t.Language)
	if l.these == nil {
		return false
	}
	s := strings.ToLower(t.Text[t.Units[g.first].Start:t.Units[g.last].End])
	for _, m := range l.these.FindAllStringSubmatchIndex(s, -1) {
		if first := s[m[2]:m[3]]; !slices.Contains(l.plain, first) && !named(question+" "+s[:m[0]], s[m[2]:m[1]]) {
			return true
		}
	}
	return false
}

// named reports whether a text holds one of the words of a name, in any of its forms.
func named(text, name string) bool {
	const root = 5 // letters that the forms of a word share
	for w := range strings.FieldsSeq(name) {
		if len(w) >= root-1 && strings.Contains(text, w[:min(len(w), root)]) {
			return true
		}
	}
	return false
}

// announces reports a sentence that only tells what comes next, or what the text is.
func (t *Text) announces(i int) bool {
	by := lexiconOf(t.Language).announces
	return by != nil && by.MatchString(t.plain(i))
}

// upward reports a unit that points to what stands above it, wherever in the sentence.
func (t *Text) upward(i int) bool {
	by := lexiconOf(t.Language).upward
	return by != nil && by.MatchString(t.plain(i))
}
