package postings

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

// A Match is a passage that a query found, and its score.
type Match struct {
	ID    string
	Score float64 // comparable only inside one search
}

// A match is a passage by its number in the index.
type match struct {
	doc   uint32
	score float32
}

// Search returns the passages of a set that match a query best, best first, as [engine.Query]
// tells. The query's filter is not looked at: the set stands for it.
func (r *Reader) Search(ctx context.Context, q engine.Query, only Set) (found []Match, err error) {
	err = r.read(func() error {
		found, err = r.search(ctx, q, only)
		return err
	})
	return found, err
}

func (r *Reader) search(ctx context.Context, q engine.Query, only Set) ([]Match, error) {
	best, err := r.best(ctx, q, only)
	if err != nil {
		return nil, err
	}
	out := make([]Match, len(best))
	for i, m := range best {
		id, err := r.reader.ExternalID(bindex.NewIndexInternalID(nil, uint64(m.doc)))
		if err != nil {
			return nil, fmt.Errorf("look up passage: %w", err)
		}
		out[i] = Match{ID: id, Score: float64(m.score)}
	}
	return out, nil
}

// best scores the passages that hold terms of the query. Terms are taken rarest first; the
// common ones are left to ranking when the rare ones gave enough passages.
func (r *Reader) best(ctx context.Context, q engine.Query, only Set) ([]match, error) {
	const enough = 20_000 // postings, some 2 ms
	acc := r.accumulators.Get().(*accumulators)
	defer func() { acc.reset(); r.accumulators.Put(acc) }()
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
		if err := r.accumulate(ctx, t, acc); err != nil {
			return nil, err
		}
	}
	return acc.top(q.Most, only), nil
}

// accumulate adds the contribution of one term to all passages that hold it.
func (r *Reader) accumulate(ctx context.Context, t engine.Term, acc *accumulators) error {
	for _, s := range t.Spellings {
		if err := r.addPostings(ctx, s, acc); err != nil {
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
func (r *Reader) addPostings(ctx context.Context, s engine.Spelling, acc *accumulators) error {
	found, err := r.reader.TermFieldReader(ctx, []byte(s.Term), fieldTerms, true, true, false)
	if err != nil {
		return fmt.Errorf("look up term: %w", err)
	}
	defer found.Close()
	average := float64(r.totals.All) / float64(r.totals.Passages)
	var posting bindex.TermFieldDoc
	for {
		p, err := found.Next(&posting)
		if err != nil {
			return fmt.Errorf("read postings: %w", err)
		}
		if p == nil {
			return ctx.Err()
		}
		length := 1 / (p.Norm * p.Norm) // bleve keeps 1/sqrt(length)
		doc, err := r.number(p.ID)
		if err != nil {
			return fmt.Errorf("read postings: %w", err)
		}
		acc.room(doc)
		if acc.tf[doc] == 0 {
			acc.term = append(acc.term, doc)
		}
		acc.tf[doc] += float32(s.Weight * float64(p.Freq) / (1 - engine.B + engine.B*length/average))
	}
}

// top returns the n best passages, in the order of their numbers where scores are equal.
func (acc *accumulators) top(n int, only Set) []match {
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
