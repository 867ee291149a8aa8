package index

import (
	"context"
	"fmt"
)

// A Filter narrows a query or a look-up to some articles.
type Filter struct {
	Article string   // only this article id, "" for all
	Sources []string // only articles whose id or source starts with one of these, nil for all
}

// A PassageHit is one passage that a look-up found.
// The article's text from Start to End is Text, byte for byte.
type PassageHit struct {
	Article Source
	Section []string // headings above the passage, outermost first
	Anchor  string   // fragment of Article.Source that leads to it, "" when none
	Start   int      // byte offset in the article's text
	End     int      // byte offset, exclusive
	Text    string
	Score   float64 // comparable only inside one look-up
}

// Search returns the n passages that match the words best, best first; none when no
// word is known. Unlike Answer it also finds tables and code.
func (x *Index) Search(ctx context.Context, words string, n int, f Filter) ([]PassageHit, error) {
	g, err := x.hold()
	if err != nil {
		return nil, err
	}
	defer g.release()
	s := newSession(g, Query{Text: words, Article: f.Article, Sources: f.Sources})
	if len(s.question.terms) == 0 || g.reader == nil {
		return nil, ctx.Err()
	}
	hits, err := s.hits(ctx, n)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	out := make([]PassageHit, 0, len(hits))
	for _, h := range hits {
		p, err := s.passageHit(h)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		out = append(out, p)
	}
	return out, nil
}

func (s *session) passageHit(h hit) (PassageHit, error) {
	p, err := s.g.hitPassage(h)
	if err != nil {
		return PassageHit{}, err
	}
	rec, err := s.record(p.article)
	if err != nil {
		return PassageHit{}, err
	}
	text, err := s.g.text(rec, p.start, p.end)
	return PassageHit{
		Article: rec.describe(), Section: p.headings, Anchor: p.anchor,
		Start: p.start, End: p.end, Text: text, Score: float64(h.score),
	}, err
}
