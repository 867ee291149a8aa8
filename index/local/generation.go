package local

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"

	"verbatim/index/engine"
	"verbatim/index/local/catalogue"
	"verbatim/index/local/disk"
	"verbatim/index/local/postings"
	"verbatim/index/vector"
)

// A generation is one finished index on disk, open for reading. It is closed when
// the last of its users has released it. It implements [engine.Snapshot].
type generation struct {
	number      int
	dir         string // its folder
	meta        meta
	described   engine.Generation
	seal        *disk.Seal                // nil in formats that have none
	unverified  atomic.Pointer[disk.Seal] // of files that were not compared with it, nil when all were
	spoilt      atomic.Bool               // as that showed later
	catalogue   *catalogue.Catalogue
	texts       *texts
	postings    *postings.Reader           // nil when there is no passage at all
	vectors     atomic.Pointer[vector.Set] // nil while there are none
	filters     sync.Map                   // of *allowed, by filter
	filterCount atomic.Int64
	users       atomic.Int64
	closed      chan struct{}
}

// openGeneration opens one generation of a data directory, after its files were verified up to
// so many bytes.
func openGeneration(ctx context.Context, dir string, number int, most int64) (*generation, error) {
	path := disk.Generation(dir, number)
	m, seal, left, err := verified(ctx, path, most)
	if err != nil {
		return nil, err
	}
	g := &generation{number: number, dir: path, meta: m, described: m.describe(number), seal: seal, closed: make(chan struct{})}
	g.unverified.Store(left)
	g.users.Store(1)
	if err := g.open(path); err != nil {
		if seal == nil || left != nil { // else its files are as they were written
			err = disk.Damage(err)
		}
		return nil, errors.Join(fmt.Errorf("open index %s: %w", path, err), g.close())
	}
	return g, nil
}

func (g *generation) open(path string) (err error) {
	if g.catalogue, err = catalogue.Open(filepath.Join(path, catalogFile)); err != nil {
		return err
	}
	if g.texts, err = openTexts(filepath.Join(path, textFolder)); err != nil {
		return err
	}
	if g.meta.Totals.Passages == 0 {
		return nil
	}
	g.postings, err = postings.Open(filepath.Join(path, bleveFolder), g.meta.Totals)
	return err
}

// Generation describes what is held.
func (g *generation) Generation() *engine.Generation { return &g.described }

// damaged reports whether damage showed after the opening, so that no search can be trusted.
func (g *generation) damaged() bool {
	return g.spoilt.Load() || g.postings != nil && g.postings.Damaged()
}

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
	if g.postings != nil {
		errs = append(errs, g.postings.Close())
	}
	if g.texts != nil {
		errs = append(errs, g.texts.close())
	}
	if g.catalogue != nil {
		errs = append(errs, g.catalogue.Close())
	}
	if set := g.vectors.Load(); set != nil {
		errs = append(errs, set.Close())
	}
	return errors.Join(errs...)
}
