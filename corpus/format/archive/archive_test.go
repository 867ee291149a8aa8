package archive_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
	"verbatim/corpus/format"
	"verbatim/corpus/format/archive"
)

func TestArchiveGolden(t *testing.T) { corpustest.GoldenFiles(t, "archive", format.Read) }

func FuzzArchive(f *testing.F) { corpustest.Fuzz(f, "archive", ".zip", archive.Zip(format.Read)) }

// TestLargeArchive reads members of more text than an archive may hold: what fits is passed on.
func TestLargeArchive(t *testing.T) {
	member := strings.Repeat("a", 100<<20)
	whole := func(_ context.Context, _ *document.Document, yield func(corpus.Article) error) error {
		return yield(corpus.Article{Text: member})
	}
	src := corpustest.Zipped(t, "a.txt", "", "b.txt", "", "c.txt", "")
	for _, large := range []bool{false, true} {
		passed := 0
		d := document.Document{Name: "a.zip", Size: int64(len(src)), Reader: bytes.NewReader(src), At: bytes.NewReader(src), Skips: new([]corpus.Skip), Large: large}
		err := archive.Zip(whole)(t.Context(), &d, func(corpus.Article) error { passed++; return nil })
		if large && (err != nil || passed != 3) || !large && (document.ReasonOf(err) != corpus.ReasonTooLarge || passed != 2) {
			t.Errorf("large %v: %d members, %v", large, passed, err)
		}
	}
}
