package vector

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAppendAndRead writes in several runs, more than a chunk and a read's worth.
func TestAppendAndRead(t *testing.T) {
	r, path, want := rand.New(rand.NewPCG(1, 1)), newPath(t), []Entry(nil)
	for _, n := range []int{0, 1, 3, chunkEntries, readChunk, 700} {
		entries, _ := entriesOf(r, testHeader, len(want), n)
		write(t, path, entries)
		want = append(want, entries...)
		s := read(t, path)
		if diff := cmp.Diff(want, slices.Collect(s.Snapshot().All())); diff != "" || s.Snapshot().Len() != len(want) {
			t.Fatalf("after %d entries: %s", len(want), diff)
		}
	}
}

// TestRefresh reads while another appender writes; what was taken before stays.
func TestRefresh(t *testing.T) {
	r, path := rand.New(rand.NewPCG(1, 2)), newPath(t)
	entries, _ := entriesOf(r, testHeader, 0, 3*chunkEntries)
	write(t, path, nil)
	s, a := read(t, path), appender(t, path)
	for at := 0; at < len(entries); {
		n := min(1+r.IntN(400), len(entries)-at)
		if err := a.Append(entries[at : at+n]...); err != nil {
			t.Fatal(err)
		}
		before := s.Snapshot()
		if added, err := s.Refresh(); err != nil || added != n {
			t.Fatalf("refreshed %d, %v; want %d", added, err, n)
		}
		if got := slices.Collect(before.All()); len(got) != at {
			t.Fatalf("a snapshot of %d has %d", at, len(got))
		}
		at += n
	}
	if added, err := s.Refresh(); err != nil || added != 0 {
		t.Errorf("refreshed %d, %v; want nothing", added, err)
	}
	if diff := cmp.Diff(entries, slices.Collect(s.Snapshot().All())); diff != "" {
		t.Error(diff)
	}
}

func appender(t testing.TB, path string) *Appender {
	t.Helper()
	a, err := OpenAppender(path, testHeader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// TestDamage damages a file of five entries in many ways: what is damaged is left out,
// the rest is there, and an appender goes on behind the last good one.
func TestDamage(t *testing.T) {
	entries, _ := entriesOf(rand.New(rand.NewPCG(1, 3)), testHeader, 0, 6)
	size := testHeader.recordSize()
	record := func(n int) int { return headerSize + n*size }
	for _, c := range []struct {
		name    string
		damage  func(b []byte) []byte
		left    []int // numbers of the entries that stay
		damaged int   // of them before the last good one
	}{
		{"none", func(b []byte) []byte { return b }, []int{0, 1, 2, 3, 4}, 0},
		{"torn in the last", func(b []byte) []byte { return b[:record(5)-1] }, []int{0, 1, 2, 3}, 0},
		{"torn after one byte", func(b []byte) []byte { return b[:record(4)+1] }, []int{0, 1, 2, 3}, 0},
		{"all gone", func(b []byte) []byte { return b[:headerSize] }, nil, 0},
		{"a value", func(b []byte) []byte { b[record(2)+valuesAt] ^= 1; return b }, []int{0, 1, 3, 4}, 1},
		{"an id", func(b []byte) []byte { b[record(0)+idAt] ^= 128; return b }, []int{1, 2, 3, 4}, 1},
		{"a checksum", func(b []byte) []byte { b[record(3)] ^= 4; return b }, []int{0, 1, 2, 4}, 1},
		{"the last", func(b []byte) []byte { b[record(4)+scaleAt] ^= 4; return b }, []int{0, 1, 2, 3}, 0},
		{"two, one the last", func(b []byte) []byte { b[record(1)] ^= 4; b[record(4)] ^= 4; return b }, []int{0, 2, 3}, 1},
		{"a block of zeros", func(b []byte) []byte { clear(b[record(1)+5 : record(3)-5]); return b }, []int{0, 3, 4}, 2},
		{"zeros at the end", func(b []byte) []byte { return append(b, make([]byte, 3*size+7)...) }, []int{0, 1, 2, 3, 4}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := newPath(t)
			write(t, path, entries[:5])
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, c.damage(whole), 0o600); err != nil {
				t.Fatal(err)
			}
			s := read(t, path)
			checkLeft(t, s, entries, c.left)
			if s.Damaged() != c.damaged {
				t.Errorf("%d damaged, want %d", s.Damaged(), c.damaged)
			}
			write(t, path, entries[5:])
			if added, err := s.Refresh(); err != nil || added != 1 {
				t.Errorf("refreshed %d, %v; want the new one", added, err)
			}
			checkLeft(t, s, entries, append(c.left, 5))
			checkLeft(t, read(t, path), entries, append(c.left, 5))
		})
	}
}

