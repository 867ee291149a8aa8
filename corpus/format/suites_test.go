//go:build suites

// Suites are pages and feeds with what is right for them, kept by others: corpus/README.md says
// where they come from. VERBATIM_SUITES names the folder that holds them.
package format_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
	"verbatim/corpus/format"
	"verbatim/corpus/format/feed"
	"verbatim/corpus/markup"
)

// suite returns a folder of suites, and skips the test where it is missing.
func suite(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("VERBATIM_SUITES")
	dir, err := filepath.EvalSymlinks(filepath.Join(append([]string{root}, parts...)...))
	if root == "" || err != nil {
		t.Skip("no suite: corpus/README.md says where it comes from")
	}
	return dir
}

func readFile(t testing.TB, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A share is how much of what is wanted was got, and how much of what was got is wanted.
type share struct{ both, got, want int }

func (s share) f1() float64 {
	if s.got+s.want == 0 {
		return 1
	}
	return 2 * float64(s.both) / float64(s.got+s.want)
}

// compare counts what two texts share of their runs of n words.
func compare(got, want string, n int) share {
	a, b := runs(got, n), runs(want, n)
	s := share{}
	for run, count := range a {
		s.got += count
		s.both += min(count, b[run])
	}
	for _, count := range b {
		s.want += count
	}
	return s
}

func runs(text string, n int) map[string]int {
	all := words(text)
	found := map[string]int{}
	if len(all) < n {
		n = max(len(all), 1)
	}
	for i := 0; i+n <= len(all); i++ {
		found[strings.Join(all[i:i+n], " ")]++
	}
	return found
}

// words returns the words of a text in lower case.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// TestSuiteReadability compares pages with what Mozilla's Readability is to find in them.
func TestSuiteReadability(t *testing.T) {
	dir := suite(t, "readability", "test-pages")
	pages, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var tokens, quads float64
	var lines []string
	total := 0.0
	for _, page := range pages {
		if !page.IsDir() {
			continue
		}
		want := visible(t, readFile(t, filepath.Join(dir, page.Name(), "expected.html")))
		articles, _ := corpustest.FromBytes(t, "page.html", []byte(readFile(t, filepath.Join(dir, page.Name(), "source.html"))), format.Read)
		got := ""
		for _, a := range articles {
			got = strings.TrimPrefix(a.Text, a.Title) // the suite has titles apart
		}
		one, four := compare(got, want, 1), compare(got, want, 4)
		tokens, quads, total = tokens+one.f1(), quads+four.f1(), total+1
		lines = append(lines, fmt.Sprintf("%.3f %-40s got %d want %d both %d", one.f1(), page.Name(), one.got, one.want, one.both))
	}
	slices.Sort(lines)
	t.Log(strings.Join(lines, "\n"))
	t.Logf("%.0f pages: token F1 %.4f, F1 of four words %.4f", total, tokens/total, quads/total)
}

// visible returns the text of a page that holds nothing but an article.
func visible(t *testing.T, page string) string {
	doc, err := markup.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			out.WriteString(n.Data + " ")
		}
	}
	return out.String()
}

// read returns the text of a file's articles.
func read(t *testing.T, file string) string {
	return textOf(corpustest.FromBytes(t, "page.html", []byte(readFile(t, file)), format.Read))
}

// textOf returns what is read of a page but its captions, which are never quoted.
func textOf(articles []corpus.Article, _ []corpus.Skip) string {
	var out strings.Builder
	for _, a := range articles {
		for _, b := range a.Blocks {
			if b.Kind != corpus.Caption {
				out.WriteString(a.Text[b.Start:b.End] + "\n")
			}
		}
	}
	return out.String()
}

