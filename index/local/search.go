package local

import (
	"context"

	"verbatim/index/engine"
)

// Counts returns how many passages hold each of the terms.
func (g *generation) Counts(ctx context.Context, terms []string) ([]int, error) {
	if g.postings == nil {
		return make([]int, len(terms)), nil
	}
	return g.postings.Counts(ctx, terms)
}

// Similar returns other terms that are reached from one by the fewest edits.
func (g *generation) Similar(ctx context.Context, term string, edits, most int) ([]string, error) {
	if g.postings == nil {
		return nil, nil
	}
	return g.postings.Similar(ctx, term, edits, most)
}

// Search returns the passages that match best, best first.
func (g *generation) Search(ctx context.Context, q engine.Query) ([]engine.Hit, error) {
	if g.postings == nil {
		return nil, ctx.Err()
	}
	only, err := g.filter(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	matches, err := g.postings.Search(ctx, q, only.set())
	if err != nil {
		return nil, err
	}
	hits := make([]engine.Hit, len(matches))
	for i, m := range matches {
		hits[i].Score = m.Score
		l, err := locationOf(m.ID)
		if err != nil {
			return nil, err
		}
		if hits[i].Passage, err = g.passage(l); err != nil {
			return nil, err
		}
	}
	return hits, nil
}
