package extent

import "verbatim/corpus"

// leans reports whether what is quoted is understood only with something that it does not hold:
// what a reference stands for, what a sentence points to, the rest of a list. Where the headings
// ask the question, they stand for what a reference means.
func (t *Text) leans(at int, g growth, headed, named bool) bool {
	switch {
	case t.kind(g.first) == corpus.Code || t.kind(g.first) == corpus.Table:
		return false
	case !g.lead && g.first == g.last && (t.announces(g.first) || t.bit(g.first)):
		return true
	case t.upward(at):
		return true
	}
	return !headed && !named && t.refers(g.first) && !t.reports(g.first)
}

// bit reports a list item that is only a clause of a sentence.
func (t *Text) bit(i int) bool {
	return t.kind(i) == corpus.ListItem && !ends(t.text(i)) && begins(t.plain(i), lexiconOf(t.Language).clauses)
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
