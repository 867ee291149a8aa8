package update

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/local"
)

// write puts a file below dir.
func write(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// try brings the store below dir up to date.
func try(dir string, o Options) (Report, error) {
	return Run(context.Background(), local.NewStore(dir, nil), o)
}

func reindex(t testing.TB, dir string, o Options) Report {
	t.Helper()
	r, err := try(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// hold opens the newest generation below dir and holds it until the test ends.
func hold(t testing.TB, dir string) engine.Snapshot {
	t.Helper()
	e, err := local.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Hold(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Release(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// best returns the text of the passage below dir that matches words best and the id of its
// article, "" when there is none.
func best(t testing.TB, dir, words string) (text, id string) {
	t.Helper()
	text, a := enginetest.Best(t, hold(t, dir), words)
	if a == nil {
		return "", ""
	}
	return text, a.ID
}

func generation(dir string, number int) string {
	return filepath.Join(dir, "generations", fmt.Sprintf("%04d", number))
}

// onlyGeneration checks that nothing but one generation is left.
func onlyGeneration(t *testing.T, dir string, number int) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "generations"))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != filepath.Base(generation(dir, number)) {
		t.Errorf("left over: %v, want generation %d only", entries, number)
	}
	inside, err := os.ReadDir(generation(dir, number))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range inside {
		switch e.Name() {
		case "meta.json", "checksums", "catalogue.db", "bleve", "texts":
		default:
			t.Errorf("left over in the generation: %s", e.Name())
		}
	}
}

const (
	bridge = "The old bridge of Varn was built in 1743 by Johann Felder. It has seven arches of red sandstone."
	mill   = "The water mill at Oster grinds barley. Its wheel is nine metres wide."
)
