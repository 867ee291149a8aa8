package report

import (
	"cmp"
	"fmt"
	"slices"

	"verbatim/index"
	"verbatim/index/eval"
)

// most is how many outcomes of a group are shown.
const most = 50

// A group is outcomes of one verdict, the worst first, with what to do about them.
type group struct {
	ID, Title string
	Advice    string
	All       []item
	More      int // that are not shown
}

// An item is one outcome as it is shown.
type item struct {
	eval.Outcome
	Sure string // in percents
	Said []eval.Said
	Note string // why, as far as that can be told
}

// faults returns the groups of what should have come out otherwise, and of what nobody judged.
func faults(outcomes []eval.Outcome, level index.Level) []group {
	by := map[eval.Verdict][]eval.Outcome{}
	for _, o := range outcomes {
		by[o.Verdict()] = append(by[o.Verdict()], o)
	}
	surest := func(a, b eval.Outcome) int { return cmp.Compare(b.Confidence, a.Confidence) }
	all := []group{
		newGroup("wrong", "Answered wrongly, the surest first", by[eval.Wrong], surest, 1,
			"Read the quote. If it is right after all, add its words to what the file expects. If the text says it badly or is out of date, mend the text and reindex. In Discord, /teach gives the right answer and “Never quote this” hides a wrong one. If these are many, the level “cautious” answers less and errs less."),
		newGroup("unfounded", "Answered, though it should have kept silent", by[eval.Unfounded], surest, 1,
			"Your texts are not supposed to answer these. If the quote does answer, take the “-” out of the file. Otherwise write the answer into your texts, so that something better is found, or choose the level “cautious”."),
		newGroup("missed", "Not answered, though your texts answer it", by[eval.Missed], surest, 2,
			"Where the right one came first, it was not sure enough: the level “eager” answers sooner. Where it is further down or was not found, the texts say it in other words than people ask: write a sentence that answers by itself, under a heading that asks the question, or /teach it."),
		newGroup("unjudged", "Not judged: the file says nothing of what is right", by[eval.Unjudged], surest, 1,
			"Look through these, and write down what is expected: words of the answer, the article, or “-” for silence."),
	}
	for i := range all {
		for j := range all[i].All {
			all[i].All[j].Note = note(all[i].All[j].Outcome, level)
		}
	}
	return slices.DeleteFunc(all, func(g group) bool { return len(g.All) == 0 })
}

// newGroup sorts outcomes and keeps the worst, each with its first quotes.
func newGroup(id, title string, all []eval.Outcome, order func(a, b eval.Outcome) int, quotes int, advice string) group {
	slices.SortStableFunc(all, order)
	g := group{ID: id, Title: title, Advice: advice, More: max(len(all)-most, 0)}
	for _, o := range all[:min(len(all), most)] {
		i := item{Outcome: o, Sure: percent(o.Confidence), Said: o.Said[:min(len(o.Said), quotes)]}
		g.All = append(g.All, i)
	}
	return g
}

// note says why an outcome is a fault, as far as that can be told.
func note(o eval.Outcome, level index.Level) string {
	v := o.Verdict()
	switch {
	case v != eval.Missed && v != eval.Wrong:
		return ""
	case len(o.Absent) > 0:
		return "The article it should stand in is not in the index: reindex with it, or mend its name in the file."
	case len(o.Said) == 0:
		return "No word of the question was found: your texts use other ones."
	case o.Rank == 1:
		return "The right one came first" + instead(o.Confidence, level)
	case o.Rank > 1:
		return fmt.Sprintf("The right one came at place %d.", o.Rank)
	}
	return "Nothing right was among the first ten."
}

// instead names the level that would have answered.
func instead(confidence float64, level index.Level) string {
	for _, l := range []index.Level{index.Cautious, index.Balanced, index.Eager} {
		if l != level && l.Needs() <= confidence {
			return fmt.Sprintf(", and the level “%s” would have answered.", l)
		}
	}
	return ", but too unsurely for any level."
}
