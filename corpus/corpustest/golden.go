package corpustest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

var update = flag.Bool("update", false, "write the golden files again")

// Updating reports whether the golden files are to be written again.
func Updating() bool { return *update }

// Golden compares got with the file, or writes it with -update.
func Golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -update to write it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

var kindNames = map[corpus.BlockKind]string{corpus.Paragraph: "paragraph", corpus.Heading: "heading", corpus.ListItem: "item",
	corpus.Quotation: "quotation", corpus.Table: "row", corpus.Code: "code", corpus.Caption: "caption", corpus.Byline: "byline"}

// Describe writes an article for people to review.
func Describe(a *corpus.Article) string {
	var out strings.Builder
	fmt.Fprintf(&out, "title: %s\nsource: %s\n", a.Title, a.Source)
	if !a.Published.IsZero() {
		fmt.Fprintf(&out, "published: %s\n", a.Published.Format("2006-01-02 15:04:05"))
	}
	if !a.Revised.IsZero() {
		fmt.Fprintf(&out, "revised: %s\n", a.Revised.Format("2006-01-02 15:04:05"))
	}
	fmt.Fprintf(&out, "language: %s\n", a.Language)
	for _, b := range a.Blocks {
		mark := kindNames[b.Kind]
		if b.Kind == corpus.Heading {
			mark += fmt.Sprint(" ", b.Level)
		}
		if b.Anchor != "" {
			mark += " " + b.Anchor
		}
		fmt.Fprintf(&out, "\n[%s]\n%s\n", mark, a.Text[b.Start:b.End])
	}
	return out.String()
}

// DescribePassages writes the passages of an article for people to review: headings, then
// one sentence a line.
func DescribePassages(a *corpus.Article) string {
	var out strings.Builder
	for _, p := range corpus.Split(a) {
		fmt.Fprintf(&out, "[%s] %s\n", kindNames[p.Kind], strings.Join(p.Headings, " > "))
		for _, s := range p.Sentences {
			fmt.Fprintf(&out, "| %s\n", strings.ReplaceAll(a.Text[s.Start:s.End], "\n", "⏎"))
		}
		out.WriteString("\n")
	}
	return out.String()
}

// GoldenFiles reads every file of a folder of testdata and compares its articles and skips
// with the golden file beside it.
func GoldenFiles(t *testing.T, folder string, read document.Reader) {
	for _, file := range Files(t, folder) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			articles, skips := FromFile(t, file, read)
			var parts []string
			for _, a := range articles {
				parts = append(parts, Describe(&a))
			}
			for _, s := range skips {
				parts = append(parts, fmt.Sprintf("skipped: %s %s: %s: %v\n", s.Input, s.Place, s.Reason, s.Err))
			}
			Golden(t, filepath.Join(filepath.Dir(file), "golden", filepath.Base(file)+".golden"), strings.Join(parts, "\n==========\n\n"))
		})
	}
}

// Files lists the files of a folder of testdata, without the goldens.
func Files(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("testdata", folder))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() {
			files = append(files, filepath.Join("testdata", folder, e.Name()))
		}
	}
	if len(files) == 0 {
		t.Fatalf("no files in testdata/%s", folder)
	}
	return files
}
