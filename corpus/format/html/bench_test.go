package html_test

import (
	"bytes"
	"os"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
	"verbatim/corpus/format/html"
)

// BenchmarkRead reads the pages of testdata, each once.
func BenchmarkRead(b *testing.B) {
	var pages [][]byte
	size := int64(0)
	for _, file := range corpustest.Files(b, "html/pages") {
		page, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, page)
		size += int64(len(page))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, page := range pages {
			var skips []corpus.Skip
			d := &document.Document{Name: "page.html", Size: int64(len(page)), Reader: bytes.NewReader(page), Skips: &skips}
			if err := html.Read(b.Context(), d, func(corpus.Article) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	}
}
