package corpus

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files again")

// golden compares got with the file, or writes it with -update.
func golden(t *testing.T, file, got string) {
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

var kindNames = map[BlockKind]string{Paragraph: "paragraph", Heading: "heading", ListItem: "item", Quotation: "quotation",
	Table: "row", Code: "code", Caption: "caption", Byline: "byline"}

// describe writes an article for people to review.
func describe(a *Article) string {
	var out strings.Builder
	fmt.Fprintf(&out, "title: %s\nsource: %s\n", a.Title, a.Source)
	if !a.Published.IsZero() {
		fmt.Fprintf(&out, "published: %s\n", a.Published.Format("2006-01-02 15:04:05"))
	}
	fmt.Fprintf(&out, "language: %s\n", a.Language)
	for _, b := range a.Blocks {
		mark := kindNames[b.Kind]
		if b.Kind == Heading {
			mark += fmt.Sprint(" ", b.Level)
		}
		if b.Anchor != "" {
			mark += " " + b.Anchor
		}
		fmt.Fprintf(&out, "\n[%s]\n%s\n", mark, a.Text[b.Start:b.End])
	}
	return out.String()
}

// goldenFiles reads every file of a folder of testdata as Read does and compares its
// articles and skips with the golden file beside it.
func goldenFiles(t *testing.T, folder string) {
	for _, file := range testFiles(t, folder) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			articles, skips := readAll(t, file)
			var parts []string
			for _, a := range articles {
				checkBlocks(t, &a)
				parts = append(parts, describe(&a))
			}
			for _, s := range skips {
				parts = append(parts, fmt.Sprintf("skipped: %s %s: %s: %v\n", s.Input, s.Place, s.Reason, s.Err))
			}
			golden(t, filepath.Join(filepath.Dir(file), "golden", filepath.Base(file)+".golden"), strings.Join(parts, "\n==========\n\n"))
		})
	}
}

// testFiles lists the files of a folder of testdata, without the goldens.
func testFiles(t testing.TB, folder string) []string {
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

// readAll reads one file as the program does.
func readAll(t testing.TB, file string) ([]Article, []Skip) {
	t.Helper()
	var articles []Article
	in := Input{Key: filepath.Base(file), ID: withoutExt(filepath.Base(file)), Path: file, Root: filepath.Dir(file), Size: -1}
	skips, err := Read(t.Context(), in, func(a Article) error {
		articles = append(articles, a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return articles, skips
}

// fuzzFormat feeds a reader with the files of a folder of testdata and what comes of
// them: it must not panic, and its articles must hold the invariant.
func fuzzFormat(f *testing.F, folder, ext string) {
	for _, file := range testFiles(f, folder) {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	form, ok := formatOf("x" + ext)
	if !ok {
		f.Fatalf("no format for %s", ext)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var skips []Skip
		d := &document{name: "x" + ext, id: "x", source: "x" + ext, size: int64(len(src)),
			reader: bytes.NewReader(src), at: bytes.NewReader(src), skips: &skips}
		_ = form.parse(t.Context(), d, func(a Article) error { // refusing is fine
			checkBlocks(t, &a)
			return nil
		})
	})
}

// checkBlocks holds an article to the package's invariant.
func checkBlocks(t *testing.T, a *Article) {
	t.Helper()
	if !utf8.ValidString(a.Text) || strings.Contains(a.Text, "\r") {
		t.Fatalf("text is not clean UTF-8: %q", a.Text)
	}
	at := 0
	for _, b := range a.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(a.Text) {
			t.Fatalf("block %+v after %d in a text of %d bytes", b, at, len(a.Text))
		}
		if strings.TrimFunc(a.Text[at:b.Start], unicode.IsSpace) != "" {
			t.Fatalf("text between blocks: %q", a.Text[at:b.Start])
		}
		if text := a.Text[b.Start:b.End]; !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
			t.Fatalf("block %+v holds %q", b, text)
		}
		at = b.End
	}
	if strings.TrimSpace(a.Text[at:]) != "" {
		t.Fatalf("text after the last block: %q", a.Text[at:])
	}
}
