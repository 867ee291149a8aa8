package corpus

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files again")

// updating reports whether the golden files are to be written again.
func updating() bool { return *update }

// golden compares got with the file, or writes it with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if updating() {
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

// describePassages writes the passages of an article for people to review: headings, then
// one sentence a line.
func describePassages(a *Article) string {
	var out strings.Builder
	for _, p := range Split(a) {
		fmt.Fprintf(&out, "[%s] %s\n", kindNames[p.Kind], strings.Join(p.Headings, " > "))
		for _, s := range p.Sentences {
			fmt.Fprintf(&out, "| %s\n", strings.ReplaceAll(a.Text[s.Start:s.End], "\n", "⏎"))
		}
		out.WriteString("\n")
	}
	return out.String()
}

// goldenFiles reads every file of a folder of testdata and compares its articles and skips
// with the golden file beside it.
func goldenFiles(t *testing.T, folder string, read Reader) {
	for _, file := range files(t, folder) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			articles, skips := fromFile(t, file, read)
			var parts []string
			for _, a := range articles {
				parts = append(parts, describe(&a))
			}
			for _, s := range skips {
				parts = append(parts, fmt.Sprintf("skipped: %s %s: %s: %v\n", s.Input, s.Place, s.Reason, s.Err))
			}
			golden(t, filepath.Join(filepath.Dir(file), "golden", filepath.Base(file)+".golden"), strings.Join(parts, "\n==========\n\n"))
		})
	}
}

// files lists the files of a folder of testdata, without the goldens.
func files(t testing.TB, folder string) []string {
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

// fromFile reads one file of testdata.
func fromFile(t testing.TB, file string, read Reader) ([]Article, []Skip) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return fromBytes(t, file, src, read)
}

// fromBytes reads src as a file of the given name, as the program does, and holds its
// articles to the invariant of blocks.
func fromBytes(t testing.TB, name string, src []byte, read Reader) ([]Article, []Skip) {
	t.Helper()
	return readDoc(t, &Document{Name: name, Size: int64(len(src)), Reader: bytes.NewReader(src), At: bytes.NewReader(src)}, read)
}

// fromStream reads what comes out of src, once, as a file of the given name.
func fromStream(t testing.TB, name string, src io.Reader, read Reader) ([]Article, []Skip) {
	t.Helper()
	return readDoc(t, &Document{Name: name, Size: -1, Reader: src}, read)
}

func readDoc(t testing.TB, d *Document, read Reader) ([]Article, []Skip) {
	t.Helper()
	var articles []Article
	var skips []Skip
	d.ID, d.Source, d.Skips = WithoutExt(filepath.Base(d.Name)), filepath.ToSlash(d.Name), &skips
	err := d.Read(t.Context(), "test", read, func(a Article) error {
		checkBlocks(t, &a)
		articles = append(articles, a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return articles, skips
}

// skipLines writes skips, one a line.
func skipLines(skips []Skip) string {
	var lines []string
	for _, s := range skips {
		lines = append(lines, fmt.Sprintf("%s %s %s", s.Input, s.Place, s.Reason))
	}
	return strings.Join(lines, "\n")
}

// fuzz feeds a reader with the files of a folder of testdata and what comes of
// them: it must not panic, and its articles must hold the invariant.
func fuzz(f *testing.F, folder, ext string, read Reader) {
	for _, file := range files(f, folder) {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var skips []Skip
		d := &Document{Name: "x" + ext, ID: "x", Source: "x" + ext, Size: int64(len(src)),
			Reader: bytes.NewReader(src), At: bytes.NewReader(src), Skips: &skips}
		_ = read(t.Context(), d, func(a Article) error { // refusing is fine
			checkBlocks(t, &a)
			return nil
		})
	})
}

// checkBlocks holds an article to the invariant of blocks.
func checkBlocks(t testing.TB, a *Article) {
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

// checkPassages holds an article to the invariants of blocks, passages and sentences.
func checkPassages(t testing.TB, a *Article) {
	t.Helper()
	checkBlocks(t, a)
	at := 0
	passages := Split(a)
	for _, p := range passages {
		if p.Start < at || p.End > len(a.Text) || len(p.Sentences) == 0 {
			t.Fatalf("%s: passage %d-%d out of place behind %d", a.ID, p.Start, p.End, at)
		}
		if p.Sentences[0].Start != p.Start || p.Sentences[len(p.Sentences)-1].End != p.End {
			t.Fatalf("%s: passage %d-%d does not begin and end with its sentences", a.ID, p.Start, p.End)
		}
		checkTiles(t, a.Text, p)
		at = p.End
	}
	for _, b := range a.Blocks {
		quotable := b.Kind != Heading && b.Kind != Caption && b.Kind != Byline
		if covered(passages, b) != quotable {
			t.Fatalf("%s: block %d-%d of kind %d: in a passage %v", a.ID, b.Start, b.End, b.Kind, !quotable)
		}
	}
}

// checkTiles reports whether the sentences of a passage are ordered, apart, on rune
// boundaries, free of white space at their ends, and together all but white space.
func checkTiles(t testing.TB, text string, p Passage) {
	t.Helper()
	at := p.Start
	for _, s := range p.Sentences {
		if s.Start < at || s.End <= s.Start || s.End > p.End {
			t.Fatalf("sentence %d-%d out of place behind %d in %q", s.Start, s.End, at, text)
		}
		if gap := text[at:s.Start]; strings.TrimSpace(gap) != "" {
			t.Fatalf("%q is in no sentence of %q", gap, text)
		}
		inner := text[s.Start:s.End]
		if strings.TrimFunc(inner, unicode.IsSpace) != inner {
			t.Fatalf("white space around %q", inner)
		}
		if !utf8.ValidString(inner) {
			t.Fatalf("%q is cut inside a character", inner)
		}
		at = s.End
	}
}

// covered reports whether a block lies in passages, from its start to its end.
func covered(passages []Passage, b Block) bool {
	first, last := false, false
	for _, p := range passages {
		first = first || p.Start <= b.Start && b.Start < p.End
		last = last || p.Start < b.End && b.End <= p.End
	}
	return first && last
}

// zipped packs names and contents, which take turns.
func zipped(t testing.TB, members ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i+1 < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, members[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(fmt.Errorf("write zip: %w", err))
	}
	return out.Bytes()
}

// gzipped packs what comes out of src.
func gzipped(t testing.TB, src io.Reader) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := io.Copy(z, src); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(fmt.Errorf("write gzip: %w", err))
	}
	return out.Bytes()
}

// endless is a reader of one byte without end.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	p[0] = byte(e)
	for n := 1; n < len(p); n *= 2 {
		copy(p[n:], p[:n])
	}
	return len(p), nil
}
