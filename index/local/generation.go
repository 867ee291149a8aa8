package local

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/index/engine"
)

// A generation is one finished index on disk, open for reading. It is closed when
// the last of its users has released it. It implements [engine.Snapshot].
type generation struct {
	number       int
	meta         meta
	described    engine.Generation
	catalogue    *catalogue
	texts        *texts
	bleve        bindex.Index       // nil when there is no passage at all
	reader       bindex.IndexReader // of bleve
	accumulators sync.Pool          // of *accumulators
	filters      sync.Map           // of docSet, by filter
	filterCount  atomic.Int64
	users        atomic.Int64
	closed       chan struct{}
}

// openGeneration opens one generation of a data directory.
func openGeneration(dir string, number int) (*generation, error) {
	path := generationDir(dir, number)
	m, err := readMeta(path)
	if err != nil {
		return nil, err
	}
	g := &generation{number: number, meta: m, described: m.describe(number), closed: make(chan struct{})}
	g.accumulators.New = func() any { return &accumulators{} }
	g.users.Store(1)
	if err := g.open(path); err != nil {
		return nil, errors.Join(fmt.Errorf("open index %s: %w", path, err), g.close())
	}
	return g, nil
}

func (g *generation) open(path string) (err error) {
	if g.catalogue, err = openCatalogue(filepath.Join(path, catalogFile)); err != nil {
		return err
	}
	if g.texts, err = openTexts(filepath.Join(path, textFolder)); err != nil {
		return err
	}
	if g.meta.Totals.Passages == 0 {
		return nil
	}
	store := filepath.Join(path, bleveFolder)
	if _, err := os.Stat(filepath.Join(store, "root.bolt")); err != nil {
		return err // scorch would create it
	}
	x, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path": store, "read_only": true, "bolt_timeout": "2s",
	}, nil)
	if err != nil {
		return err
	}
	if err := x.Open(); err != nil {
		return fmt.Errorf("bleve: %w", err)
	}
	g.bleve = x
	g.reader, err = x.Reader()
	return err
}

// Generation describes what is held.
func (g *generation) Generation() *engine.Generation { return &g.described }

// hold keeps the generation open until release. It fails when it was closed already.
func (g *generation) hold() bool {
	for {
		n := g.users.Load()
		if n == 0 {
			return false
		}
		if g.users.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// Release gives up one use of the generation.
func (g *generation) Release() error {
	if g.users.Add(-1) > 0 {
		return nil
	}
	defer close(g.closed)
	return g.close()
}

func (g *generation) close() error {
	var errs []error
	if g.reader != nil {
		errs = append(errs, g.reader.Close())
	}
	if g.bleve != nil {
		errs = append(errs, g.bleve.Close())
	}
	if g.texts != nil {
		errs = append(errs, g.texts.close())
	}
	if g.catalogue != nil {
		errs = append(errs, g.catalogue.close())
	}
	return errors.Join(errs...)
}
