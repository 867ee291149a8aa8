//go:build slow

package overlay_test

import (
	"os"
	"path/filepath"
	"testing"

	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/local"
	"verbatim/index/overlay"
)

// A place is a data directory, and an empty shelf laid over what is opened there.
type place string

func (p place) Store() engine.Store { return local.NewStore(string(p), nil) }

func (p place) Open() (engine.Engine, error) {
	e, err := local.Open(string(p), nil)
	if err != nil {
		return nil, err
	}
	return overlay.New(e, overlay.NewShelf(nil)), nil
}

// Damage cuts off the second half of the texts.
func (p place) Damage(t testing.TB) {
	texts, err := filepath.Glob(filepath.Join(string(p), "generations", "*", "texts", "*.dat"))
	if err != nil || len(texts) != 1 {
		t.Fatal(texts, err)
	}
	info, err := os.Stat(texts[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(texts[0], info.Size()/2); err != nil {
		t.Fatal(err)
	}
}

var suite = enginetest.Suite{
	New: func(t testing.TB) string { return t.TempDir() },
	At:  func(name string) enginetest.Place { return place(name) },
}

func TestMain(m *testing.M) { suite.Main(m) }

// TestContract: with nothing on the shelf, an overlay is as good an engine as the one below.
func TestContract(t *testing.T) { suite.Run(t) }
