package postings

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/index/engine"
)

// A Reader reads a finished index. It is safe for concurrent use until it is closed.
type Reader struct {
	totals       engine.Totals
	index        bindex.Index
	reader       bindex.IndexReader
	accumulators sync.Pool // of *accumulators
}

// RootFile is the file of an index that names its segments. All others are written once.
const RootFile = "root.bolt"

// Open opens the index in a folder for reading. totals are those of the whole corpus.
func Open(dir string, totals engine.Totals) (*Reader, error) {
	if _, err := os.Stat(filepath.Join(dir, RootFile)); err != nil {
		return nil, err // scorch would create it
	}
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
	return r, nil
}

// Close closes the index.
func (r *Reader) Close() error { return errors.Join(r.reader.Close(), r.index.Close()) }
