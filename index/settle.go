package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"verbatim/index/engine"
	"verbatim/index/extent"
)

// A stretch is what is quoted for a candidate, in bytes of its article's text.
type stretch struct {
	extent.Extent
	text, before string
}

// settle finds the extents of the first n candidates that say different things, and of
// different sections where the query asks for that. Those that may never be quoted are dropped
// from the list on the way.
func (s *session) settle(ctx context.Context, list []*candidate, n int) (
	rest, firsts []*candidate, twins map[*candidate][]*candidate, err error) {
	entries, read := entriesOf(list), readOf(list)
	for {
		firsts, twins = pick(list, n, s.query.Sections)
		var unfit []*candidate
		for _, c := range firsts {
			if c.stretch != nil {
				continue
			}
			ok, err := s.extend(ctx, c, entries[c.passage.Article], read[sentenceOf(c.passage, c.index-1)])
			if err != nil {
				return nil, nil, nil, fmt.Errorf("extent: %w", err)
			}
			if !ok {
				unfit = append(unfit, c)
			}
		}
		if len(unfit) == 0 {
			unrepeated(firsts)
			return list, firsts, twins, nil
		}
		list = slices.DeleteFunc(list, func(c *candidate) bool { return slices.Contains(unfit, c) })
	}
}

// unrepeated takes back what later quotes took along of what an earlier one says.
func unrepeated(firsts []*candidate) {
	for i, c := range firsts {
		if c.stretch.Lead {
			continue // it would say nothing
		}
		if slices.ContainsFunc(firsts[:i], func(f *candidate) bool { return strings.Contains(c.stretch.text, f.said()) }) {
			sen := c.sentence()
			c.stretch = &stretch{Extent: extent.Extent{Range: extent.Range{Start: sen.Start, End: sen.End}}, text: c.said()}
		}
	}
}

// said is the sentence of a candidate with a stretch.
func (c *candidate) said() string {
	sen := c.sentence()
	return c.stretch.text[sen.Start-c.stretch.Start : sen.End-c.stretch.Start]
}

// extend finds the extent of a candidate, and reports whether it may be quoted. before is the
// sentence before it, nil where that was not read.
func (s *session) extend(ctx context.Context, c *candidate, entries map[string]bool, before *candidate) (bool, error) {
	t, err := s.around(ctx, c)
	if err != nil {
		return false, err
	}
	t.Entry = func(line string) bool { return entries[entryName(line)] }
	e, ok := t.Of(t.at, extent.Asked{
		Way: wantsWay(s.question.text), Headed: s.asks(c.passage.Above), Both: c.rivalled(before),
		Same: func(unit int) bool { return s.asks(t.terms[unit]) },
	})
	if !ok || s.hides(t, e) {
		return false, nil
	}
	c.stretch = &stretch{Extent: e, text: t.Text.Text[e.Start:e.End], before: t.Text.Text[e.Before.Start:e.Before.End]}
	c.stretch.Start += t.base
	c.stretch.End += t.base
	if !e.Before.Empty() {
		c.stretch.Before.Start += t.base
		c.stretch.Before.End += t.base
	}
	return true, nil
}

// hides reports whether a sentence that the query hides stands in an extent, or would be shown above
// it.
func (s *session) hides(t *surroundings, e extent.Extent) bool {
	if len(s.query.Hidden) == 0 {
		return false
	}
	return slices.ContainsFunc(t.Units, func(u extent.Unit) bool {
		shown := u.Start < e.End && e.Start < u.End || u.Start < e.Before.End && e.Before.Start < u.End
		return shown && slices.Contains(s.query.Hidden, t.Text.Text[u.Start:u.End])
	})
}

// rivalled reports whether another sentence seems to answer nearly as well as c does.
func (c *candidate) rivalled(other *candidate) bool {
	const behind = 1.5 // logits
	return other != nil && c.read && other.logit >= c.logit-behind
}

// A sentencePlace names a sentence.
type sentencePlace struct {
	place
	index int
}

func sentenceOf(p *engine.Passage, index int) sentencePlace { return sentencePlace{placeOf(p), index} }

// readOf returns the candidates that were read by where they stand.
func readOf(list []*candidate) map[sentencePlace]*candidate {
	out := map[sentencePlace]*candidate{}
	for _, c := range list {
		if c.read {
			out[sentenceOf(c.passage, c.index)] = c
		}
	}
	return out
}
