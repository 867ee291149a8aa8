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
// from the list on the way, and one that is understood by itself may come before one that is not.
func (s *session) settle(ctx context.Context, list []*candidate, n int) (
	rest, firsts []*candidate, twins map[*candidate][]*candidate, err error) {
	m := measure{session: s, entries: entriesOf(list), read: readOf(list)}
	for {
		firsts, twins = pick(list, n, s.query.Sections)
		fit := len(list)
		if list, err = m.fit(ctx, list, firsts); err != nil {
			return nil, nil, nil, err
		}
		if len(list) < fit {
			continue
		}
		at, err := m.clearer(ctx, list)
		if err != nil {
			return nil, nil, nil, err
		}
		if at == 0 {
			unrepeated(firsts)
			return list, firsts, twins, nil
		}
		better := list[at]
		list = slices.Insert(slices.Delete(list, at, at+1), 0, better)
	}
}

// A measure finds extents, with what has to be known of all candidates.
type measure struct {
	*session
	entries map[int]map[string]bool // names of sections by article
	read    map[sentencePlace]*candidate
}

// fit finds the extents of candidates, and returns the list without those that may not be quoted.
func (m *measure) fit(ctx context.Context, list, some []*candidate) ([]*candidate, error) {
	for _, c := range some {
		ok, err := m.extended(ctx, c)
		if err != nil {
			return nil, err
		}
		if !ok {
			list = slices.DeleteFunc(list, func(o *candidate) bool { return o == c })
		}
	}
	return list, nil
}

// extended finds the extent of a candidate where it is not known, and reports whether it may be
// quoted.
func (m *measure) extended(ctx context.Context, c *candidate) (bool, error) {
	if c.stretch != nil {
		return true, nil
	}
	ok, err := m.extend(ctx, c, m.entries[c.passage.Article], m.read[sentenceOf(c.passage, c.index-1)])
	if err != nil {
		return false, fmt.Errorf("extent: %w", err)
	}
	return ok, nil
}

// clearer returns where in the list a candidate stands that is understood by itself and seems to
// answer nearly as well as the first, which is not or has to take along what it refers to; 0 for
// none.
func (m *measure) clearer(ctx context.Context, list []*candidate) (int, error) {
	const looked = 6
	const close = 1 // how far another may stay behind, in ranking score
	if len(list) == 0 || list[0].stretch == nil {
		return 0, nil
	}
	first, way := list[0], wantsWay(m.question.text)
	for i, c := range list[:min(len(list), looked)] {
		if i == 0 || !c.read || c.score < first.score-close || !first.stretch.Leans && (way || !first.refersTo(c)) {
			continue
		}
		ok, err := m.extended(ctx, c)
		if err != nil {
			return 0, err
		}
		if ok && !c.stretch.Leans && !c.stretch.Refers {
			return i, nil
		}
	}
	return 0, nil
}

// refersTo reports whether another sentence is what c takes along because it refers to it. Of a way
// to do something, what comes later is as good a part.
func (c *candidate) refersTo(other *candidate) bool {
	sen := other.sentence()
	return c.stretch.Refers && c.passage.Article == other.passage.Article && c.stretch.Start <= sen.Start && sen.End <= c.sentence().Start
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
		Words: strings.ToLower(s.question.text), Same: func(unit int) bool { return s.asks(t.terms[unit]) },
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

// behind is how far, in logits, a sentence may stay behind another and seem to answer nearly as well.
const behind = 1.5

// rivalled reports whether another sentence seems to answer nearly as well as c does.
func (c *candidate) rivalled(other *candidate) bool {
	return other != nil && c.read && other.read && other.logit >= c.logit-behind
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
