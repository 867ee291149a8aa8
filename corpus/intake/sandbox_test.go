package intake

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/pdfium/pdfiumtest"
	"verbatim/corpus/sandbox"
	"verbatim/corpus/sandbox/sandboxtest"
	"verbatim/corpus/site"
)

// childArg makes the test binary a child of the sandbox.
const childArg = "child-of-test"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childArg {
		os.Exit(sandboxtest.Serve(os.Args[2:], map[sandbox.Kind]sandbox.Handler{Document: HandleDocument}))
	}
	os.Exit(m.Run())
}

// newBox returns a sandbox whose children are this test.
func newBox(t testing.TB) *sandbox.Box {
	t.Helper()
	self, err := sandbox.Self(childArg)
	if err != nil {
		t.Fatal(err)
	}
	b := sandbox.New(self)
	sandboxtest.Equip(b, self)
	t.Cleanup(b.Close)
	return b
}

// readIn reads one input by a child of a box, or in this process where that is nil.
func readIn(t testing.TB, b *sandbox.Box, in corpus.Input) (articles []corpus.Article, skips []corpus.Skip) {
	t.Helper()
	turn, err := b.Turn(t.Context(), in.Path, in.Size)
	if err != nil {
		t.Fatal(err)
	}
	defer turn.Done()
	ctx := t.Context()
	if turn == nil {
		ctx = pdfiumtest.Context(t)
	}
	skips, err = Read(ctx, turn, in, func(a corpus.Article) error { articles = append(articles, a); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return articles, skips
}

// TestSandboxReadsTheSame reads every file that the tests of the formats have, here and by a
// child: the same articles come of it, byte for byte, and the same skips.
func TestSandboxReadsTheSame(t *testing.T) {
	b := newBox(t)
	read := 0
	for _, in := range testFiles(t) {
		here, skipped := readIn(t, nil, in)
		there, skippedThere := readIn(t, b, in)
		if diff := cmp.Diff(here, there); diff != "" {
			t.Errorf("%s (-here +there):\n%s", in.Path, diff)
		}
		if diff := cmp.Diff(corpustest.SkipLines(skipped), corpustest.SkipLines(skippedThere)); diff != "" {
			t.Errorf("%s, skips (-here +there):\n%s", in.Path, diff)
		}
		read += len(there)
	}
	if read < 100 {
		t.Errorf("%d articles only", read)
	}
}

// TestPDFInArchive reads an archive that turns out to hold a PDF, for which a child without
// PDFium is not enough.
func TestPDFInArchive(t *testing.T) {
	report, err := os.ReadFile("../format/pdf/testdata/pdf/report.pdf")
	if err != nil {
		t.Fatal(err)
	}
	in := hostileFile(t, "all.zip", corpustest.Zipped(t, "a.txt", "The bridge was built by Johann Felder.", "report.pdf", string(report), "z.txt", "The ferry leaves at nine."))
	articles, skips := readIn(t, newBox(t), in)
	var ids []string
	for _, a := range articles {
		ids = append(ids, a.ID)
	}
	if diff := cmp.Diff([]string{"all/a", "all/report", "all/z"}, ids); diff != "" || len(skips) > 0 {
		t.Errorf("skips %v, %s", skips, diff)
	}
}

// testFiles lists the test data of the formats, as if it were published.
func testFiles(t *testing.T) []corpus.Input {
	t.Helper()
	var inputs []corpus.Input
	err := filepath.WalkDir("../format", func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || !strings.Contains(path, "testdata") || strings.Contains(path, "fuzz") || strings.HasSuffix(path, ".golden") {
			return err
		}
		info, err := e.Info()
		in := fileInput("../format", path, path, info)
		in.Page = &site.Page{Generator: site.MkDocs, Base: "https://docs.example.org/", Route: "docs/", Path: filepath.ToSlash(path)}
		inputs = append(inputs, in)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return inputs
}
