package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/pdfium/pdfiumtest"
)

// Sentences of the cases.
const (
	opens = "The harbour opens at six in the morning."
	wait  = "Ships wait outside the wall of the town."
	six   = "The harbour opens at six."
)

// TestCases reads small files in which text is drawn in odd ways.
func TestCases(t *testing.T) {
	dir := cases(t)
	for name, want := range map[string][]string{
		"text-and-nothing-else.pdf":     {opens, wait},
		"inline-image-with-bracket.pdf": {opens, wait},
		"hex-filter.pdf":                {opens, wait},
		"ascii85-filter.pdf":            {opens, wait},
		"text-drawn-turned.pdf":         {opens, wait},
		"rotated-page.pdf":              {opens, wait},
		"no-encoding-no-tounicode.pdf":  {opens, wait},
		"large-text-only.pdf":           {opens, "Ships wait outside"},
		"letter-spaced.pdf":             {six},
		"words-by-spacing.pdf":          {six},
		"two-columns.pdf":               {columnText(50, 0) + " " + columnText(50, 5)},
		"two-columns-with-drawing.pdf":  append(append([]string{columnText(50, 0)}, labels()...), columnText(32, 5)),
	} {
		articles, skips := corpustest.FromFile(t, filepath.Join(dir, name), pdfiumtest.Reader(t, Read))
		if len(articles) != 1 || len(skips) > 0 {
			t.Errorf("%s: %d articles, skips %v", name, len(articles), skips)
			continue
		}
		if diff := cmp.Diff(want, partsOf(&articles[0])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// partsOf returns the sentences and headings of an article; what has no full stop, as a whole.
func partsOf(a *corpus.Article) (out []string) {
	for _, b := range a.Blocks {
		text := a.Text[b.Start:b.End]
		if head, tail, ok := strings.Cut(text, ". "); ok {
			out = append(out, head+".", tail)
		} else {
			out = append(out, text)
		}
	}
	return out
}

// columnText is what a column of those cases says: nine words a line, of a sentence that begins
// anew.
func columnText(lines, shift int) string {
	words := strings.Fields("The harbour lies behind a wall of grey stone and the gate of it opens at six in the morning every day of the year while the bell rings twice before a storm and ships that come late wait outside until the keeper has lit both lamps on the north side")
	var out []string
	for i := range 9 * lines {
		out = append(out, words[(shift+i)%len(words)])
	}
	return strings.Join(out, " ")
}

// labels are those of the drawing, in rows of five.
func labels() (rows []string) {
	for i := 0; i < 60; i += 5 {
		var row []string
		for k := range 5 {
			row = append(row, fmt.Sprint("L", i+k))
		}
		rows = append(rows, strings.Join(row, "\t"))
	}
	return rows
}

// cases returns the folder of small files that lies beside the repository.
func cases(t *testing.T) string {
	t.Helper()
	root := os.Getenv("VERBATIM_SHARED")
	if root == "" {
		root = "../../../../shared"
	}
	dir := filepath.Join(root, "cases", "docs", "made")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is not there; set VERBATIM_SHARED to the folder of question sets", dir)
	}
	return dir
}
