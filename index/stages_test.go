package index

import (
	"context"
	"slices"
	"testing"
	"time"

	"verbatim/index/update"
)

// townData is the data folder of an index of two articles.
func townData(t testing.TB) (dir, root string) {
	dir, root = t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	write(t, root, "b.txt", mill)
	reindex(t, dir, update.Options{Roots: []string{root}})
	return dir, root
}

// TestStages: each begins where the one before ended, and the whole comes last, whatever becomes
// of the question.
func TestStages(t *testing.T) {
	var told []string
	var ended time.Time
	observe := func(_ context.Context, stage string, began time.Time) {
		if len(told) > 0 && stage != Whole && began.Before(ended) {
			t.Errorf("%s began before the stage before it ended", stage)
		}
		told, ended = append(told, stage), time.Now()
	}
	dir, _ := townData(t)
	x := openWith(t, dir, Options{Observe: observe})
	for question, want := range map[string][]string{
		"When was the old bridge of Varn built?": {Clean, Candidates, Rank, Read, Settle, Decide, Whole},
		"xylophone?":                             {Clean, Candidates, Whole},
		"?":                                      {Clean, Whole},
	} {
		told = nil
		if _, err := x.Answer(t.Context(), Query{Text: question}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(told, want) {
			t.Errorf("%q: stages %q, want %q", question, told, want)
		}
	}
}

func TestState(t *testing.T) {
	before := time.Now().Add(-time.Second)
	dir, root := townData(t)
	x := open(t, dir)
	s, err := x.State(t.Context())
	if err != nil || s.Generation != 1 || s.Articles != 2 || s.Passages != 2 || s.Vectors != 0 || !slices.Equal(s.Roots, []string{root}) {
		t.Errorf("%+v, %v", s, err)
	}
	if s.Created.Before(before) || s.Created.After(time.Now()) {
		t.Errorf("it was made at %v", s.Created)
	}
}

// BenchmarkStages asks with and without an observer.
func BenchmarkStages(b *testing.B) {
	dir, _ := townData(b)
	for name, observe := range map[string]func(context.Context, string, time.Time){
		"off": nil, "on": func(context.Context, string, time.Time) {},
	} {
		x := openWith(b, dir, Options{Observe: observe})
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Answer(b.Context(), Query{Text: "When was the old bridge of Varn built?"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEnded is what a stage costs that nobody is told of.
func BenchmarkEnded(b *testing.B) {
	var s stages
	b.ReportAllocs()
	for b.Loop() {
		s.ended(b.Context(), Read)
	}
}
