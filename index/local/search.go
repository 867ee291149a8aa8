package local

import (
	"context"
	"fmt"
	"slices"
	"sort"

	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/index/engine"
)

// accumulators hold the scores of passages while terms are added to them.
type accumulators struct {
	score, tf []float32
	touched   []uint32 // documents with a score
	term      []uint32 // documents that the term at hand has touched
}

func (acc *accumulators) room(doc uint32) {
	if int(doc) < len(acc.score) {
		return
	}
	n := max(int(doc)+1, 2*len(acc.score))
	acc.score = append(acc.score, make([]float32, n-len(acc.score))...)
	acc.tf = append(acc.tf, make([]float32, n-len(acc.tf))...)
}

func (acc *accumulators) reset() {
	for _, d := range acc.touched {
		acc.score[d] = 0
	}
	acc.touched = acc.touched[:0]
}

// Search returns the passages that match best, best first. Terms are taken rarest
// first; the common ones are left to ranking when the rare ones gave enough passages.
func (g *generation) Search(ctx context.Context, q engine.Query) ([]engine.Hit, error) {
	if g.reader == nil {
		return nil, ctx.Err()
	}
	only, err := g.filter(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	best, err := g.best(ctx, q, only)
	if err != nil {
		return nil, err
	}
	hits := make([]engine.Hit, len(best))
	for i, b := range best {
		hits[i].Score = float64(b.score)
		if hits[i].Passage, err = g.passageOf(b.doc); err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// A match is a passage that a query found, and its score.
type match struct {
	doc   uint32 // number in this generation's bleve index
	score float32
}

// best scores the passages that hold terms of the query.
func (g *generation) best(ctx context.Context, q engine.Query, only docSet) ([]match, error) {
	const enough = 20_000 // postings, some 2 ms
	acc := g.accumulators.Get().(*accumulators)
	defer func() { acc.reset(); g.accumulators.Put(acc) }()
	terms := slices.Clone(q.Terms)
	sort.SliceStable(terms, func(i, j int) bool { return terms[i].Weight > terms[j].Weight })
	postings := 0
	for _, t := range terms {
		if t.Passages == 0 {
			continue
		}
		if only == nil && postings+t.Passages > enough && len(acc.touched) >= 2*q.Most {
			break
		}
		postings += t.Passages
		if err := g.accumulate(ctx, t, acc); err != nil {
			return nil, err
		}
	}
	return acc.top(q.Most, only), nil
}

// accumulate adds the contribution of one term to all passages that hold it.
func (g *generation) accumulate(ctx context.Context, t engine.Term, acc *accumulators) error {
	for _, s := range t.Spellings {
		if err := g.addPostings(ctx, s, acc); err != nil {
			return err
		}
	}
	for _, d := range acc.term {
		if acc.score[d] == 0 {
			acc.touched = append(acc.touched, d)
		}
		acc.score[d] += float32(t.Weight) * acc.tf[d] * (engine.K1 + 1) / (engine.K1 + acc.tf[d])
		acc.tf[d] = 0
	}
	acc.term = acc.term[:0]
	return nil
}

// addPostings adds the frequencies of one spelling, held back by the passages' lengths.
func (g *generation) addPostings(ctx context.Context, s engine.Spelling, acc *accumulators) error {
	r, err := g.reader.TermFieldReader(ctx, []byte(s.Term), fieldTerms, true, true, false)
	if err != nil {
		return fmt.Errorf("look up term: %w", err)
	}
	defer r.Close()
	average := float64(g.meta.Totals.All) / float64(g.meta.Totals.Passages)
	var posting bindex.TermFieldDoc
	for {
		p, err := r.Next(&posting)
		if err != nil {
			return fmt.Errorf("read postings: %w", err)
		}
		if p == nil {
			return ctx.Err()
		}
		length := 1 / (p.Norm * p.Norm) // bleve keeps 1/sqrt(length)
		doc := uint32(p.ID.Value())
		acc.room(doc)
		if acc.tf[doc] == 0 {
			acc.term = append(acc.term, doc)
		}
		acc.tf[doc] += float32(s.Weight * float64(p.Freq) / (1 - engine.B + engine.B*length/average))
	}
}

// top returns the n best passages, in the order of their numbers where scores are equal.
func (acc *accumulators) top(n int, only docSet) []match {
	list := make([]match, 0, len(acc.touched))
	for _, d := range acc.touched {
		if only.has(d) {
			list = append(list, match{doc: d, score: acc.score[d]})
		}
	}
	slices.SortFunc(list, func(a, b match) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.doc) - int(b.doc)
	})
	return list[:min(n, len(list))]
}

// passageOf returns the passage with this number in the bleve index.
func (g *generation) passageOf(doc uint32) (*engine.Passage, error) {
	id, err := g.reader.ExternalID(bindex.NewIndexInternalID(nil, uint64(doc)))
	if err != nil {
		return nil, fmt.Errorf("look up passage: %w", err)
	}
	l, err := locationOf(id)
	if err != nil {
		return nil, err
	}
	return g.passage(l)
}
