package overlay_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/overlay"
)

// encoder makes vectors of length 1 that tell how often a text names some things, and notes what it
// was given.
type encoder struct{ texts []string }

func (e *encoder) encode(ctx context.Context, texts []string) ([][]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e.texts = append(e.texts, texts...)
	var out [][]float32
	for _, t := range texts {
		out = append(out, vectorOf(t))
	}
	return out, nil
}

func vectorOf(text string) []float32 {
	v := make([]float32, 4)
	length := 0.0
	for i, word := range []string{"backup", "contest", "rang", " "} {
		n := strings.Count(strings.ToLower(text), word)
		v[i] = float32(n)
		length += float64(n * n)
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(max(length, 1)))
	}
	return v
}

func english(language string) bool { return language == "en" }

// TestEncode: what has a vector is found by it, among what lies below and as the filter says; what
// has none, or not yet, is not.
func TestEncode(t *testing.T) {
	shelf, e := overlay.NewShelf(own), new(encoder)
	s, err := overlay.New(build(t, shared), shelf).Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	nearest := func(f engine.Filter, most int) (ids []string) {
		t.Helper()
		hits, err := s.Nearest(t.Context(), vectorOf("contest"), f, most)
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range hits {
			a, err := s.Articles(t.Context(), []int{h.Passage.Article})
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, a[0].ID)
			if i > 0 && h.Score > hits[i-1].Score {
				t.Errorf("hit %d scores %g after %g", i, h.Score, hits[i-1].Score)
			}
			cosines, err := s.Cosines(t.Context(), vectorOf("contest"), []*engine.Passage{h.Passage})
			if err != nil || cosines[0] != h.Score {
				t.Errorf("cosine %v, %v, want %g", cosines, err, h.Score)
			}
		}
		return ids
	}
	if got := nearest(engine.Filter{}, 5); got != nil {
		t.Errorf("before there are vectors: %q", got)
	}
	if err := shelf.Encode(t.Context(), e.encode, english, nil); err != nil {
		t.Fatal(err)
	}
	if want := []string{"taught:1", "taught:3"}; !slices.Equal(nearest(engine.Filter{}, 5), want) || !slices.Equal(nearest(engine.Filter{Sources: []string{"x"}}, 5), want) {
		t.Errorf("nearest: %q, want %q", nearest(engine.Filter{}, 5), want)
	}
	if got := nearest(engine.Filter{Article: "taught:3"}, 5); !slices.Equal(got, []string{"taught:3"}) {
		t.Errorf("of one article: %q", got)
	}
	if got := nearest(engine.Filter{}, 1); len(got) != 1 {
		t.Errorf("the nearest one: %q", got)
	}
	if n, err := s.Vectors(t.Context()); n != 0 || err != nil {
		t.Errorf("below there are %d vectors, %v: without any there nothing is asked for by meaning", n, err)
	}
}

// some is an engine that says that some of its passages have vectors.
type some struct{ engine.Engine }

func (e some) Hold(ctx context.Context) (engine.Snapshot, error) {
	s, err := e.Engine.Hold(ctx)
	return someHeld{s}, err
}

type someHeld struct{ engine.Snapshot }

func (someHeld) Vectors(context.Context) (int, error) { return 7, nil }

// TestEditionTellsVectors: what was answered before the shelf's vectors came is of another edition.
func TestEditionTellsVectors(t *testing.T) {
	shelf := overlay.NewShelf(own)
	below := index.New(some{build(t, shared)}, index.Options{})
	x := below.Beside(shelf)
	vectors := func(x *index.Index) int {
		t.Helper()
		e, err := x.Edition(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return e.Vectors
	}
	if n := vectors(x); n != 7 {
		t.Errorf("%d vectors before there are any on the shelf", n)
	}
	if err := shelf.Encode(t.Context(), new(encoder).encode, english, nil); err != nil {
		t.Fatal(err)
	}
	if n := vectors(x); n != 9 || vectors(below) != 7 {
		t.Errorf("%d vectors of both and %d below, want 9 and 7", n, vectors(below))
	}
}

// TestEncodeTakesOver encodes again only what has changed.
func TestEncodeTakesOver(t *testing.T) {
	before, first := overlay.NewShelf(own), new(encoder)
	if err := before.Encode(t.Context(), first.encode, english, nil); err != nil || len(first.texts) != 2 {
		t.Fatalf("%q, %v", first.texts, err)
	}
	changed := slices.Clone(own)
	changed[0] = article("taught:1", own[0].Title, "en", "The contest is over.")
	after, second := overlay.NewShelf(changed), new(encoder)
	if err := after.Encode(t.Context(), second.encode, english, before); err != nil {
		t.Fatal(err)
	}
	if want := []string{own[0].Title + "\nThe contest is over."}; !slices.Equal(second.texts, want) {
		t.Errorf("encoded again: %q, want %q", second.texts, want)
	}
	broken := errors.New("no")
	fails := func(context.Context, []string) ([][]float32, error) { return nil, broken }
	if err := overlay.NewShelf(own).Encode(t.Context(), fails, english, nil); !errors.Is(err, broken) {
		t.Errorf("an encoder that fails: %v", err)
	}
}
