package table

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
)

func TestCSVGolden(t *testing.T) { corpustest.GoldenFiles(t, "csv", Read) }

func FuzzCSV(f *testing.F) { corpustest.Fuzz(f, "csv", ".csv", Read) }

// A table of any length takes the memory of a few rows.
func TestEndlessTable(t *testing.T) {
	const rows = 30_000
	src := io.MultiReader(strings.NewReader("title,text\n"), &lines{left: rows, line: "Row,\"A row that says little, but says it again and again.\"\n"})
	var skips []corpus.Skip
	d := &document.Document{Name: "x.csv", ID: "x", Source: "x.csv", Size: -1, Reader: src, Skips: &skips}
	n, peak := 0, uint64(0)
	err := Read(t.Context(), d, func(a corpus.Article) error {
		if n++; n%10_000 == 0 {
			runtime.GC() // what other tests left is not the table's
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
		return nil
	})
	if err != nil || n != rows || len(skips) != 0 {
		t.Errorf("%d of %d rows, error %v, skips %v", n, rows, err, skips)
	}
	if peak > 64<<20 {
		t.Errorf("heap grew to %d MiB", peak>>20)
	}
}

// lines yields one line over and over.
type lines struct {
	left int
	line string
	rest string
}

func (l *lines) Read(p []byte) (int, error) {
	if l.rest == "" {
		if l.left == 0 {
			return 0, io.EOF
		}
		l.left--
		l.rest = l.line
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}
