package local_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/local"
	"verbatim/index/meaning"
)

// fill makes the vectors that are missing below dir, and returns how many.
func fill(t testing.TB, dir string) (made int) {
	t.Helper()
	first, last := 0, 0
	err := meaning.Fill(t.Context(), local.NewStore(dir, nil), enginetest.Coder{}, meaning.Options{
		Knows: func(string) bool { return true }, Batch: 1,
		Progress: func(done, total int) {
			if first == 0 {
				first = done
			}
			last = done
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if last == 0 {
		return 0
	}
	return last - first + 1
}

func vectors(t testing.TB, e *local.Engine) int {
	t.Helper()
	if err := e.Understand(meaning.Encoding(enginetest.Coder{})); err != nil {
		t.Fatal(err)
	}
	s := hold(t, e)
	n, err := s.Vectors(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if hits, err := s.Nearest(t.Context(), make([]float32, 32), engine.Filter{}, n+1); err != nil || len(hits) != n {
		t.Errorf("%d hits among %d vectors, %v", len(hits), n, err)
	}
	return n
}

// hold holds what an engine answers from, until the test ends.
func hold(t testing.TB, e *local.Engine) engine.Snapshot {
	t.Helper()
	s, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Release() })
	return s
}

// TestDamagedVectors damages the file of vectors: what is whole is used, the rest is made
// again, and words answer all along.
func TestDamagedVectors(t *testing.T) {
	const record = 4 + 4 + 16 + 12 + 32
	for name, c := range map[string]struct {
		damage func([]byte) []byte
		left   int // vectors, of 6
	}{
		"missing":             {func([]byte) []byte { return nil }, 0},
		"empty":               {func(b []byte) []byte { return b[:0] }, 0},
		"cut in the header":   {func(b []byte) []byte { return b[:20] }, 0},
		"another header":      {func(b []byte) []byte { b[17] ^= 1; return b }, 0},
		"noise":               {func([]byte) []byte { return bytes.Repeat([]byte("noise"), 1000) }, 0},
		"cut in a record":     {func(b []byte) []byte { return b[:len(b)-record-7] }, 4},
		"a flipped bit":       {func(b []byte) []byte { b[64+record+50] ^= 4; return b }, 5},
		"zeros at the end":    {func(b []byte) []byte { return append(b, make([]byte, 3*record)...) }, 6},
		"zeros for the first": {func(b []byte) []byte { clear(b[64 : 64+record]); return b }, 5},
	} {
		t.Run(name, func(t *testing.T) {
			dir, notes := t.TempDir(), t.TempDir()
			for i := range 6 {
				write(t, notes, fmt.Sprintf("%d.txt", i), fmt.Sprintf("The tower number %d is %d metres high.", i, 10*i+7))
			}
			reindex(t, dir, notes)
			if n := fill(t, dir); n != 6 {
				t.Fatalf("%d vectors made, want 6", n)
			}
			path := filepath.Join(dir, "generations", "0001", "vectors.bin")
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if damaged := c.damage(whole); damaged != nil {
				write(t, filepath.Dir(path), "vectors.bin", string(damaged))
			}
			e := open(t, dir)
			if n := vectors(t, e); n != c.left {
				t.Errorf("%d vectors are left, want %d", n, c.left)
			}
			if n := e.State().Vectors; n != 6-c.left {
				t.Errorf("%d vectors are told to be lost, want %d", n, 6-c.left)
			}
			if text, _ := enginetest.Best(t, hold(t, e), "37"); text != "The tower number 3 is 37 metres high." {
				t.Errorf("by words: %q", text)
			}
			if n := fill(t, dir); n != 6-c.left {
				t.Errorf("%d vectors made again, want %d", n, 6-c.left)
			}
			made := open(t, dir)
			if n := vectors(t, made); n != 6 || made.State().Vectors != 0 {
				t.Errorf("%d vectors in the end, %d lost", n, made.State().Vectors)
			}
			write(t, notes, "7.txt", "The tower is gone.")
			reindex(t, dir)
			if n := vectors(t, open(t, dir)); n != 6 {
				t.Errorf("%d vectors were carried, want 6", n)
			}
		})
	}
}
