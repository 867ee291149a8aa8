package corpustest

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// FromFile reads one file of testdata.
func FromFile(t testing.TB, file string, read document.Reader) ([]corpus.Article, []corpus.Skip) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return FromBytes(t, file, src, read)
}

// FromBytes reads src as a file of the given name, as the program does, and holds its
// articles to the invariant of blocks.
func FromBytes(t testing.TB, name string, src []byte, read document.Reader) ([]corpus.Article, []corpus.Skip) {
	t.Helper()
	return readDoc(t, &document.Document{Name: name, Size: int64(len(src)), Reader: bytes.NewReader(src), At: bytes.NewReader(src)}, read)
}

// FromStream reads what comes out of src, once, as a file of the given name.
func FromStream(t testing.TB, name string, src io.Reader, read document.Reader) ([]corpus.Article, []corpus.Skip) {
	t.Helper()
	return readDoc(t, &document.Document{Name: name, Size: -1, Reader: src}, read)
}

func readDoc(t testing.TB, d *document.Document, read document.Reader) ([]corpus.Article, []corpus.Skip) {
	t.Helper()
	var articles []corpus.Article
	var skips []corpus.Skip
	d.ID, d.Source, d.Skips = document.WithoutExt(filepath.Base(d.Name)), filepath.ToSlash(d.Name), &skips
	err := d.Read(t.Context(), "test", read, func(a corpus.Article) error {
		CheckBlocks(t, &a)
		articles = append(articles, a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return articles, skips
}

// SkipLines writes skips, one a line.
func SkipLines(skips []corpus.Skip) string {
	var lines []string
	for _, s := range skips {
		lines = append(lines, fmt.Sprintf("%s %s %s", s.Input, s.Place, s.Reason))
	}
	return strings.Join(lines, "\n")
}

// Fuzz feeds a reader with the files of a folder of testdata and what comes of
// them: it must not panic, and its articles must hold the invariant.
func Fuzz(f *testing.F, folder, ext string, read document.Reader) {
	for _, file := range Files(f, folder) {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var skips []corpus.Skip
		d := &document.Document{Name: "x" + ext, ID: "x", Source: "x" + ext, Size: int64(len(src)),
			Reader: bytes.NewReader(src), At: bytes.NewReader(src), Skips: &skips}
		_ = read(t.Context(), d, func(a corpus.Article) error { // refusing is fine
			CheckBlocks(t, &a)
			return nil
		})
	})
}
