package index

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
	"verbatim/index/term"
)

// A generation is one finished index on disk, open for reading. It is closed when
// the last of its users has released it.
type generation struct {
	number       int
	meta         meta
	catalogue    *catalogue
	texts        *texts
	bleve        bindex.Index       // nil when there is no passage at all
	reader       bindex.IndexReader // of bleve
	analyzers    sync.Pool          // of *[]*analyzer, one for each language of the corpus
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
	g := &generation{number: number, meta: m, closed: make(chan struct{})}
	g.accumulators.New = func() any { return &accumulators{} }
	g.users.Store(1)
	g.analyzers.New = func() any { list := term.ForQuestions(slices.Sorted(maps.Keys(m.Languages))); return &list }
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

// release gives up one use of the generation.
func (g *generation) release() error {
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

// passage returns the record at a location.
func (g *generation) passage(l location) (*passageRecord, error) {
	b, err := g.texts.read(l, nil)
	if err != nil {
		return nil, err
	}
	p, err := decodePassage(b)
	return &p, err
}

// Text returns a range of an article's text.
func (g *generation) text(a *articleRecord, start, end int) (string, error) {
	l, err := a.text.slice(start, end)
	if err != nil {
		return "", err
	}
	b, err := g.texts.read(l, nil)
	return string(b), err
}

// article returns an article as it was read.
func (g *generation) article(a *articleRecord) (corpus.Article, error) {
	text, err := g.text(a, 0, int(a.text.length))
	if err != nil {
		return corpus.Article{}, err
	}
	blocks, _, err := g.body(a)
	return corpus.Article{
		ID: a.id, Title: a.title, Source: a.source, Published: a.published,
		Language: a.language, Text: text, Blocks: blocks,
	}, err
}

// body returns the blocks of an article and the locations of its passages.
func (g *generation) body(a *articleRecord) ([]corpus.Block, []location, error) {
	b, err := g.texts.read(a.body, nil)
	if err != nil {
		return nil, nil, err
	}
	return decodeBody(b)
}
