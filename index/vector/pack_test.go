package vector

import (
	"context"
	"errors"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPool fills a pool from packs: snapshots have what was published, and damaged entries are left out and counted.
func TestPool(t *testing.T) {
	entries, _ := entriesOf(rand.New(rand.NewPCG(2, 1)), testHeader, 0, chunkEntries+300)
	p, err := NewPool(testHeader)
	if err != nil {
		t.Fatal(err)
	}
	empty := p.Snapshot()
	for some := range slices.Chunk(entries, 100) {
		if damaged, err := p.Add(packed(t, some)); damaged != 0 || err != nil {
			t.Fatal(damaged, err)
		}
	}
	if p.Snapshot().Len() != 0 {
		t.Error("what is not published is there")
	}
	p.Publish()
	if diff := cmp.Diff(entries, slices.Collect(p.Snapshot().All())); diff != "" || empty.Len() != 0 {
		t.Error(diff)
	}
	if got, want := p.Snapshot().Bytes(), int64(2*chunkEntries*(testHeader.Dimension+32)); got != want {
		t.Errorf("%d bytes, want %d", got, want)
	}
}

func packed(t *testing.T, entries []Entry) []byte {
	t.Helper()
	b, err := testHeader.Pack(entries)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestUnpackDamaged unpacks what is not as it was packed.
func TestUnpackDamaged(t *testing.T) {
	entries, _ := entriesOf(rand.New(rand.NewPCG(2, 2)), testHeader, 0, 3)
	size := testHeader.recordSize()
	for name, c := range map[string]struct {
		damage        func([]byte) []byte
		left, damaged int
		err           error
	}{
		"nothing":         {func(b []byte) []byte { return b }, 3, 0, nil},
		"a value":         {func(b []byte) []byte { b[headerSize+size+valuesAt] ^= 1; return b }, 2, 1, nil},
		"the last":        {func(b []byte) []byte { b[len(b)-1] ^= 1; return b }, 2, 1, nil},
		"cut":             {func(b []byte) []byte { return b[:len(b)-3] }, 2, 1, nil},
		"only the header": {func(b []byte) []byte { return b[:headerSize] }, 0, 0, nil},
		"another header":  {func(b []byte) []byte { b[identityAt] ^= 1; return b }, 0, 0, ErrOther},
		"empty":           {func([]byte) []byte { return nil }, 0, 0, ErrOther},
	} {
		left := 0
		damaged, err := testHeader.Unpack(c.damage(packed(t, entries)), func(*Entry) { left++ })
		if left != c.left || damaged != c.damaged || !errors.Is(err, c.err) {
			t.Errorf("%s: %d left, %d damaged, %v", name, left, damaged, err)
		}
	}
}

// TestHeaderOf reads the header back.
func TestHeaderOf(t *testing.T) {
	if h, err := HeaderOf(packed(t, nil)); h != testHeader || err != nil {
		t.Errorf("%+v, %v", h, err)
	}
	if _, err := HeaderOf([]byte("none")); !errors.Is(err, ErrOther) {
		t.Errorf("%v", err)
	}
}

// FuzzUnpack unpacks anything: there is never a panic, nor an entry that cannot have been packed.
func FuzzUnpack(f *testing.F) {
	b, err := testHeader.Pack([]Entry{{Vector: Round(make([]float32, testHeader.Dimension))}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(fileMagic))
	f.Fuzz(func(t *testing.T, pack []byte) {
		_, err := testHeader.Unpack(pack, func(e *Entry) {
			if err := e.check(testHeader.Dimension); err != nil {
				t.Error(err)
			}
		})
		if err != nil && !errors.Is(err, ErrOther) {
			t.Error(err)
		}
	})
}

// TestCarrier carries entries to where some texts stay, some are gone and some stand elsewhere.
func TestCarrier(t *testing.T) {
	key := func(s string) Key { return KeyOf(s) }
	old := []Entry{{Key: key("stays"), ID: ID{1}}, {Key: key("gone"), ID: ID{2}}, {Key: key("moves"), ID: ID{3}}}
	for name, c := range map[string]struct {
		fresh bool
		want  map[ID]Key
	}{
		"a change":     {false, map[ID]Key{{1}: key("stays"), {9}: key("moves"), {8}: key("moves"), {7}: key("stays")}},
		"from nothing": {true, map[ID]Key{{9}: key("moves"), {8}: key("moves"), {7}: key("stays")}},
	} {
		carrier := NewCarrier(c.fresh)
		carrier.Put([]Key{key("moves"), key("moves"), key("new"), key("stays")}, []ID{{9}, {8}, {6}, {7}})
		carrier.Remove(ID{2})
		carrier.Remove(ID{3})
		got := map[ID]Key{}
		err := carrier.Copy(t.Context(), slices.Values(old), func(some ...Entry) error {
			for _, e := range some {
				got[e.ID] = e.Key
			}
			return nil
		})
		if err != nil || !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// TestCarrierStops ends when what is written to fails, and when the context ends.
func TestCarrierStops(t *testing.T) {
	entries, _ := entriesOf(rand.New(rand.NewPCG(2, 3)), testHeader, 0, 3000)
	full := errors.New("full")
	if err := NewCarrier(false).Copy(t.Context(), slices.Values(entries), func(...Entry) error { return full }); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := NewCarrier(false).Copy(ctx, slices.Values(entries), func(...Entry) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestCosines compares a vector with some entries, one of them not there.
func TestCosines(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 4))
	entries, vectors := entriesOf(r, testHeader, 0, 50)
	p, err := NewPool(testHeader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Add(packed(t, entries)); err != nil {
		t.Fatal(err)
	}
	p.Publish()
	got, err := p.Snapshot().Cosines(t.Context(), vectors[7], []ID{entries[7].ID, {255, 255, 255}, entries[7].ID})
	if err != nil || math.Abs(got[0]-1) > 0.01 || !math.IsNaN(got[1]) || got[2] != got[0] {
		t.Errorf("%v, %v", got, err)
	}
}
