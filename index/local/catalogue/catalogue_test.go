package catalogue

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/index/engine"
)

// written returns the path of a catalogue of n articles with a note each.
func written(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "catalogue.db")
	w, err := Write(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= n; i++ {
		if err := errors.Join(w.Put(i, id(i), recordOf(i)), w.PutNote("", id(i), recordOf(i))); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := w.Has(id(1)); !found || err != nil {
		t.Errorf("has: %v, %v", found, err)
	}
	if err := errors.Join(w.Delete(2, id(2)), w.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func id(i int) string {
	if i%100 == 7 {
		return strings.Repeat("long/", 1000) + fmt.Sprint(i)
	}
	return fmt.Sprintf("article%04d", i)
}

func recordOf(i int) []byte { return fmt.Appendf(nil, "record of %d", i) }

func TestCatalogue(t *testing.T) {
	const n = 5000 // in more than one transaction
	c, err := Open(written(t, n))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	seen := map[int]bool{}
	err = c.Each(func(number int, b []byte) error {
		if string(b) != string(recordOf(number)) {
			t.Errorf("%d has %q", number, b)
		}
		seen[number] = true
		return nil
	})
	if err != nil || len(seen) != n-1 || seen[2] {
		t.Errorf("%d articles, %v", len(seen), err)
	}
	for i, want := range map[int]int{1: 1, 2: 0, 107: 107, n: n, n + 1: 0} {
		if number, err := c.Number(id(i)); number != want || err != nil {
			t.Errorf("number of %s: %d, %v", id(i)[:11], number, err)
		}
	}
	var got []string
	keep := func(_ int, b []byte) error { got = append(got, string(b)); return nil }
	if err := c.Records([]int{3, 1}, keep); err != nil || !slices.Equal(got, []string{string(recordOf(3)), string(recordOf(1))}) {
		t.Errorf("records %q, %v", got, err)
	}
	if err := c.Records([]int{2}, keep); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("a number that no article has: %v", err)
	}
}

// TestDamaged damages a catalogue that nothing has verified: whatever bbolt makes of it, it is an
// error or the truth as it was written, and never a panic.
func TestDamaged(t *testing.T) {
	path := written(t, 400)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 1))
		b := slices.Clone(sound)
		from := random.IntN(len(b))
		if seed%4 == 0 {
			b = b[:from]
		} else {
			for i := range b[from:min(len(b), from+1+random.IntN(2000))] {
				b[from+i] = byte(random.Uint32())
			}
		}
		path := filepath.Join(t.TempDir(), "catalogue.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := readAll(path); err != nil {
			failed++
		}
	}
	if failed == 0 {
		t.Error("no damage was noticed")
	}
}

// readAll reads all of a catalogue.
func readAll(path string) error {
	c, err := Open(path)
	if err != nil {
		return err
	}
	err = c.Each(func(int, []byte) error { return nil })
	_, failed := c.Number(id(9))
	return errors.Join(err, failed, c.EachNote(context.Background(), "", func([]byte) error { return nil }), c.Close())
}
