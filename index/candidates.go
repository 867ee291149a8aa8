package index

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"
	"unicode/utf8"

	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/index/term"
)

// The parameters of BM25 over passages (Robertson, Zaragoza: The Probabilistic Relevance
// Framework, 2009): how fast repetition saturates, and how much long passages are held
// back.
const (
	passageK1 = 1.2
	passageB  = 0.6
)

// A hit is a passage that matched and its score.
type hit struct {
	doc   uint32 // number in this generation's bleve index
	score float32
}

// weigh looks up how many passages hold each asked term, which gives its weight, and
// finds similar words for those that the corpus does not know.
func (g *generation) weigh(ctx context.Context, q *question) error {
	for _, a := range q.terms {
		if err := g.weighTerm(ctx, a); err != nil {
			return err
		}
		if a.df == 0 && !a.number {
			if err := g.similar(ctx, a); err != nil {
				return err
			}
		}
		n := float64(g.meta.Totals.Passages)
		df := float64(a.df)
		a.idf = math.Log(1 + (n-df+0.5)/(df+0.5))
	}
	return nil
}

func (g *generation) weighTerm(ctx context.Context, a *ask) error {
	a.df = 0
	for _, v := range a.terms {
		r, err := g.reader.TermFieldReader(ctx, []byte(v.term), fieldTerms, false, false, false)
		if err != nil {
			return fmt.Errorf("look up term: %w", err)
		}
		a.df += int(r.Count())
		_ = r.Close()
	}
	a.df = min(a.df, g.meta.Totals.Passages)
	return nil
}

// similar replaces a term that the corpus does not know by the most frequent of those
// that differ in one letter, or in two when the word is long.
func (g *generation) similar(ctx context.Context, a *ask) error {
	const (
		most   = 3
		weight = 0.6
	)
	fuzzy, ok := g.reader.(bindex.IndexReaderFuzzy)
	word := a.terms[0].term
	letters := len([]rune(word))
	if !ok || letters < 4 {
		return nil
	}
	distance := 1
	if letters >= 8 {
		distance = 2
	}
	dict, err := fuzzy.FieldDictFuzzy(fieldTerms, word, distance, firstLetter(word))
	if err != nil {
		return nil // letters that the automaton cannot take: no similar word then
	}
	defer dict.Close()
	var found []bindex.DictEntry
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			break
		}
		found = append(found, *e)
	}
	sort.Slice(found, func(i, j int) bool {
		if found[i].EditDistance != found[j].EditDistance {
			return found[i].EditDistance < found[j].EditDistance
		}
		if found[i].Count != found[j].Count {
			return found[i].Count > found[j].Count
		}
		return found[i].Term < found[j].Term
	})
	for _, e := range found {
		if len(a.terms) > most || e.EditDistance > found[0].EditDistance {
			break
		}
		if !a.has(e.Term) {
			a.terms = append(a.terms, variant{term: e.Term, hash: term.Hash(e.Term), weight: weight})
			a.fuzzy = true
		}
	}
	return g.weighTerm(ctx, a)
}

func firstLetter(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

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

// search returns the n passages that match best, best first. Terms are taken rarest
// first; the common ones are left to ranking when the rare ones gave enough passages.
func (g *generation) search(ctx context.Context, q *question, n int, only docSet) ([]hit, error) {
	const (
		enough = 20_000 // postings, some 2 ms
	)
	acc := g.accumulators.Get().(*accumulators)
	defer func() { acc.reset(); g.accumulators.Put(acc) }()
	terms := slices.Clone(q.terms)
	sort.SliceStable(terms, func(i, j int) bool { return terms[i].idf > terms[j].idf })
	postings := 0
	for _, a := range terms {
		if a.df == 0 {
			continue
		}
		if only == nil && postings+a.df > enough && len(acc.touched) >= 2*n {
			break
		}
		postings += a.df
		if err := g.accumulate(ctx, a, acc); err != nil {
			return nil, err
		}
	}
	return acc.top(n, only), nil
}

// accumulate adds the contribution of one term to all passages that hold it.
func (g *generation) accumulate(ctx context.Context, a *ask, acc *accumulators) error {
	for _, v := range a.terms {
		if err := g.addPostings(ctx, v, acc); err != nil {
			return err
		}
	}
	for _, d := range acc.term {
		if acc.score[d] == 0 {
			acc.touched = append(acc.touched, d)
		}
		acc.score[d] += float32(a.idf) * acc.tf[d] * (passageK1 + 1) / (passageK1 + acc.tf[d])
		acc.tf[d] = 0
	}
	acc.term = acc.term[:0]
	return nil
}

// addPostings adds the frequencies of one term, held back by the passages' lengths.
func (g *generation) addPostings(ctx context.Context, v variant, acc *accumulators) error {
	r, err := g.reader.TermFieldReader(ctx, []byte(v.term), fieldTerms, true, true, false)
	if err != nil {
		return fmt.Errorf("look up term: %w", err)
	}
	defer r.Close()
	average := ratio(g.meta.Totals.All, g.meta.Totals.Passages)
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
		acc.tf[doc] += float32(v.weight * float64(p.Freq) / (1 - passageB + passageB*length/average))
	}
}

// top returns the n best passages, in the order of their numbers where scores are equal.
func (acc *accumulators) top(n int, only docSet) []hit {
	hits := make([]hit, 0, len(acc.touched))
	for _, d := range acc.touched {
		if only.has(d) {
			hits = append(hits, hit{doc: d, score: acc.score[d]})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.doc) - int(b.doc)
	})
	return hits[:min(n, len(hits))]
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