// TestSuiteTrafilatura asks which phrases of pages are found, and which of those that stand
// around the article.
func TestSuiteTrafilatura(t *testing.T) {
	dir := suite(t, "trafilatura")
	var found share
	var lines []string
	pages := 0
	for _, page := range snippets(t, filepath.Join(dir, "scripts/comparison/data.go")) {
		file := filepath.Join(dir, "test-files/comparison", page["File"][0])
		if _, err := os.Stat(file); err != nil {
			file = filepath.Join(dir, "test-files/mock", page["File"][0])
		}
		if _, err := os.Stat(file); err != nil {
			continue
		}
		pages++
		text := squeeze(read(t, file))
		for _, part := range page["With"] {
			found.want++
			if strings.Contains(text, squeeze(part)) {
				found.both, found.got = found.both+1, found.got+1
			} else {
				lines = append(lines, "missed "+page["File"][0]+": "+part)
			}
		}
		for _, part := range page["Without"] {
			if strings.Contains(text, squeeze(part)) {
				found.got++
				lines = append(lines, "around "+page["File"][0]+": "+part)
			}
		}
	}
	slices.Sort(lines)
	t.Log(strings.Join(lines, "\n"))
	t.Logf("%d pages: %d of %d phrases, %d of what surrounds, F1 %.4f", pages, found.both, found.want, found.got-found.both, found.f1())
}

func squeeze(s string) string { return strings.Join(strings.Fields(document.Tidy(s)), "") }

// snippets returns the entries of a table in Go: lists of strings by the names of their fields.
func snippets(t *testing.T, file string) []map[string][]string {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var entries []map[string][]string
	ast.Inspect(parsed, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || lit.Type != nil || len(lit.Elts) == 0 {
			return true
		}
		entry := map[string][]string{}
		for _, elt := range lit.Elts {
			if pair, ok := elt.(*ast.KeyValueExpr); ok {
				entry[fmt.Sprint(pair.Key)] = stringsIn(pair.Value)
			}
		}
		if len(entry["File"]) == 1 {
			entries = append(entries, entry)
		}
		return true
	})
	return entries
}

func stringsIn(n ast.Node) []string {
	var all []string
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				all = append(all, s)
			}
		}
		return true
	})
	return all
}

// TestSuiteFeeds asks for articles of feeds in which another reader finds text: feeds.txt lists
// them, and damaged.txt those that are no well-formed XML.
func TestSuiteFeeds(t *testing.T) {
	for _, list := range []string{"feeds.txt", "damaged.txt"} {
		files := strings.Fields(readFile(t, suite(t, list)))
		good := 0
		var lines []string
		for _, file := range files {
			articles, skips := corpustest.FromBytes(t, "feed.xml", []byte(readFile(t, suite(t, file))), feed.Read)
			if len(articles) > 0 {
				good++
			} else {
				lines = append(lines, fmt.Sprint(file, " ", skips))
			}
		}
		t.Log(strings.Join(lines, "\n"))
		t.Logf("%s: articles of %d of %d", list, good, len(files))
	}
}

// TestSuiteHeadings asks for the headings of pages that generators of documentation made: each
// folder below docs is a generator's.
func TestSuiteHeadings(t *testing.T) {
	root := suite(t, "docs")
	generators, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, generator := range generators {
		want, kept := 0, 0
		var lines []string
		err := filepath.WalkDir(suite(t, "docs", generator.Name()), func(file string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(file) != ".html" {
				return err
			}
			page := readFile(t, file)
			articles, _ := corpustest.FromBytes(t, "page.html", []byte(page), format.Read)
			got := headings(articles)
			for _, h := range headingsOf(t, page) {
				want++
				if got[h] > 0 {
					got[h]--
					kept++
				} else {
					lines = append(lines, filepath.Base(file)+": "+h)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Log(strings.Join(lines, "\n"))
		t.Logf("%s: %d of %d headings", generator.Name(), kept, want)
	}
}

// headings counts the headings of articles by their letters.
func headings(articles []corpus.Article) map[string]int {
	found := map[string]int{}
	for _, a := range articles {
		for _, b := range a.Blocks {
			if b.Kind == corpus.Heading {
				found[squeeze(a.Text[b.Start:b.End])]++
			}
		}
	}
	return found
}

// headingsOf returns the headings in the main part of a page, by their letters.
func headingsOf(t *testing.T, page string) []string {
	doc, err := markup.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for n := range doc.Descendants() {
		main := func(a *html.Node) bool { return a.Data == "main" || markup.Attr(a, "role") == "main" }
		if n.Type != html.ElementNode || !markup.IsHeading(n) || !slices.ContainsFunc(slices.Collect(n.Ancestors()), main) {
			continue
		}
		if h := squeeze(document.Tidy(markup.Inline(n, markup.Permalink))); h != "" {
			found = append(found, h)
		}
	}
	return found
}
