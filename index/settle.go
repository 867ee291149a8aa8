package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"verbatim/index/engine"
	"verbatim/index/extent"
)

// How many passages before and behind that of a sentence are looked at for its extent.
const (
	passagesBefore = 2
	passagesBehind = 3
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
	t, at, base, err := s.around(ctx, c)
	if err != nil {
		return false, err
	}
	t.Entry = func(line string) bool { return entries[entryName(line)] }
	e, ok := t.Of(at, extent.Asked{
		Way: kindOf(s.question.text) == wayKind, Headed: s.headed(c.passage), Both: c.rivalled(before),
	})
	if !ok {
		return false, nil
	}
	c.stretch = &stretch{Extent: e, text: t.Text[e.Start:e.End], before: t.Text[e.Before.Start:e.Before.End]}
	c.stretch.Start += base
	c.stretch.End += base
	c.stretch.Before.Start += base
	c.stretch.Before.End += base
	return true, nil
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

// headed reports whether the headings above a passage ask what the question asks.
func (s *session) headed(p *engine.Passage) bool {
	const most = 0.7 // of the question's weight
	above := make(map[uint32]bool, p.Above.Len())
	for i := range p.Above.Len() {
		above[p.Above.At(i)] = true
	}
	total, found := 0.0, 0.0
	for _, a := range s.question.terms {
		total += a.idf
		if slices.ContainsFunc(a.terms, func(v variant) bool { return above[v.hash] }) {
			found += a.idf
		}
	}
	return found >= most*total
}

// around returns the text around a candidate, which of its units the candidate is, and where
// the text begins in the article's.
func (s *session) around(ctx context.Context, c *candidate) (t *extent.Text, at, base int, err error) {
	if err := s.knowAll(ctx, []*candidate{c}); err != nil {
		return nil, 0, 0, err
	}
	a := s.articles[c.passage.Article]
	from, to := max(c.passage.Ordinal-passagesBefore, 0), min(c.passage.Ordinal+passagesBehind+1, a.Passages)
	passages, err := s.snapshot.Passages(ctx, a, from, to)
	if err != nil {
		return nil, 0, 0, err
	}
	if len(passages) == 0 {
		return nil, 0, 0, engine.ErrDamaged
	}
	base = passages[0].Start
	if from == 0 {
		base = 0
	}
	texts, err := s.snapshot.Texts(ctx, []engine.Range{{Article: a, Start: base, End: passages[len(passages)-1].End}})
	if err != nil {
		return nil, 0, 0, err
	}
	t = &extent.Text{Text: texts[0], Title: a.Title, Language: a.Language}
	for _, p := range passages {
		for _, sen := range p.Sentences {
			if sen.Start == c.sentence().Start && p.Ordinal == c.passage.Ordinal {
				at = len(t.Units)
			}
			t.Units = append(t.Units, extent.Unit{
				Start: sen.Start - base, End: sen.End - base, Kind: p.Kind, Passage: p.Ordinal, Headings: p.Headings,
			})
		}
	}
	return t, at, base, nil
}

// entriesOf returns the names of the sections of articles, as far as candidates stand in them,
// by the article's number.
func entriesOf(list []*candidate) map[int]map[string]bool {
	out := map[int]map[string]bool{}
	var last *engine.Passage
	for _, c := range list {
		if c.passage == last {
			continue
		}
		last = c.passage
		for _, h := range last.Headings {
			if out[last.Article] == nil {
				out[last.Article] = map[string]bool{}
			}
			out[last.Article][entryName(h)] = true
		}
	}
	return out
}

// entryName is how a line is compared with the names of sections: without its number and case.
func entryName(line string) string {
	return strings.ToLower(strings.Trim(line, "-*•–—·0123456789.)#: \t"))
}
