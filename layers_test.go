// Package verbatim_test holds the rules between the packages of the module.
package verbatim_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A layer says which packages of this module a package may import. Its folder is one, or
// with "/..." at its end everything below it too, as the go command writes it.
type layer struct {
	dir    string
	mayUse []string // folders of this module; its own is always allowed
	tests  []string // those that its tests may import besides
}

// layers stand in the order of the data: corpus, index, bot and cmd, and inside corpus from
// the nouns up to what reads. A format knows none of the others and nothing of who chooses
// it. The first layer that holds a package counts.
var layers = []layer{
	{"corpus/articles", nil, nil},
	{"corpus/sentence", nil, nil},
	{"corpus/language", []string{"corpus/sentence"}, nil},
	{"corpus", []string{"corpus/sentence"}, []string{"corpus/corpustest"}},
	{"corpus/document", []string{"corpus", "corpus/language"}, nil},
	{"corpus/corpustest", []string{"corpus", "corpus/document"}, nil},
	{"corpus/layout", []string{"corpus", "corpus/sentence"}, []string{"corpus/corpustest", "corpus/document", "corpus/language"}},
	{"corpus/markup", []string{"corpus", "corpus/document"}, []string{"corpus/corpustest"}},
	{"corpus/format", []string{"corpus", "corpus/document", "corpus/format/..."}, []string{"corpus/corpustest"}},
	{"corpus/format/...", []string{"corpus", "corpus/document", "corpus/language", "corpus/layout", "corpus/markup", "corpus/sentence"},
		[]string{"corpus/corpustest", "corpus/format"}},
	{"corpus/intake", []string{"corpus", "corpus/articles", "corpus/document", "corpus/format"}, []string{"corpus/corpustest"}},
	{"corpus/web", []string{"corpus", "corpus/document", "corpus/format", "corpus/format/feed", "corpus/markup"}, []string{"corpus/corpustest"}},
	{"corpus/...", nil, nil},
	{"index/reader/...", nil, nil},
	{"index/...", []string{"corpus/...", "index/..."}, nil},
	{"bot/...", []string{"corpus/...", "index/...", "bot/..."}, nil},
	{"cmd/...", []string{"corpus/...", "index/...", "bot/...", "cmd/..."}, nil},
}

// engines are modules that one folder keeps to itself.
var engines = map[string]string{
	"github.com/blevesearch/":       "index",
	"github.com/bwmarrin/discordgo": "bot",
}

const module = "verbatim"

// forbidden says why a package in dir may not import what it imports, "" when it may.
func forbidden(dir, imported string) string {
	for engine, home := range engines {
		if strings.HasPrefix(imported, engine) && (!below(dir, home) || below(dir, "index/reader") || below(dir, "index/eval")) {
			return "only " + home + " may import it"
		}
	}
	target, ours := strings.CutPrefix(imported, module+"/")
	if !ours {
		return ""
	}
	l := layerOf(dir)
	if target == dir || holds(l.mayUse, target) {
		return ""
	}
	return dir + " may import of this module: " + strings.Join(l.mayUse, ", ")
}

// forTests reports whether the tests of a package in dir may import what the package may
// not.
func forTests(dir, imported string) bool {
	return holds(layerOf(dir).tests, strings.TrimPrefix(imported, module+"/"))
}

// layerOf returns the layer of a folder; one that is not listed may import nothing of ours.
func layerOf(dir string) layer {
	for _, l := range layers {
		if holds([]string{l.dir}, dir) {
			return l
		}
	}
	return layer{dir: dir}
}

// holds reports whether one of the folders is dir, or ends in "/..." and dir is below it.
func holds(folders []string, dir string) bool {
	for _, folder := range folders {
		if tree, ok := strings.CutSuffix(folder, "/..."); dir == folder || ok && below(dir, tree) {
			return true
		}
	}
	return false
}

