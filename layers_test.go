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
	{"monitor/...", nil, nil},
	{"corpus/articles", nil, nil},
	{"corpus/sentence", nil, nil},
	{"corpus/language", []string{"corpus/sentence"}, nil},
	{"corpus/site", nil, nil},
	{"corpus", []string{"corpus/sentence", "corpus/site"}, []string{"corpus/corpustest"}},
	{"corpus/date", nil, nil},
	{"corpus/history", nil, nil},
	{"corpus/version", nil, nil},
	{"corpus/document", []string{"corpus", "corpus/date", "corpus/language", "corpus/site"}, nil},
	{"corpus/corpustest", []string{"corpus", "corpus/document"}, nil},
	{"corpus/layout", []string{"corpus", "corpus/sentence"}, []string{"corpus/corpustest", "corpus/document", "corpus/language"}},
	{"corpus/markup", []string{"corpus", "corpus/document"}, []string{"corpus/corpustest"}},
	{"corpus/format", []string{"corpus", "corpus/document", "corpus/site", "corpus/format/..."}, []string{"corpus/corpustest", "corpus/markup", "corpus/pdfium/..."}},
	{"corpus/format/...", []string{"corpus", "corpus/document", "corpus/language", "corpus/layout", "corpus/markup", "corpus/pdfium", "corpus/sentence", "corpus/site"},
		[]string{"corpus/corpustest", "corpus/format", "corpus/pdfium/..."}},
	{"corpus/pdfium", nil, []string{"corpus/pdfium/..."}},
	{"corpus/pdfium/...", []string{"corpus", "corpus/document", "corpus/pdfium"}, nil},
	{"corpus/sandbox", []string{"corpus", "corpus/document", "corpus/pdfium", "corpus/site"}, []string{"corpus/corpustest", "corpus/format", "corpus/pdfium/..."}},
	{"corpus/sandbox/...", []string{"corpus/pdfium/...", "corpus/sandbox"}, nil},
	{"corpus/intake", []string{"corpus", "corpus/articles", "corpus/document", "corpus/format", "corpus/history", "corpus/sandbox", "corpus/site"},
		[]string{"corpus/corpustest", "corpus/pdfium/...", "corpus/sandbox/..."}},
	{"corpus/web/robots", nil, nil},
	{"corpus/web/public", nil, nil},
	{"corpus/clone", []string{"corpus/web/public"}, nil},
	{"corpus/web", []string{"corpus", "corpus/document", "corpus/format", "corpus/format/feed", "corpus/markup", "corpus/sandbox", "corpus/web/public", "corpus/web/robots"}, []string{"corpus/corpustest", "corpus/sandbox/..."}},
	{"corpus/...", nil, nil},
	{"index/reader/...", nil, nil},
	{"index/question", nil, nil},
	{"index/fragment", nil, []string{"browsertest", "corpus", "corpus/corpustest", "corpus/format/html"}},
	{"index/vector", nil, nil},
	{"index/term/...", nil, nil},
	{"index/extent", []string{"corpus"}, []string{"corpus/sentence"}},
	{"index/engine/enginetest/...", []string{"corpus", "index/term", "index/engine"}, nil},
	{"index/engine", []string{"corpus", "index/term"}, nil},
	{"index/overlay", []string{"corpus", "index/term", "index/engine"}, []string{"index", "index/local", "index/engine/enginetest"}},
	{"index/record/...", []string{"corpus", "index/term", "index/engine"}, nil},
	{"index/local/disk", []string{"index/engine"}, nil},
	{"index/local/catalogue", []string{"index/term", "index/engine", "index/record", "index/local/disk"}, nil},
	{"index/local/postings", []string{"index/term", "index/engine", "index/local/disk"}, nil},
	{"index/local", []string{"corpus", "index/term", "index/engine", "index/record", "index/local/...", "index/vector"}, []string{"corpus/...", "index/..."}},
	{"index/opensearch", []string{"cluster", "corpus", "index/term", "index/engine", "index/record", "index/vector"}, []string{"cluster/clustertest", "corpus/...", "index/..."}},
	{"index/update/...", []string{"corpus", "corpus/clone", "corpus/intake", "corpus/sandbox", "corpus/web", "index/term", "index/engine", "index/record"},
		[]string{"index/local", "index/engine/enginetest"}},
	{"index/meaning", []string{"index/engine"}, []string{"corpus", "index/term", "index/local", "index/reader", "index/update"}},
	{"index/prediction", []string{"index"}, []string{"index/eval"}},
	{"index/eval/own", []string{"index", "index/eval"}, nil},
	{"index/eval/report", []string{"index", "index/eval"}, nil},
	{"index/eval/...", []string{"corpus", "corpus/intake", "index"}, nil},
	{"index", []string{"corpus", "corpus/date", "corpus/version", "index/extent", "index/fragment", "index/question", "index/term", "index/engine", "index/overlay", "index/reader"},
		[]string{"corpus/corpustest", "corpus/pdfium/...", "index/local", "index/update"}},
	{"cluster", nil, []string{"cluster/clustertest"}},
	{"cluster/clustertest/...", []string{"cluster"}, nil},
	{"bot/gateway/pace/...", nil, nil},
	{"bot/gateway/event/...", []string{"bot/discordtest"}, nil},
	{"bot/gateway/guard/...", []string{"bot/gateway/event", "bot/discordtest"}, nil},
	{"bot/gateway/rest/...", []string{"bot/gateway/event", "bot/gateway/pace", "bot/discordtest"}, nil},
	{"bot/gateway", []string{"bot/gateway/event", "bot/gateway/guard", "bot/gateway/pace", "bot/gateway/rest", "bot/discordtest"}, nil},
	{"bot/discordtest/...", nil, nil},
	{"bot/goldentest/...", nil, nil},
	{"bot/markdown/...", []string{"bot/markdown/..."}, nil},
	{"bot/text/...", nil, nil},
	{"bot/act/...", nil, nil},
	{"bot/memory/...", nil, nil},
	{"bot/limit/...", nil, nil},
	{"bot/queue/...", nil, nil},
	{"bot/store/...", nil, nil},
	{"bot/home/...", []string{"cluster", "bot/store"}, []string{"cluster/clustertest"}},
	{"bot/sight/...", nil, nil},
	{"bot/hear/...", []string{"bot/act", "bot/store"}, nil},
	{"bot/message/...", []string{"bot/gateway/rest", "bot/markdown"}, nil},
	{"bot/library/...", []string{"index", "index/overlay", "bot/markdown", "bot/message"}, nil},
	{"bot/shelf/...", []string{"corpus", "corpus/format/discord", "corpus/language", "index", "index/overlay", "bot/library", "bot/markdown", "bot/memory", "bot/store"}, []string{"index/local", "index/update"}},
	{"bot/live/...", []string{"bot/gateway/rest", "bot/hear", "bot/store"}, []string{"bot/discordtest"}},
	{"bot/call/...", []string{"bot/gateway/...", "bot/markdown", "bot/message", "bot/text", "bot/discordtest", "monitor"}, nil},
	{"bot/card/...", []string{"corpus", "index", "index/engine", "index/update", "bot/library", "bot/limit", "bot/markdown/...", "bot/message", "bot/store", "bot/text", "bot/goldentest"}, nil},
	{"bot/command/...", []string{"bot/gateway/rest", "bot/text", "bot/goldentest"}, nil},
	{"bot/rush/...", []string{"index", "index/question", "bot/library", "bot/memory", "bot/queue"}, nil},
	{"bot/manage/...", []string{"index", "index/engine", "index/update", "bot/call", "bot/card", "bot/command", "bot/gateway/rest", "bot/hear", "bot/library", "bot/live", "bot/markdown", "bot/memory", "bot/message", "bot/shelf", "bot/sight", "bot/store", "bot/text"}, nil},
	{"bot", []string{"corpus", "index", "index/engine", "index/question", "index/update", "bot/...", "monitor"}, []string{"index/eval", "index/local", "index/meaning", "index/overlay", "index/reader"}},
	{"web", []string{"corpus", "index", "index/prediction", "bot/library", "bot/limit", "bot/markdown", "bot/queue", "bot/rush", "bot/text"},
		[]string{"browsertest", "index/local", "index/update"}},
	{"browsertest", nil, nil},
	{"control", nil, nil},
	{"scale", nil, []string{"cluster", "cluster/clustertest", "corpus", "index", "index/engine", "index/local", "index/opensearch", "index/reader", "index/term", "index/update"}},
	{"cmd/...", []string{"cluster", "corpus/...", "index/...", "bot/...", "control", "monitor", "web"}, []string{"cluster/clustertest"}},
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
	{"go.etcd.io/bbolt", []string{"index/local/catalogue", "bot/store"}, nil},
	{"github.com/bwmarrin/discordgo", []string{"bot"}, nil},
	{"github.com/go-analyze/charts", []string{"index/eval/report"}, nil},
	{"github.com/opensearch-project/", []string{"cluster"}, nil},
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
	if target == dir || holds(allowed, target) {
		return ""
	}
	return dir + " may import of this module: " + strings.Join(allowed, ", ")
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
		{"index/local/catalogue", "go.etcd.io/bbolt", false, false},
		{"index/local", "go.etcd.io/bbolt", true, true},
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
		{"corpus", "verbatim/corpus/sentence", false, false},
		{"corpus", "verbatim/corpus/document", true, true},
		{"corpus", "verbatim/corpus/corpustest", true, false},
		{"corpus/sentence", "verbatim/corpus/corpustest", true, true},
		{"corpus/sentence", "verbatim/corpus", true, true},
		{"corpus/document", "verbatim/corpus", false, false},
		{"corpus/document", "verbatim/corpus/format", true, true},
		{"corpus/layout", "verbatim/corpus/markup", true, true},
		{"corpus/format", "verbatim/corpus/format/pdf", false, false},
		{"corpus/format", "verbatim/corpus/intake", true, true},
		{"corpus/format/html", "verbatim/corpus", false, false},
		{"corpus/format/html", "verbatim/corpus/markup", false, false},
		{"corpus/format/html", "verbatim/corpus/format/html", false, false},
		{"corpus/format/html", "verbatim/corpus/corpustest", true, false},
		{"corpus/format/epub", "verbatim/corpus/format/html", true, true},
		{"corpus/format/archive", "verbatim/corpus/format", true, false},
		{"corpus/format/feed", "verbatim/corpus/web", true, true},
		{"corpus/format/feed", "verbatim/corpus/intake", true, true},
		{"corpus/sandbox", "verbatim/corpus/document", false, false},
		{"corpus/sandbox", "verbatim/corpus/format", true, false},
		{"corpus/sandbox", "verbatim/corpus/intake", true, true},
		{"corpus/intake", "verbatim/corpus/sandbox", false, false},
		{"corpus/intake", "verbatim/corpus/format", false, false},
		{"corpus/intake", "verbatim/corpus/web", true, true},
		{"corpus/web", "verbatim/corpus/format/feed", false, false},
		{"corpus/clone", "verbatim/corpus/web/public", false, false},
		{"corpus/clone", "verbatim/corpus", true, true},
		{"index/update", "verbatim/corpus/clone", false, false},
		{"corpus/web", "verbatim/corpus/intake", true, true},
		{"corpus/unheard/of", "verbatim/corpus", true, true},
		{"index/reader", "verbatim/corpus", true, true},
		{"index/reader", "verbatim/index", true, true},
		{"index/question", "verbatim/corpus", true, true},
		{"index/vector", "verbatim/index/engine", true, true},
		{"index", "verbatim/index/fragment", false, false},
		{"index/fragment", "verbatim/index", true, true},
		{"corpus", "verbatim/corpus/site", false, false},
		{"corpus/site", "verbatim/corpus", true, true},
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
		{"index/local/postings", "verbatim/index/local/disk", false, false},
		{"index/local/postings", "verbatim/index/local/catalogue", true, true},
		{"index/local/disk", "verbatim/index/local", true, true},
		{"index/local/disk", "verbatim/index/engine", false, false},
		{"index/local/catalogue", "verbatim/index/local/disk", false, false},
		{"index/local", "verbatim/index/local/disk", false, false},
		{"index/update", "verbatim/index/local/postings", true, true},
		{"index/local", "verbatim/index/vector", false, false},
		{"index/local", "verbatim/index/meaning", true, false},
		{"index/meaning", "verbatim/index/engine", false, false},
		{"index/meaning", "verbatim/index/reader", true, false},
		{"index/update", "verbatim/index/meaning", true, true},
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
		{"bot", "verbatim/bot/hear", false, false},
		{"bot/hear", "verbatim/bot/store", false, false},
		{"bot/hear", "verbatim/bot/gateway/rest", true, true},
		{"bot/store", "verbatim/index", true, true},
		{"bot/queue", "verbatim/bot/store", true, true},
		{"bot/card", "verbatim/bot/message", false, false},
		{"bot/card", "verbatim/bot/call", true, true},
		{"bot/call", "verbatim/bot/card", true, true},
		{"bot/manage", "verbatim/bot/card", false, false},
		{"bot/manage", "verbatim/bot", true, true},
		{"bot/gateway", "verbatim/bot/gateway/rest", false, false},
		{"bot/gateway", "verbatim/bot/message", true, true},
		{"bot/gateway/rest", "verbatim/bot/gateway", true, true},
		{"bot/gateway/guard", "verbatim/bot/gateway/rest", true, true},
		{"bot/library", "verbatim/index", false, false},
		{"index", "verbatim/bot/library", true, true},
		{"cmd/verbatim", "verbatim/index/local", false, false},
		{"corpus", "strings", false, false},
		{"web", "verbatim/bot/rush", false, false},
		{"web", "verbatim/bot/store", true, true},
		{"web", "verbatim/bot", true, true},
		{"web", "verbatim/index/local", true, false},
		{"bot", "verbatim/web", true, true},
		{"cmd/verbatim", "verbatim/web", false, false},
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
