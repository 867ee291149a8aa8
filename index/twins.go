package index

import (
	"bytes"
	"slices"

	"verbatim/index/term"
)

// maxTwinsLooked bounds how far down the candidates twins are looked for.
const maxTwinsLooked = 50

// pick returns the first n candidates that say different things, and for each of them
// those that say the same in other articles: a wire story stands in many papers and is
// quoted once. sections: no two of them may stand in one section.
func pick(list []*candidate, n int, sections bool) (firsts []*candidate, twins map[*candidate][]*candidate) {
	twins = map[*candidate][]*candidate{}
	for i, c := range list {
		if len(firsts) >= n && i >= maxTwinsLooked {
			break
		}
		j := slices.IndexFunc(firsts, func(f *candidate) bool { return alike(f.sentence().Terms, c.sentence().Terms) })
		switch {
		case j >= 0 && firsts[j].passage.Article != c.passage.Article && !c.superseded:
			twins[firsts[j]] = append(twins[firsts[j]], c)
		case j < 0 && len(firsts) < n && !(sections && slices.ContainsFunc(firsts, c.beside)):
			firsts = append(firsts, c)
		}
	}
	return firsts, twins
}

// beside reports whether two candidates stand in one section, or one in what is quoted for the
// other. Where an article has no headings, a passage is a section.
func (c *candidate) beside(first *candidate) bool {
	p, o := c.passage, first.passage
	switch {
	case p.Article != o.Article:
		return false
	case first.stretch != nil && first.stretch.Start <= c.sentence().Start && c.sentence().End <= first.stretch.End:
		return true
	}
	return slices.Equal(p.Headings, o.Headings) && (len(p.Headings) > 0 || p.Ordinal == o.Ordinal)
}

// alike reports whether two sentences say the same: the terms of one are those of the
// other, but for a few before or after them, such as a dateline or "the agency reported".
func alike(a, b term.Hashes) bool {
	const fewest = 5 // terms from which that is no chance
	if len(a) > len(b) {
		a, b = b, a
	}
	if a.Len() < fewest || 10*a.Len() < 7*b.Len() {
		return false
	}
	const width = 4 // bytes of a hash
	for i := 0; i+len(a) <= len(b); i += width {
		if bytes.Equal(a, b[i:i+len(a)]) {
			return true
		}
	}
	return false
}
