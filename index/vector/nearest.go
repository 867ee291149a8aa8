package vector

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// A Hit is an entry found.
type Hit struct {
	ID         ID
	Similarity float32 // to the question: -1 to 1 where vectors have length 1, to about a thousandth
}

// compare orders hits: the most similar first, of equal ones the lesser id.
func (h Hit) compare(other Hit) int {
	if c := cmp.Compare(other.Similarity, h.Similarity); c != 0 {
		return c
	}
	return bytes.Compare(h.ID[:], other.ID[:])
}

// Nearest returns the n entries that are most similar to a vector, of those that keep
// wants, best first; fewer where there are not so many. A nil keep wants all; it is called
// by several goroutines at once, and only for entries that would be among the n.
//
// All entries are looked at, on all cores. It returns ctx.Err() when the context ends
// first, and an error for a vector of another dimension.
func (s *Snapshot) Nearest(ctx context.Context, vector []float32, n int, keep func(ID) bool) ([]Hit, error) {
	if len(vector) != s.dimension {
		return nil, fmt.Errorf("vector: %d numbers to compare with vectors of %d", len(vector), s.dimension)
	}
	if n < 1 {
		return nil, ctx.Err()
	}
	q := newQuestion(vector)
	workers := max(1, min(runtime.GOMAXPROCS(0), len(s.chunks)))
	found := make([]best, workers)
	var next atomic.Int64
	var done sync.WaitGroup
	for w := range found {
		found[w] = best{n: n, keep: keep}
		done.Go(func() {
			sums := make([]int32, chunkEntries)
			for number := int(next.Add(1)) - 1; number < len(s.chunks) && ctx.Err() == nil; number = int(next.Add(1)) - 1 {
				c, count := s.part(number)
				q.scan(c, sums[:count], &found[w])
			}
		})
	}
	done.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return merge(found, n), nil
}

// Cosines returns the similarity of each of some entries to a vector, NaN for an id that has no entry.
func (s *Snapshot) Cosines(ctx context.Context, vector []float32, ids []ID) ([]float64, error) {
	asked := make(map[ID]bool, len(ids))
	for _, id := range ids {
		asked[id] = true
	}
	found, err := s.Nearest(ctx, vector, len(asked), func(id ID) bool { return asked[id] })
	if err != nil {
		return nil, err
	}
	similar := make(map[ID]float32, len(found))
	for _, h := range found {
		similar[h.ID] = h.Similarity
	}
	out := make([]float64, len(ids))
	for i, id := range ids {
		out[i] = math.NaN()
		if v, ok := similar[id]; ok {
			out[i] = float64(v)
		}
	}
	return out, nil
}

// merge returns the n best of what the workers found.
func merge(found []best, n int) []Hit {
	var all []Hit
	for _, b := range found {
		all = append(all, b.hits...)
	}
	slices.SortFunc(all, Hit.compare)
	return slices.Clip(all[:min(n, len(all))])
}

// question is a vector to compare with, in whole numbers finer than the entries'.
type question struct {
	values []int16
	step   float32
}

// questionReach is the greatest size of a whole number of a question. Products with
// entries of up to maxDimension numbers add up to less than 1 << 31.
const questionReach = 1<<13 - 1

func newQuestion(vector []float32) question {
	q := question{values: make([]int16, len(vector)), step: greatest(vector) / questionReach}
	for i, v := range vector {
		if q.step > 0 {
			q.values[i] = int16(math.RoundToEven(float64(v / q.step)))
		}
	}
	return q
}

// scan compares the question with the first entries of a chunk, as many as there is room
// for sums.
func (q *question) scan(c *chunk, sums []int32, to *best) {
	dots(sums, c.values, q.values)
	for i, sum := range sums {
		to.add(&c.ids[i], float32(sum)*q.step*c.scales[i])
	}
}

// best is the n best entries so far, in order.
type best struct {
	n    int
	keep func(ID) bool
	hits []Hit
}

// add adds an entry if it is among the best and wanted.
func (b *best) add(id *ID, similarity float32) {
	full := len(b.hits) == b.n
	if full && similarity < b.hits[b.n-1].Similarity {
		return
	}
	hit := Hit{*id, similarity}
	at, _ := slices.BinarySearchFunc(b.hits, hit, Hit.compare)
	if at == b.n || b.keep != nil && !b.keep(*id) {
		return
	}
	if full {
		b.hits = b.hits[:b.n-1]
	}
	b.hits = slices.Insert(b.hits, at, hit)
}
