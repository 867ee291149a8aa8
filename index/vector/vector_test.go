package vector

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"
)

var testHeader = Header{Dimension: 64, Identity: [16]byte{1, 2, 3}}

// unitVector returns a random direction.
func unitVector(r *rand.Rand, dimension int) []float32 {
	v, sum := make([]float32, dimension), 0.0
	for i := range v {
		v[i] = float32(r.NormFloat64())
		sum += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// idOf returns an id that tells its number.
func idOf(number int) (id ID) {
	binary.BigEndian.PutUint32(id[8:], uint32(number))
	return id
}

// entriesOf returns n random entries, numbered from first, and their exact vectors.
func entriesOf(r *rand.Rand, h Header, first, n int) (entries []Entry, exact [][]float32) {
	for i := range n {
		v := unitVector(r, h.Dimension)
		exact = append(exact, v)
		entries = append(entries, Entry{KeyOf(string(rune(first + i))), idOf(first + i), Round(v)})
	}
	return entries, exact
}

// write appends entries to a file and closes it.
func write(t testing.TB, path string, entries []Entry) {
	t.Helper()
	a, err := OpenAppender(path, testHeader)
	if err != nil {
		t.Fatal(err)
	}
	for len(entries) > 0 {
		n := min(len(entries), 100)
		if err := a.Append(entries[:n]...); err != nil {
			t.Fatal(err)
		}
		entries = entries[n:]
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}

// read returns a set of a file, to be closed by the test.
func read(t testing.TB, path string) *Set {
	t.Helper()
	s, err := Open(path, testHeader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func newPath(t testing.TB) string { return filepath.Join(t.TempDir(), "vectors.bin") }

// memory returns a snapshot of entries that stand in no file.
func memory(h Header, entries []Entry) *Snapshot {
	s := &Snapshot{dimension: h.Dimension}
	for i := range entries {
		s.add(&entries[i])
	}
	return s
}
