package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/sandbox"
)

// A hostile is a file and what has to become of it: articles, or one skip with a reason.
type hostile struct {
	name     string
	reason   corpus.Reason // "" for articles
	articles int
}

// TestHostile reads files that ended the program, hung it or starved it.
func TestHostile(t *testing.T) {
	b := newBox(t)
	for _, h := range []hostile{
		{"pdf-columns-by-reference.pdf", corpus.ReasonMalformed, 0},
		{"pdf-object-stream-extends-itself.pdf", corpus.ReasonMalformed, 0},
		{"pdf-parent-self.pdf", "", 1},
		{"epub-spine-square.epub", corpus.ReasonTooLarge, 0},
		{"epub-chapter-again.epub", corpus.ReasonEmpty, 0}, // its one chapter has no text
		{"md-same-headings.md", "", 1},
		{"md-table-short-rows.md", corpus.ReasonMemory, 0},
	} {
		h.check(t, b)
	}
}

// check reads the file, and a good one after it.
func (h hostile) check(t *testing.T, b *sandbox.Box) {
	t.Helper()
	path := filepath.Join(trustCases(t), h.name)
	info, err := os.Stat(path)
	if err != nil {
		t.Error(err)
		return
	}
	articles, skips := readIn(t, b, fileInput(filepath.Dir(path), h.name, path, info))
	found := h.reason == "" && len(skips) == 0
	for _, s := range skips {
		found = found || s.Reason == h.reason
	}
	if len(articles) != h.articles || !found {
		t.Errorf("%s: %d articles, %v, want %d, %q", h.name, len(articles), skips, h.articles, h.reason)
	}
	if good, skips := readIn(t, b, goodFile(t)); len(good) != 1 || len(skips) > 0 {
		t.Errorf("after %s: %d articles, %v", h.name, len(good), skips)
	}
}

// goodFile writes a file that has to be read whatever stands beside it.
func goodFile(t testing.TB) corpus.Input {
	t.Helper()
	return hostileFile(t, "good.txt", []byte("The old bridge of Varn was built by Johann Felder.\n"))
}

func hostileFile(t testing.TB, name string, data []byte) corpus.Input {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return fileInput(filepath.Dir(path), name, path, info)
}

// trustCases returns the folder of hostile files that lie beside the repository.
func trustCases(t *testing.T) string {
	t.Helper()
	root := os.Getenv("VERBATIM_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	dir := filepath.Join(root, "cases", "trust")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is not there; set VERBATIM_SHARED to the folder of question sets", dir)
	}
	return dir
}

// TestHostileSmall reads small files of the kinds that the slow tests make large, here without
// a sandbox: each has to come to an end by itself.
func TestHostileSmall(t *testing.T) {
	for _, h := range corpustest.Hostiles() {
		if strings.Contains(needsSandbox, " "+h.Name+" ") {
			continue
		}
		t.Run(h.Name, func(t *testing.T) { readIn(t, nil, hostileFile(t, h.Name, h.Make(t, 2000))) })
	}
}

// needsSandbox names those that only a sandbox ends: libraries loop, or take all memory.
const needsSandbox = " forms.pdf bomb.docx bomb.epub "
