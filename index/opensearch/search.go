package opensearch

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/term"
)

// maxHits is the most passages that OpenSearch returns for a search.
const maxHits = 10_000

// Search returns the passages that match best, best first. OpenSearch chooses more than are wanted, by scores that are
// roughly those of the contract, and they are scored here. As long as one that was not chosen might be among the best, more are
// asked for.
func (g *generation) Search(ctx context.Context, q engine.Query) ([]engine.Hit, error) {
	hits, err := g.search(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("find passages: %w", err)
	}
	return hits, nil
}

func (g *generation) search(ctx context.Context, q engine.Query) ([]engine.Hit, error) {
	terms, err := g.chosen(ctx, q)
	if err != nil || len(terms) == 0 || q.Most <= 0 {
		return nil, cmp.Or(err, ctx.Err())
	}
	query, err := g.query(ctx, terms, q.Filter)
	if err != nil {
		return nil, err
	}
	s := newScorer(terms, g.meta.Totals)
	for size := min(q.Most+q.Most/8+16, maxHits); ; size = min(2*size, maxHits) {
		body := recordsOnly(size)
		body["query"] = query
		found, err := g.c.Search(ctx, cluster.Search{Indices: []string{g.base.passages()}, Body: body, Global: true})
		if err != nil {
			return nil, told(err)
		}
		hits, beyond, err := s.all(found.Hits)
		if err != nil {
			return nil, err
		}
		if len(found.Hits) < size || size == maxHits || hits[q.Most-1].Score >= beyond {
			return hits[:min(len(hits), q.Most)], nil
		}
	}
}

// chosen returns the terms that are looked for, rarest first: where rare ones gave enough passages, common ones are left
// to ranking, by the rule of the engine in the process.
func (g *generation) chosen(ctx context.Context, q engine.Query) ([]engine.Term, error) {
	const enough = 20_000 // times that passages hold a term
	terms := slices.DeleteFunc(slices.Clone(q.Terms), func(t engine.Term) bool { return t.Passages == 0 })
	slices.SortStableFunc(terms, func(a, b engine.Term) int { return cmp.Compare(b.Weight, a.Weight) })
	holders := 0
	for i, t := range terms {
		if q.Filter.Zero() && holders+t.Passages > enough {
			if found, err := g.atLeast(ctx, terms[:i], 2*q.Most); found || err != nil {
				return terms[:i], err
			}
		}
		holders += t.Passages
	}
	return terms, nil
}

// atLeast reports whether so many passages hold any of the terms.
func (g *generation) atLeast(ctx context.Context, terms []engine.Term, n int) (bool, error) {
	sum := 0
	var any []object
	for _, t := range terms {
		if len(t.Spellings) == 1 && t.Passages >= n {
			return true, nil
		}
		sum += t.Passages
		for _, s := range t.Spellings {
			any = append(any, termQuery(s.Term, 0))
		}
	}
	if sum < n {
		return false, nil
	}
	hits, err := g.c.Search(ctx, cluster.Search{Indices: []string{g.base.passages()}, Body: object{
		"size": 0, "track_total_hits": n, "query": object{"bool": object{"should": any}},
	}})
	return hits.Total >= n, told(err)
}

// maxClauses is how many terms a query of OpenSearch may have, about.
const maxClauses = 1000

// query returns the query that chooses passages. OpenSearch weighs a term by how rare it is; that is divided out
// again, so that what is left is the weight of the contract.
func (g *generation) query(ctx context.Context, terms []engine.Term, f engine.Filter) (object, error) {
	var names []string
	var weights []float64
	for _, t := range terms {
		for _, s := range t.Spellings {
			names, weights = append(names, s.Term), append(weights, t.Weight)
		}
	}
	names = names[:min(len(names), maxClauses)]
	counts, err := g.Counts(ctx, names)
	if err != nil {
		return nil, err
	}
	var should []object
	for i, name := range names {
		if n, df := float64(g.termed), float64(counts[i]); df > 0 {
			should = append(should, termQuery(name, weights[i]/math.Log(1+(n-df+0.5)/(df+0.5))))
		}
	}
	query := object{"should": should, "minimum_should_match": 1}
	if only := filters(f); len(only) > 0 {
		query["filter"] = only
	}
	return object{"bool": query}, nil
}

// A scorer scores passages by the hashes of their terms.
type scorer struct {
	terms   []engine.Term
	of      map[uint32][]part // by the hash of a spelling
	average float64           // length of a passage, in terms
	tf      []float64         // of each term in the passage at hand
}

// A part is what a spelling counts for a term.
type part struct {
	term   int
	weight float64
}

func newScorer(terms []engine.Term, totals engine.Totals) *scorer {
	s := &scorer{terms: terms, of: map[uint32][]part{}, average: float64(totals.All) / float64(totals.Passages), tf: make([]float64, len(terms))}
	for i, t := range terms {
		for _, sp := range t.Spellings {
			h := term.Hash(sp.Term)
			s.of[h] = append(s.of[h], part{i, sp.Weight})
		}
	}
	return s
}

// all scores what OpenSearch has chosen and returns it best first. No passage that was not chosen scores more than beyond, as far
// as OpenSearch's scores are high where those of the contract are.
func (s *scorer) all(found []cluster.Hit) (hits []engine.Hit, beyond float64, err error) {
	hits = make([]engine.Hit, len(found))
	ratio := 0.0
	for i, h := range found {
		if hits[i].Passage, err = passageOf(h); err != nil {
			return nil, 0, err
		}
		hits[i].Score = s.score(hits[i].Passage)
		ratio = max(ratio, hits[i].Score/h.Score)
	}
	if len(found) > 0 {
		beyond = ratio * found[len(found)-1].Score
	}
	slices.SortFunc(hits, func(a, b engine.Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), a.Passage.Article-b.Passage.Article, a.Passage.Ordinal-b.Passage.Ordinal)
	})
	return hits, beyond, nil
}

// score scores a passage as [engine.Query] says.
func (s *scorer) score(p *engine.Passage) float64 {
	clear(s.tf)
	length := s.count(p.Title) + s.count(p.Above)
	for _, sen := range p.Sentences {
		length += s.count(sen.Terms)
	}
	held := 1 - engine.B + engine.B*float64(length)/s.average
	score := 0.0
	for i, t := range s.terms {
		tf := s.tf[i] / held
		score += t.Weight * tf * (engine.K1 + 1) / (engine.K1 + tf)
	}
	return score
}

// count counts the terms in a list, and returns how many it holds.
func (s *scorer) count(list term.Hashes) int {
	n := list.Len()
	for i := range n {
		for _, p := range s.of[list.At(i)] {
			s.tf[p.term] += p.weight
		}
	}
	return n
}
