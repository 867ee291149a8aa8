package local

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"verbatim/index/engine"
	"verbatim/index/local/postings"
)

// allowed is what a filter lets through; nil is everything.
type allowed struct {
	passages postings.Set
	regions  []region // the same passages by where they stand, in the order of the files
}

// set returns the allowed passages, nil for all.
func (a *allowed) set() postings.Set {
	if a == nil {
		return nil
	}
	return a.passages
}

// A region is a part of a text file that holds all passages of some articles.
type region struct {
	file       uint16
	start, end uint64 // bytes, end exclusive
}

// holds reports whether a location is that of an allowed passage.
func (a *allowed) holds(l location) bool {
	if a == nil {
		return true
	}
	at, found := slices.BinarySearchFunc(a.regions, l, func(r region, l location) int {
		return cmp.Or(cmp.Compare(r.file, l.file), cmp.Compare(r.start, l.offset))
	})
	if found {
		return true
	}
	return at > 0 && a.regions[at-1].file == l.file && l.offset < a.regions[at-1].end
}

// filter returns what f lets through. It is kept with the generation, because the same
// channel asks with the same filter again and again.
func (g *generation) filter(ctx context.Context, f engine.Filter) (*allowed, error) {
	if f.Zero() {
		return nil, nil
	}
	key := fmt.Sprintf("%q", f)
	if a, ok := g.filters.Load(key); ok {
		return a.(*allowed), nil
	}
	a, err := g.allow(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("find sources: %w", err)
	}
	const mostKept = 256
	if g.filterCount.Add(1) > mostKept {
		g.filters.Clear()
		g.filterCount.Store(1)
	}
	g.filters.Store(key, a)
	return a, nil
}

// allow looks up what f lets through.
func (g *generation) allow(ctx context.Context, f engine.Filter) (*allowed, error) {
	articles, err := g.matching(f)
	if err != nil {
		return nil, err
	}
	numbers, a := make([]int, len(articles)), &allowed{}
	for i, article := range articles {
		numbers[i] = article.Number
		p, err := placeOf(article)
		if err != nil {
			return nil, err
		}
		a.regions = append(a.regions, p.region())
	}
	a.regions = merge(a.regions)
	a.passages, err = g.postings.SetOf(ctx, numbers)
	return a, err
}

// region returns where an article stands: its text, its passages and its body follow each
// other in one file.
func (p place) region() region {
	return region{p.text.file, p.text.offset, p.body.offset + uint64(p.body.length)}
}

// merge sorts regions and makes one of those that touch, which most do.
func merge(all []region) []region {
	slices.SortFunc(all, func(a, b region) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.start, b.start))
	})
	var out []region
	for _, r := range all {
		if last := len(out) - 1; last >= 0 && out[last].file == r.file && out[last].end >= r.start {
			out[last].end = max(out[last].end, r.end)
			continue
		}
		out = append(out, r)
	}
	return out
}

// matching returns the articles that f lets through.
func (g *generation) matching(f engine.Filter) ([]*engine.Article, error) {
	if f.Article != "" && len(f.Sources)+len(f.Within) == 0 {
		a, err := g.find(f.Article)
		if a == nil {
			return nil, err
		}
		return []*engine.Article{a}, nil
	}
	var out []*engine.Article
	err := g.each(func(a *engine.Article) error {
		if f.Lets(a.ID, a.Source) {
			out = append(out, a)
		}
		return nil
	})
	return out, err
}
