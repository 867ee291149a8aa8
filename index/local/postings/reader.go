package postings

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
	"verbatim/index/local/disk"
)

// A Reader reads a finished index. It is safe for concurrent use until it is closed. bleve trusts
// its files; where it stumbles over them the index counts as damaged from then on.
type Reader struct {
	damaged      atomic.Bool
	numbers      uint64 // of passages, taken out or not: all are less
	totals       engine.Totals
	index        bindex.Index
	reader       bindex.IndexReader
	accumulators sync.Pool // of *accumulators
}

// RootFile is the file of an index that names its segments. All others are written once.
const RootFile = "root.bolt"

// Open opens the index in a folder for reading. totals are those of the whole corpus; an index
// that holds another number of passages is an error.
func Open(dir string, totals engine.Totals) (r *Reader, err error) {
	if _, err := os.Stat(filepath.Join(dir, RootFile)); err != nil {
		return nil, err // scorch would create it
	}
	err = disk.Mapped(func() error {
		r, err = open(dir, totals)
		return err
	})
	return r, err
}

func open(dir string, totals engine.Totals) (*Reader, error) {
	x, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path": dir, "read_only": true, "bolt_timeout": "2s",
	}, nil)
	if err != nil {
		return nil, err
	}
	if err := x.Open(); err != nil {
		return nil, fmt.Errorf("bleve: %w", err)
	}
	r := &Reader{totals: totals, index: x}
	r.accumulators.New = func() any { return &accumulators{} }
	if r.reader, err = x.Reader(); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	if err := r.count(totals.Passages); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// count compares the number of passages with what it should be: scorch passes over what it cannot
// open, and answers from the rest.
func (r *Reader) count(want int) error {
	snapshot, ok := r.reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil
	}
	for _, s := range snapshot.Segments() {
		r.numbers += uint64(s.FullSize())
	}
	have, err := snapshot.DocCount()
	if err == nil && have != uint64(want) {
		err = fmt.Errorf("bleve could open %d of %d passages", have, want)
	}
	return err
}

// read calls what reads the index.
func (r *Reader) read(f func() error) error {
	if r.damaged.Load() {
		return engine.ErrDamaged
	}
	err := disk.Mapped(f)
	if errors.Is(err, engine.ErrDamaged) {
		r.damaged.Store(true)
	}
	return err
}

// Damaged reports whether a search has met damage, after which all fail.
func (r *Reader) Damaged() bool { return r.damaged.Load() }

// number returns the number of a passage that a posting names.
func (r *Reader) number(id bindex.IndexInternalID) (uint32, error) {
	n := id.Value()
	if n >= r.numbers {
		return 0, engine.ErrDamaged
	}
	return uint32(n), nil
}

// Close closes the index.
func (r *Reader) Close() error { return errors.Join(r.reader.Close(), r.index.Close()) }
