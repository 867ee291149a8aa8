package vector

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"golang.org/x/sys/cpu"
)

func dot(x, y []float32) (sum float64) {
	for i := range x {
		sum += float64(x[i]) * float64(y[i])
	}
	return sum
}

// TestNearest compares with the similarities of the exact vectors: none that is found is
// worse, beyond rounding, than one that is not.
func TestNearest(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for _, dimension := range []int{32, 384} {
		for _, count := range []int{0, 1, 7, chunkEntries, 3*chunkEntries + 5} {
			entries, exact := entriesOf(r, Header{Dimension: dimension}, 0, count)
			s := memory(Header{Dimension: dimension}, entries)
			for _, n := range []int{0, 1, 10, chunkEntries + 1, 1 << 20} {
				for name, keep := range map[string]func(int) bool{"all": nil, "odd": func(i int) bool { return i%2 == 1 }, "none": func(int) bool { return false }} {
					t.Run(fmt.Sprintf("%d of %d x %d, %s", n, count, dimension, name), func(t *testing.T) {
						checkNearest(t, s, unitVector(r, dimension), exact, n, keep)
					})
				}
			}
		}
	}
}

func checkNearest(t *testing.T, s *Snapshot, question []float32, exact [][]float32, n int, keep func(int) bool) {
	filter := func(id ID) bool { return keep(numberOf(id)) }
	if keep == nil {
		filter, keep = nil, func(int) bool { return true }
	}
	got, err := s.Nearest(context.Background(), question, n, filter)
	if err != nil {
		t.Fatal(err)
	}
	var want []float64
	for i, v := range exact {
		if keep(i) {
			want = append(want, dot(question, v))
		}
	}
	slices.SortFunc(want, func(a, b float64) int { return -cmpFloat(a, b) })
	if len(got) != min(n, len(want)) {
		t.Fatalf("%d hits, want %d", len(got), min(n, len(want)))
	}
	seen := map[ID]bool{}
	for i, h := range got {
		similarity := dot(question, exact[numberOf(h.ID)])
		if math.Abs(similarity-float64(h.Similarity)) > 0.01 || math.Abs(similarity-want[i]) > 0.02 || !keep(numberOf(h.ID)) || seen[h.ID] {
			t.Errorf("hit %d is %v, exactly %g; want %g", i, h, similarity, want[i])
		}
		if i > 0 && got[i-1].compare(h) >= 0 {
			t.Errorf("hit %d, %v, stands behind %v", i, h, got[i-1])
		}
		seen[h.ID] = true
	}
}

func cmpFloat(a, b float64) int {
	if a < b {
		return -1
	}
	return 1
}

func numberOf(id ID) int { return int(id[9])<<16 | int(id[10])<<8 | int(id[11]) }

