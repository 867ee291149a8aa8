package index

import (
	"context"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/extent"
	"verbatim/index/term"
)

// How many passages before and behind that of a sentence are looked at for its extent.
const (
	passagesBefore = 2
	tableBefore    = 200 // of a row, whose header may be far above
	passagesBehind = 3
)

// asks reports whether terms ask what the question asks.
func (s *session) asks(terms term.Hashes) bool {
	const most = 0.7 // of the question's weight
	there := make(map[uint32]bool, terms.Len())
	for i := range terms.Len() {
		there[terms.At(i)] = true
	}
	total, found := 0.0, 0.0
	for _, a := range s.question.terms {
		total += a.idf
		if slices.ContainsFunc(a.terms, func(v variant) bool { return there[v.hash] }) {
			found += a.idf
		}
	}
	return total > 0 && found >= most*total
}

// surroundings are the text around a candidate.
type surroundings struct {
	extent.Text
	at    int           // which of the units the candidate is
	base  int           // where the text begins in the article's
	terms []term.Hashes // of each unit
}

// around reads the text around a candidate.
func (s *session) around(ctx context.Context, c *candidate) (*surroundings, error) {
	if err := s.knowAll(ctx, []*candidate{c}); err != nil {
		return nil, err
	}
	a, before := s.articles[c.passage.Article], passagesBefore
	if c.passage.Kind == corpus.Table {
		before = tableBefore
	}
	from, to := max(c.passage.Ordinal-before, 0), min(c.passage.Ordinal+passagesBehind+1, a.Passages)
	passages, err := s.snapshot.Passages(ctx, a, from, to)
	if err != nil {
		return nil, err
	}
	if len(passages) == 0 {
		return nil, engine.ErrDamaged
	}
	t := &surroundings{at: -1}
	if from > 0 {
		t.base = passages[0].Start
	}
	texts, err := s.snapshot.Texts(ctx, []engine.Range{{Article: a, Start: t.base, End: passages[len(passages)-1].End}})
	if err != nil {
		return nil, err
	}
	t.Text = extent.Text{Text: texts[0], Title: a.Title, Language: a.Language, Cut: from > 0}
	return t, t.fill(passages, c)
}

// fill cuts the text into the sentences of passages.
func (t *surroundings) fill(passages []*engine.Passage, c *candidate) error {
	end := 0
	for _, p := range passages {
		for i, sen := range p.Sentences {
			u := extent.Unit{Start: sen.Start - t.base, End: sen.End - t.base, Kind: p.Kind, Passage: p.Ordinal, Headings: p.Headings}
			if u.Start < end || u.End <= u.Start || u.End > len(t.Text.Text) {
				return engine.ErrDamaged
			}
			if p.Ordinal == c.passage.Ordinal && i == c.index {
				t.at = len(t.Units)
			}
			end = u.End
			t.Units, t.terms = append(t.Units, u), append(t.terms, sen.Terms)
		}
	}
	if t.at < 0 {
		return engine.ErrDamaged
	}
	return nil
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