func below(dir, folder string) bool { return dir == folder || strings.HasPrefix(dir, folder+"/") }

func TestLayers(t *testing.T) {
	checked := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || name != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		checked++
		for _, imported := range importsOf(t, name) {
			dir := path.Dir(filepath.ToSlash(name))
			if strings.HasSuffix(name, "_test.go") && forTests(dir, imported) {
				continue
			}
			if why := forbidden(dir, imported); why != "" {
				t.Errorf("%s imports %s: %s", name, imported, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked < 50 {
		t.Errorf("looked at %d files only", checked)
	}
}

func importsOf(t *testing.T, name string) []string {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, imported)
	}
	return all
}

func TestForbidden(t *testing.T) {
	tests := []struct {
		dir, imported string
		bad           bool
	}{
		{"index", "github.com/blevesearch/bleve/v2", false},
		{"index/eval", "github.com/blevesearch/bleve/v2", true},
		{"bot", "github.com/blevesearch/bleve/v2", true},
		{"bot/gateway", "github.com/bwmarrin/discordgo", false},
		{"cmd/verbatim", "github.com/bwmarrin/discordgo", true},
		{"corpus", "verbatim/index", true},
		{"corpus", "verbatim/corpus/sentence", false},
		{"corpus", "verbatim/corpus/document", true},
		{"corpus/sentence", "verbatim/corpus", true},
		{"corpus/document", "verbatim/corpus", false},
		{"corpus/document", "verbatim/corpus/format", true},
		{"corpus/layout", "verbatim/corpus/markup", true},
		{"corpus/format", "verbatim/corpus/format/pdf", false},
		{"corpus/format", "verbatim/corpus/intake", true},
		{"corpus/format/html", "verbatim/corpus", false},
		{"corpus/format/html", "verbatim/corpus/markup", false},
		{"corpus/format/html", "verbatim/corpus/format/html", false},
		{"corpus/format/html", "verbatim/corpus/corpustest", true},
		{"corpus/format/epub", "verbatim/corpus/format/html", true},
		{"corpus/format/archive", "verbatim/corpus/format", true},
		{"corpus/format/feed", "verbatim/corpus/web", true},
		{"corpus/format/feed", "verbatim/corpus/intake", true},
		{"corpus/intake", "verbatim/corpus/format", false},
		{"corpus/intake", "verbatim/corpus/web", true},
		{"corpus/web", "verbatim/corpus/format/feed", false},
		{"corpus/web", "verbatim/corpus/intake", true},
		{"corpus/unheard/of", "verbatim/corpus", true},
		{"index/reader", "verbatim/corpus", true},
		{"index/reader", "verbatim/index", true},
		{"index", "verbatim/index/reader", false},
		{"index", "verbatim/corpus", false},
		{"index", "verbatim/bot", true},
		{"index/eval", "verbatim/index", false},
		{"bot", "verbatim/index", false},
		{"bot", "verbatim/cmd/verbatim", true},
		{"cmd/verbatim", "verbatim/bot", false},
		{"corpus", "strings", false},
	}
	for _, tt := range tests {
		if why := forbidden(tt.dir, tt.imported); (why != "") != tt.bad {
			t.Errorf("forbidden(%q, %q) = %q", tt.dir, tt.imported, why)
		}
	}
}

func TestForTests(t *testing.T) {
	tests := []struct {
		dir, imported string
		fine          bool
	}{
		{"corpus", "verbatim/corpus/corpustest", true},
		{"corpus/format/archive", "verbatim/corpus/format", true},
		{"corpus/format/epub", "verbatim/corpus/format/html", false},
		{"corpus/sentence", "verbatim/corpus/corpustest", false},
		{"index", "verbatim/bot", false},
	}
	for _, tt := range tests {
		if fine := forTests(tt.dir, tt.imported); fine != tt.fine {
			t.Errorf("forTests(%q, %q) = %v", tt.dir, tt.imported, fine)
		}
	}
}
