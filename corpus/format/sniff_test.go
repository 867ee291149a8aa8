package format

import (
	"bytes"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
	"verbatim/corpus/site"
)

// A document's name without its extension is what documents inside it and their articles
// are called by, so document must know every extension of the table.
func TestWithoutExtension(t *testing.T) {
	for _, k := range kinds() {
		for _, ext := range k.exts {
			if got := document.WithoutExt("notes/v1.2" + ext); got != "notes/v1.2" {
				t.Errorf("%s: %q is left", ext, got)
			}
		}
	}
}

// TestReadText tells pages of Sphinx that are named like plain text from it.
func TestReadText(t *testing.T) {
	page := &site.Page{Generator: site.Sphinx, Path: "a.txt"}
	for _, c := range []struct {
		src  string
		page *site.Page
		want string
	}{
		{"Bells\n=====\n\nRing *it*.\n", nil, "Ring *it*."},
		{"Bells\n=====\n\nRing *it*.\n", page, "Ring it."},
		{".. _bells:\n\nBells\n=====\n\n.. note:: Ring *it*.\n\n.. tip:: Twice.\n", nil, "Ring it."},
	} {
		var skips []corpus.Skip
		d := &document.Document{Name: "a.txt", ID: "a", Source: "a.txt", Reader: strings.NewReader(c.src), Skips: &skips, Page: c.page}
		err := Read(t.Context(), d, func(a corpus.Article) error {
			if !strings.Contains(a.Text, c.want) {
				t.Errorf("%q: %q, want %q", c.src, a.Text, c.want)
			}
			return nil
		})
		if err != nil || len(skips) > 0 {
			t.Errorf("%q: %v, %v", c.src, err, skips)
		}
	}
}

// FuzzSniff reads XML and JSON, whose kind is told by how they begin.
func FuzzSniff(f *testing.F) {
	for _, src := range []string{
		"<rss version=\"2.0\"><channel><item><title>A</title><description>Text.</description></item></channel></rss>",
		"<mediawiki><page><title>T</title><ns>0</ns><revision><text>Text.</text></revision></page></mediawiki>",
		"<?xml version=\"1.0\"?><html><body><p>Text.</p></body></html>", "<urlset><url/></urlset>", "<svg/>", "",
		`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"Text."}]}`,
		`{"guild":{"id":"1"},"channel":{"id":"2","name":"c"},"messages":[{"content":"A fine day.","timestamp":"2024-01-01T00:00:00Z"}]}`, `{"a":1}`,
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		for name, read := range map[string]document.Reader{"x.xml": readXML, "x.json": readJSON} {
			var skips []corpus.Skip
			d := &document.Document{Name: name, ID: "x", Source: name, Size: int64(len(src)), Reader: bytes.NewReader(src), Skips: &skips}
			_ = read(t.Context(), d, func(a corpus.Article) error { // refusing is fine
				corpustest.CheckBlocks(t, &a)
				return nil
			})
		}
	})
}
