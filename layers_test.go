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

// A layer says which packages of this module the packages below a folder may import.
type layer struct {
	dir    string
	mayUse []string // folders of this module, each with what is below it; its own is always allowed
}

// layers stand in the order of the data: corpus, index, bot and cmd. The most special
// folder comes first.
var layers = []layer{
	{"corpus", nil},
	{"index/reader", nil},
	{"index/vector", nil},
	{"index", []string{"corpus"}},
	{"bot", []string{"corpus", "index"}},
	{"cmd", []string{"corpus", "index", "bot"}},
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
		if strings.HasPrefix(imported, engine) && (!below(dir, home) || below(dir, "index/reader") || below(dir, "index/vector") || below(dir, "index/eval")) {
			return "only " + home + " may import it"
		}
	}
	target, ours := strings.CutPrefix(imported, module+"/")
	if !ours {
		return ""
	}
	for _, l := range layers {
		if !below(dir, l.dir) {
			continue
		}
		for _, allowed := range append(l.mayUse, l.dir) {
			if below(target, allowed) {
				return ""
			}
		}
		return l.dir + " may import of this module: " + strings.Join(l.mayUse, ", ")
	}
	return ""
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
			if why := forbidden(path.Dir(filepath.ToSlash(name)), imported); why != "" {
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
		{"corpus/html", "verbatim/corpus", false},
		{"index/reader", "verbatim/corpus", true},
		{"index/reader", "verbatim/index", true},
		{"index/vector", "verbatim/index/reader", true},
		{"index/vector", "github.com/blevesearch/bleve/v2", true},
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