// TestEqualSimilarities checks that of equal entries the lesser ids are found, in
// whatever order they were appended.
func TestEqualSimilarities(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	v := unitVector(r, 64)
	for range 5 {
		var entries []Entry
		for _, i := range r.Perm(2*chunkEntries + 9) {
			entries = append(entries, Entry{ID: idOf(i), Vector: Round(v)})
		}
		got, err := memory(testHeader, entries).Nearest(context.Background(), v, 20, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range got {
			if numberOf(h.ID) != i || math.Abs(float64(h.Similarity)-1) > 1e-3 {
				t.Errorf("hit %d is %v", i, h)
			}
		}
	}
}

func TestNearestRefuses(t *testing.T) {
	entries, _ := entriesOf(rand.New(rand.NewPCG(2, 3)), testHeader, 0, 5)
	s := memory(testHeader, entries)
	if _, err := s.Nearest(context.Background(), make([]float32, 32), 3, nil); err == nil {
		t.Error("a vector of another dimension: no error")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for _, n := range []int{0, 3} {
		if got, err := s.Nearest(ended, make([]float32, 64), n, nil); !errors.Is(err, context.Canceled) || got != nil {
			t.Errorf("ended: %v, %v", got, err)
		}
	}
}

// TestSearchWhileGrowing searches snapshots while entries are added, for the race
// detector.
func TestSearchWhileGrowing(t *testing.T) {
	entries, exact := entriesOf(rand.New(rand.NewPCG(2, 4)), testHeader, 0, 3*chunkEntries)
	path := newPath(t)
	write(t, path, entries[:1])
	s, a := read(t, path), appender(t, path)
	var done sync.WaitGroup
	for range 2 {
		done.Go(func() {
			for s.Snapshot().Len() < len(entries) {
				now := s.Snapshot()
				got, err := now.Nearest(context.Background(), exact[0], 2, nil)
				if err != nil || len(got) != min(2, now.Len()) || got[0].ID != idOf(0) {
					t.Errorf("%v, %v", got, err)
					return
				}
			}
		})
	}
	for at := 1; at < len(entries); at += 61 {
		if err := a.Append(entries[at:min(at+61, len(entries))]...); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Refresh(); err != nil {
			t.Fatal(err)
		}
	}
	done.Wait()
}

// TestDots compares the kernel with plain Go, at the extremes too, and checks that it
// writes nothing beside the sums.
func TestDots(t *testing.T) {
	t.Logf("AVX2: %v", cpu.X86.HasAVX2)
	r := rand.New(rand.NewPCG(2, 5))
	for _, dimension := range []int{32, 64, 384, maxDimension} {
		for _, count := range []int{0, 1, 2, 9} {
			values, question := make([]int8, count*dimension), make([]int16, dimension)
			for fill := range 3 {
				for i := range values {
					values[i] = []int8{int8(r.IntN(256) - 128), -128, 127}[fill]
				}
				for i := range question {
					question[i] = []int16{int16(r.IntN(2*questionReach+1) - questionReach), -questionReach, questionReach}[fill]
				}
				got, want := make([]int32, count+1), make([]int32, count)
				got[count] = 77
				dots(got[:count], values, question)
				portableDots(want, values, question)
				if !slices.Equal(got[:count], want) || got[count] != 77 {
					t.Fatalf("%d of %d: %v, want %v", count, dimension, got, want)
				}
			}
		}
	}
}

// BenchmarkNearest looks for ten among 100,000 vectors of 384 numbers.
func BenchmarkNearest(b *testing.B) {
	h, r := Header{Dimension: 384}, rand.New(rand.NewPCG(2, 6))
	s, e := &Snapshot{dimension: h.Dimension}, Entry{Vector: Rounded{0.002, make([]int8, h.Dimension)}}
	for i := range 100_000 {
		for d := range e.Vector.Values {
			e.Vector.Values[d] = int8(r.IntN(255) - 127)
		}
		e.ID = idOf(i)
		s.add(&e)
	}
	question := unitVector(r, h.Dimension)
	for name, keep := range map[string]func(ID) bool{"all": nil, "half": func(id ID) bool { return id[11]&1 == 0 }} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Nearest(context.Background(), question, 10, keep); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDots measures the kernel on one core, on one chunk.
func BenchmarkDots(b *testing.B) {
	values, question, sums := make([]int8, chunkEntries*384), make([]int16, 384), make([]int32, chunkEntries)
	for name, do := range map[string]func([]int32, []int8, []int16){"best": dots, "portable": portableDots} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(values)))
			for b.Loop() {
				do(sums, values, question)
			}
		})
	}
}

// BenchmarkOpen reads a file of 20,000 vectors.
func BenchmarkOpen(b *testing.B) {
	h, path := Header{Dimension: 384}, newPath(b)
	entries, _ := entriesOf(rand.New(rand.NewPCG(2, 7)), h, 0, 20_000)
	a, err := OpenAppender(path, h)
	if err != nil {
		b.Fatal(err)
	}
	if err := a.Append(entries...); err != nil {
		b.Fatal(err)
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s, err := Open(path, h)
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
