package index

import (
	"context"
	"fmt"
	"time"

	"verbatim/index/engine"
)

// A Filter narrows a query or a look-up to some articles.
type Filter = engine.Filter

// A PassageHit is one passage that a look-up found.
// The article's text from Start to End is Text, byte for byte.
type PassageHit struct {
	Article Source
	Section []string  // headings above the passage, outermost first
	Anchor  string    // fragment of Article.Source that leads to it, "" when none
	Date    time.Time // see [Quote]
	Version string
	Start   int // byte offset in the article's text
	End     int // byte offset, exclusive
	Text    string
	Score   float64 // comparable only inside one look-up
}

// Search returns the n passages that match the words best, best first; none when no
// word is known. Unlike Answer it also finds tables and code.
func (x *Index) Search(ctx context.Context, words string, n int, f Filter) ([]PassageHit, error) {
	held, err := x.engine.Hold(ctx)
	if err != nil {
		return nil, err
	}
	defer held.Release()
	s := newSession(held, Query{Text: words, Article: f.Article, Sources: f.Sources, Within: f.Within})
	if len(s.question.terms) == 0 {
		return nil, ctx.Err()
	}
	hits, err := s.hits(ctx, n)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	out, err := s.passageHits(ctx, hits)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return out, nil
}

func (s *session) passageHits(ctx context.Context, hits []engine.Hit) ([]PassageHit, error) {
	passages := make([]*engine.Passage, len(hits))
	for i, h := range hits {
		passages[i] = h.Passage
	}
	if err := s.know(ctx, passages); err != nil {
		return nil, err
	}
	ranges := make([]engine.Range, len(hits))
	for i, p := range passages {
		ranges[i] = engine.Range{Article: s.articles[p.Article], Start: p.Start, End: p.End}
	}
	texts, err := s.snapshot.Texts(ctx, ranges)
	if err != nil {
		return nil, err
	}
	out := make([]PassageHit, len(hits))
	for i, p := range passages {
		a := s.articles[p.Article]
		out[i] = PassageHit{
			Article: describe(a), Section: p.Headings, Anchor: p.Anchor, Date: dateOf(a, p.Headings), Version: namingsOf(a).label(),
			Start: p.Start, End: p.End, Text: texts[i], Score: hits[i].Score,
		}
	}
	return out, nil
}
