// Package verbatim_test holds the rules between the packages of the module.
package verbatim_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A layer says which packages of this module the packages of a folder may import: those
// of its own layer, and those that a pattern names. A pattern is a folder, with /... and
// all below it.
type layer struct {
	dir    string   // a folder with all below it that no layer above in the list has
	mayUse []string // patterns
	tests  []string // patterns of what its tests may use beside that, to have real parts
}

// layers stand in the order of the data: corpus, index, bot and cmd; the most special folder
// comes first.
var layers = []layer{
	{"corpus", nil, nil},
	{"index/reader", nil, nil},
	{"index/term", nil, nil},
	{"index/engine/enginetest", []string{"corpus", "index/term", "index/engine"}, nil},
	{"index/engine", []string{"corpus", "index/term"}, nil},
	{"index/record", []string{"index/term", "index/engine"}, nil},
	{"index/local/postings", []string{"index/term", "index/engine"}, nil},
	{"index/local", []string{"corpus", "index/term", "index/engine", "index/record", "index/local/postings"}, []string{"index/..."}},
	{"index/update", []string{"corpus", "index/term", "index/engine", "index/record"}, []string{"index/local", "index/engine/enginetest"}},
	{"index/eval", []string{"corpus", "index"}, nil},
	{"index", []string{"corpus", "index/term", "index/engine", "index/reader"}, []string{"index/local", "index/update"}},
	{"bot", []string{"corpus", "index", "index/engine", "index/update"}, []string{"index/local"}},
	{"cmd", []string{"corpus/...", "index/...", "bot/..."}, nil},
}

// homes are modules that some folders keep to themselves, the most special first.
var homes = []struct {
	module string
	may    []string // folders, each with all below it
	tests  []string // folders whose tests may, too
}{
	{"github.com/blevesearch/bleve/v2/analysis/lang/", []string{"index/term"}, []string{"index/local"}}, // lists of stop words
	{"github.com/blevesearch/snowballstem", []string{"index/term"}, nil},
	{"github.com/blevesearch/", []string{"index/local/postings"}, []string{"index/local"}},
	{"go.etcd.io/bbolt", []string{"index/local", "bot/store"}, nil},
	{"github.com/bwmarrin/discordgo", []string{"bot"}, nil},
}

const module = "verbatim"

// forbidden says why a package in dir may not import what it imports, "" when it may; test: why
// its tests may not.
func forbidden(dir, imported string, test bool) string {
	for _, home := range homes {
		if !strings.HasPrefix(imported, home.module) {
			continue
		}
		may := home.may
		if test {
			may = slices.Concat(home.may, home.tests)
		}
		if !slices.ContainsFunc(may, func(folder string) bool { return below(dir, folder) }) {
			return "only " + strings.Join(may, " and ") + " may import it"
		}
		break
	}
	target, ours := strings.CutPrefix(imported, module+"/")
	if !ours {
		return ""
	}
	l := layerOf(dir)
	allowed := l.mayUse
	if test {
		allowed = slices.Concat(l.mayUse, l.tests)
	}
	for _, pattern := range allowed {
		folder, deep := strings.CutSuffix(pattern, "/...")
		if target == folder || deep && below(target, folder) {
			return ""
		}
	}
	if layerOf(target).dir == l.dir {
		return ""
	}
	return l.dir + " may import of this module: " + strings.Join(allowed, ", ")
}

// layerOf returns the layer that a folder lies in.
func layerOf(dir string) layer {
	for _, l := range layers {
		if below(dir, l.dir) {
			return l
		}
	}
	return layer{}
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
			if why := forbidden(path.Dir(filepath.ToSlash(name)), imported, strings.HasSuffix(name, "_test.go")); why != "" {
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
		bad, badTest  bool
	}{
		{"index", "github.com/blevesearch/bleve/v2", true, true},
		{"index/local/postings", "github.com/blevesearch/bleve/v2/index/scorch", false, false},
		{"index/local", "github.com/blevesearch/bleve/v2/index/scorch", true, false},
		{"index/local", "go.etcd.io/bbolt", false, false},
		{"index/update", "go.etcd.io/bbolt", true, true},
		{"index/engine", "github.com/blevesearch/bleve_index_api", true, true},
		{"index/term", "github.com/blevesearch/bleve/v2/analysis/lang/en", false, false},
		{"index/term", "github.com/blevesearch/bleve/v2", true, true},
		{"index/eval", "github.com/blevesearch/bleve/v2", true, true},
		{"bot", "github.com/blevesearch/bleve/v2", true, true},
		{"bot/store", "go.etcd.io/bbolt", false, false},
		{"bot/gateway", "github.com/bwmarrin/discordgo", false, false},
		{"cmd/verbatim", "github.com/bwmarrin/discordgo", true, true},
		{"corpus", "verbatim/index", true, true},
		{"corpus/html", "verbatim/corpus", false, false},
		{"index/reader", "verbatim/corpus", true, true},
		{"index/reader", "verbatim/index", true, true},
		{"index/term", "verbatim/corpus", true, true},
		{"index/term", "verbatim/index/engine", true, true},
		{"index/engine", "verbatim/index/term", false, false},
		{"index/engine", "verbatim/index/local", true, true},
		{"index/engine", "verbatim/index", true, true},
		{"index/engine/enginetest", "verbatim/index/engine", false, false},
		{"index/engine/enginetest", "verbatim/index/local", true, true},
		{"index/local", "verbatim/index/engine", false, false},
		{"index/local", "verbatim/index/local/postings", false, false},
		{"index/local/postings", "verbatim/index/local", true, true},
		{"index/update", "verbatim/index/local/postings", true, true},
		{"index/local", "verbatim/index/update", true, false},
		{"index/local", "verbatim/index", true, false},
		{"index/update", "verbatim/index/engine", false, false},
		{"index/update", "verbatim/index/local", true, false},
		{"index/update", "verbatim/index", true, true},
		{"index", "verbatim/index/reader", false, false},
		{"index", "verbatim/index/engine", false, false},
		{"index", "verbatim/index/local", true, false},
		{"index", "verbatim/index/update", true, false},
		{"index", "verbatim/index/eval", true, true},
		{"index", "verbatim/corpus", false, false},
		{"index", "verbatim/bot", true, true},
		{"index/eval", "verbatim/index", false, false},
		{"index/eval", "verbatim/index/local", true, true},
		{"bot", "verbatim/index", false, false},
		{"bot", "verbatim/index/local", true, false},
		{"bot", "verbatim/bot/store", false, false},
		{"bot", "verbatim/cmd/verbatim", true, true},
		{"cmd/verbatim", "verbatim/bot", false, false},
		{"cmd/verbatim", "verbatim/index/local", false, false},
		{"corpus", "strings", false, false},
	}
	for _, tt := range tests {
		if why := forbidden(tt.dir, tt.imported, false); (why != "") != tt.bad {
			t.Errorf("forbidden(%q, %q) = %q", tt.dir, tt.imported, why)
		}
		if why := forbidden(tt.dir, tt.imported, true); (why != "") != tt.badTest {
			t.Errorf("in a test, forbidden(%q, %q) = %q", tt.dir, tt.imported, why)
		}
	}
}
