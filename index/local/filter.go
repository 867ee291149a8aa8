package local

import (
	"context"
	"fmt"
	"strings"

	"verbatim/index/engine"
	"verbatim/index/local/postings"
)

// filter returns the passages of the articles that f lets through, nil for all. The
// set is kept with the generation, because the same channel asks with the same filter
// again and again.
func (g *generation) filter(ctx context.Context, f engine.Filter) (postings.Set, error) {
	if f.Zero() {
		return nil, nil
	}
	key := f.Article + "\x00" + strings.Join(f.Sources, "\x00")
	if s, ok := g.filters.Load(key); ok {
		return s.(postings.Set), nil
	}
	numbers, err := g.matching(f)
	if err != nil {
		return nil, fmt.Errorf("find sources: %w", err)
	}
	set, err := g.postings.SetOf(ctx, numbers)
	if err != nil {
		return nil, fmt.Errorf("find sources: %w", err)
	}
	const mostKept = 256
	if g.filterCount.Add(1) > mostKept {
		g.filters.Clear()
		g.filterCount.Store(1)
	}
	g.filters.Store(key, set)
	return set, nil
}

// matching returns the numbers of the articles that f lets through.
func (g *generation) matching(f engine.Filter) ([]int, error) {
	if f.Article != "" && len(f.Sources) == 0 {
		a, err := g.catalogue.find(f.Article)
		if a == nil {
			return nil, err
		}
		return []int{a.Number}, nil
	}
	var out []int
	err := g.catalogue.eachArticle(func(a *engine.Article) error {
		if f.Article != "" && a.ID != f.Article {
			return nil
		}
		for _, s := range f.Sources {
			if strings.HasPrefix(a.ID, s) || strings.HasPrefix(a.Source, s) {
				out = append(out, a.Number)
				break
			}
		}
		return nil
	})
	return out, err
}
