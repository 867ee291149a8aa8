// Package pdfiumtest gives tests a PDFium.
package pdfiumtest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/pdfium"
)

// Cache returns a cache that the tests of all packages and runs share: to compile PDFium takes
// seconds. It is filled when it is not sound.
var Cache = sync.OnceValues(func() (pdfium.Cache, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	c := pdfium.Cache(filepath.Join(dir, "verbatim-test", "pdfium"))
	if c.Sound() {
		return c, nil
	}
	return c, c.Fill(context.Background())
})

var engine = sync.OnceValues(func() (*pdfium.Engine, error) {
	c, err := Cache()
	if err != nil {
		return nil, err
	}
	return pdfium.Open(context.Background(), c)
})

// Context returns a context in which documents are read by an engine.
func Context(t testing.TB) context.Context {
	return pdfium.With(t.Context(), Engine(t))
}

// Engine returns an engine that all tests of a package share.
func Engine(t testing.TB) *pdfium.Engine {
	t.Helper()
	e, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Reader has a reader find that engine.
func Reader(t testing.TB, read document.Reader) document.Reader {
	e := Engine(t)
	return func(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
		return read(pdfium.With(ctx, e), d, yield)
	}
}
