package local

import (
	"context"
	"fmt"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/index/engine"
)

// A docSet is a set of passages by their numbers in the bleve index; nil holds all.
type docSet []uint64

func (s docSet) has(doc uint32) bool {
	return s == nil || int(doc>>6) < len(s) && s[doc>>6]&(1<<(doc&63)) != 0
}

func (s docSet) add(doc uint32) docSet {
	for int(doc>>6) >= len(s) {
		s = append(s, 0)
	}
	s[doc>>6] |= 1 << (doc & 63)
	return s
}

// filter returns the passages of the articles that f lets through, nil for all. The
// set is kept with the generation, because the same channel asks with the same filter
// again and again.
func (g *generation) filter(ctx context.Context, f engine.Filter) (docSet, error) {
	if f.Zero() {
		return nil, nil
	}
	key := f.Article + "\x00" + strings.Join(f.Sources, "\x00")
	if s, ok := g.filters.Load(key); ok {
		return s.(docSet), nil
	}
	numbers, err := g.matching(f)
	if err != nil {
		return nil, fmt.Errorf("find sources: %w", err)
	}
	set := docSet{}
	for _, number := range numbers {
		if set, err = g.addPassages(ctx, set, number); err != nil {
			return nil, fmt.Errorf("find sources: %w", err)
		}
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

// addPassages adds the passages of one article.
func (g *generation) addPassages(ctx context.Context, set docSet, number int) (docSet, error) {
	r, err := g.reader.TermFieldReader(ctx, []byte(articleTerm(number)), fieldArticle, false, false, false)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var posting bindex.TermFieldDoc
	for {
		p, err := r.Next(&posting)
		if err != nil || p == nil {
			return set, err
		}
		set = set.add(uint32(p.ID.Value()))
	}
}