// checkLeft checks that a set has the entries with these numbers.
func checkLeft(t *testing.T, s *Set, entries []Entry, left []int) {
	t.Helper()
	var want []Entry
	for _, n := range left {
		want = append(want, entries[n])
	}
	if diff := cmp.Diff(want, slices.Collect(s.Snapshot().All())); diff != "" {
		t.Error(diff)
	}
}

// TestTornWrite checks that an appender whose write failed writes over what came of it.
func TestTornWrite(t *testing.T) {
	entries, _ := entriesOf(rand.New(rand.NewPCG(1, 4)), testHeader, 0, 3)
	path := newPath(t)
	a := appender(t, path)
	if err := a.Append(entries[0]); err != nil {
		t.Fatal(err)
	}
	torn := appendRecord(nil, &entries[1])
	if _, err := a.file.WriteAt(torn[:50], a.end); err != nil { // all that there was room for
		t.Fatal(err)
	}
	s := read(t, path)
	checkLeft(t, s, entries, []int{0})
	if err := a.Append(entries[2]); err != nil {
		t.Fatal(err)
	}
	if added, err := s.Refresh(); added != 1 || err != nil {
		t.Errorf("refreshed %d, %v", added, err)
	}
	checkLeft(t, s, entries, []int{0, 2})
}

func TestOtherFiles(t *testing.T) {
	path := newPath(t)
	if _, err := Open(path, testHeader); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	write(t, path, nil)
	for _, h := range []Header{
		{Dimension: 64, Identity: [16]byte{9}}, {Dimension: 96, Identity: testHeader.Identity},
		{Dimension: testHeader.Dimension, Identity: testHeader.Identity, Owner: [16]byte{9}},
	} {
		if _, err := Open(path, h); !errors.Is(err, ErrOther) {
			t.Errorf("opened as %v: %v, want ErrOther", h, err)
		}
		if _, err := OpenAppender(path, h); !errors.Is(err, ErrOther) {
			t.Errorf("opened to append as %v: %v, want ErrOther", h, err)
		}
	}
	for _, h := range []Header{{Dimension: 0}, {Dimension: 33}, {Dimension: 4096}, {Dimension: -32}} {
		if _, err := Open(path, h); err == nil || errors.Is(err, ErrOther) {
			t.Errorf("opened with dimension %d: %v", h.Dimension, err)
		}
	}
	if err := os.WriteFile(path, []byte("VBVC"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, testHeader); !errors.Is(err, ErrOther) {
		t.Errorf("a header cut off: %v, want ErrOther", err)
	}
}

func TestAppendRefuses(t *testing.T) {
	a := appender(t, newPath(t))
	for _, v := range []Rounded{Round(make([]float32, 32)), {float32(math.NaN()), make([]int8, 64)}, {-1, make([]int8, 64)}} {
		if err := a.Append(Entry{Vector: v}); err == nil {
			t.Errorf("appended %v", v)
		}
	}
}

// TestRound checks that every number is at most half a step off.
func TestRound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, v := range [][]float32{unitVector(r, 384), unitVector(r, 32), {1, -1, 0.5, 0.2}, {0, 0}, {3e38, -3e38}, {1e-42, 0}, {inf, 1}, {1, nan}, {nan, -inf}} {
		got := Round(v)
		if greatest(v) == 0 {
			if got.Scale != 0 || slices.ContainsFunc(got.Values, func(v int8) bool { return v != 0 }) {
				t.Errorf("%v becomes %v", v, got)
			}
			continue
		}
		for i, x := range v {
			if off := math.Abs(float64(x) - float64(got.Scale)*float64(got.Values[i])); off > 0.5001*float64(got.Scale) {
				t.Errorf("%g becomes %d × %g", x, got.Values[i], got.Scale)
			}
		}
	}
}

// FuzzFile reads any bytes behind a header: what is returned has its checksum, and an
// appended entry is found behind it.
func FuzzFile(f *testing.F) {
	h := Header{Dimension: 32}
	entries, _ := entriesOf(rand.New(rand.NewPCG(1, 6)), h, 0, 3)
	var whole []byte
	for i := range entries {
		whole = appendRecord(whole, &entries[i])
	}
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Add(append(make([]byte, h.recordSize()), whole...))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		file := append(h.encode(), raw...)
		last := headerSize
		end, _, err := h.readEntries(bytes.NewReader(file), headerSize, func(e *Entry) {
			record := appendRecord(nil, e)
			at := bytes.Index(file[last:], record)
			if at < 0 || at%h.recordSize() != 0 {
				t.Fatalf("entry %v is not in the file", e)
			}
			last += at + len(record)
		})
		if err != nil || end != int64(last) {
			t.Fatalf("read to %d, %v; the last entry ends at %d", end, err, last)
		}
		file = appendRecord(file[:end], &entries[0])
		found := 0
		if _, _, err := h.readEntries(bytes.NewReader(file), end, func(*Entry) { found++ }); err != nil || found != 1 {
			t.Fatalf("%d entries appended, %v", found, err)
		}
	})
}
