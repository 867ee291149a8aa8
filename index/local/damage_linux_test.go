package local_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/local"
)

// TestDamagedWhileAsked cuts the files of a generation that answers: from the first search that
// meets it on, the engine says that it is damaged before anything is asked, so that readiness
// tells it, too.
func TestDamagedWhileAsked(t *testing.T) {
	l := newLab(t)
	e, err := local.Open(l.dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	x := index.New(e, index.Options{})
	if _, err := x.State(t.Context()); err != nil {
		t.Fatal(err)
	}
	segments, err := filepath.Glob(filepath.Join(l.dir, "generations/0002/*/*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("segments: %v, %v", segments, err)
	}
	for _, s := range segments {
		if err := os.Truncate(s, 0); err != nil {
			t.Fatal(err)
		}
	}
	met := false
	for q := range l.answers {
		met = met || answer(t, x, q) == "damaged"
	}
	if !met {
		t.Fatal("no question met the damage")
	}
	if _, err := x.State(t.Context()); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("state: %v", err)
	}
}
