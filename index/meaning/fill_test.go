package meaning_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/index/engine"
	"verbatim/index/local"
	"verbatim/index/meaning"
	"verbatim/index/reader"
	"verbatim/index/update"
)

// text has three passages that say different things.
const text = "# Harbour\n\nThe tower at the end of the pier guides ships by night.\n\n" +
	"# Kitchen\n\nBread is baked here before the sun is up.\n\n# Garage\n\nCars are mended on weekdays.\n"

func english(language string) bool { return language == "en" || language == "" }

func encoder(t *testing.T) *reader.Encoder {
	t.Helper()
	m, err := reader.Load()
	if err != nil {
		t.Fatal(err)
	}
	e, err := m.Encoder()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// indexed returns the data directory of an index of text.
func indexed(t *testing.T) (dir string, store *local.Store) {
	t.Helper()
	dir = t.TempDir()
	notes := filepath.Join(dir, "notes.md")
	if err := os.WriteFile(notes, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	store = local.NewStore(filepath.Join(dir, "data"), nil)
	if _, err := update.Run(t.Context(), store, update.Options{Roots: []string{notes}}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "data"), store
}

// nearest returns the text of the passage nearest to a question.
func nearest(t *testing.T, dir string, e *reader.Encoder, question string) string {
	t.Helper()
	x, err := local.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	v, err := e.EncodeQuestion(t.Context(), question)
	if err == nil {
		err = x.Understand(meaning.Encoding(e))
	}
	if err != nil {
		t.Fatal(err)
	}
	hits, err := s.Nearest(t.Context(), v, engine.Filter{}, 1)
	if err != nil || len(hits) != 1 {
		t.Fatalf("%d hits, %v", len(hits), err)
	}
	articles, err := s.Articles(t.Context(), []int{hits[0].Passage.Article})
	if err != nil {
		t.Fatal(err)
	}
	texts, err := s.Texts(t.Context(), []engine.Range{{Article: articles[0], Start: hits[0].Passage.Start, End: hits[0].Passage.End}})
	if err != nil {
		t.Fatal(err)
	}
	return texts[0]
}

// TestFill asks in words that the text does not have.
func TestFill(t *testing.T) {
	dir, store := indexed(t)
	e := encoder(t)
	var told [][2]int
	err := meaning.Fill(t.Context(), store, e, meaning.Options{
		Knows: english, Batch: 2, Progress: func(done, total int) { told = append(told, [2]int{done, total}) },
	})
	if err != nil || len(told) != 2 || told[0] != [2]int{2, 3} || told[1] != [2]int{3, 3} {
		t.Fatalf("%v, %v", told, err)
	}
	for question, want := range map[string]string{
		"What helps vessels find the port when it is dark?": "tower",
		"When do they make the loaves?":                     "Bread",
		"Where can my vehicle be repaired?":                 "Cars",
	} {
		if got := nearest(t, dir, e, question); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want that of %s", question, got, want)
		}
	}
}

// TestFillStopped checks that what was done before the end of a context stays.
func TestFillStopped(t *testing.T) {
	_, store := indexed(t)
	e := encoder(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := meaning.Fill(ctx, store, e, meaning.Options{Knows: english, Batch: 1, Progress: func(int, int) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	first := 0
	err = meaning.Fill(t.Context(), store, e, meaning.Options{Knows: english, Progress: func(done, _ int) { first = done }})
	if err != nil || first != 3 {
		t.Errorf("gone on with: %d, %v", first, err)
	}
	stopped := errors.New("stopped")
	_, store = indexed(t)
	err = meaning.Fill(t.Context(), store, e, meaning.Options{Knows: english, Wait: func(context.Context) error { return stopped }})
	if !errors.Is(err, stopped) {
		t.Errorf("stopped while waiting: %v", err)
	}
}

// TestFillReplaced switches to a new generation half-way: that one is filled then, and what
// was encoded before is not encoded again.
func TestFillReplaced(t *testing.T) {
	dir, store := indexed(t)
	e := encoder(t)
	notes := filepath.Join(filepath.Dir(dir), "notes.md")
	var told []int
	err := meaning.Fill(t.Context(), store, e, meaning.Options{Knows: english, Batch: 1, Progress: func(done, _ int) {
		if told = append(told, done); len(told) != 2 {
			return
		}
		if err := os.WriteFile(notes, []byte(text+"\n# Roof\n\nPigeons live under the tiles.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := update.Run(t.Context(), store, update.Options{}); err != nil {
			t.Fatal(err)
		}
	}})
	if err != nil || len(told) != 4 || told[3] != 4 {
		t.Fatalf("%v, %v", told, err)
	}
	if got := nearest(t, dir, e, "Where do the birds nest?"); !strings.Contains(got, "Pigeons") {
		t.Errorf("%q", got)
	}
}

// TestFillLanguage checks that nothing is encoded that the encoder does not know.
func TestFillLanguage(t *testing.T) {
	_, store := indexed(t)
	err := meaning.Fill(t.Context(), store, encoder(t), meaning.Options{
		Knows: func(string) bool { return false }, Progress: func(done, total int) { t.Errorf("%d of %d", done, total) },
	})
	if err != nil {
		t.Error(err)
	}
}
