package intake

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/corpus"
)

// sites holds a project for each generator, and what the real one makes of it.
const sites = "../site/testdata"

// A builtPage is a page as a real generator made it: see build.sh beside the projects.
type builtPage struct {
	File    string      `json:"file"`
	URL     string      `json:"url"`
	Title   string      `json:"title"`
	Anchors [][2]string `json:"anchors"` // of its headings, each with its text
}

// TestSites holds addresses, titles and anchors to those that the real generators make.
func TestSites(t *testing.T) {
	lists, err := filepath.Glob(filepath.Join(sites, "*.jsonl"))
	if err != nil || len(lists) < 15 {
		t.Fatalf("found %d lists, %v", len(lists), err)
	}
	for _, list := range lists {
		name := strings.TrimSuffix(filepath.Base(list), ".jsonl")
		t.Run(name, func(t *testing.T) {
			read := placed(t, project(t, name))
			for _, page := range builtPages(t, list) {
				a, ok := find(read, page.File)
				if !ok {
					t.Errorf("%s was not read", page.File)
					continue
				}
				if a.Source != page.URL || a.Title != page.Title {
					t.Errorf("%s is at %s, %q; the generator says %s, %q", page.File, a.Source, a.Title, page.URL, page.Title)
				}
				compareAnchors(t, a, page)
			}
		})
	}
}

// project returns the folder of a project. A variant, such as "hugo-ugly", holds the files in
// which it differs from "hugo": both are laid over each other in a folder of their own.
func project(t *testing.T, name string) string {
	t.Helper()
	base, _, isVariant := strings.Cut(name, "-")
	if !isVariant {
		return filepath.Join(sites, name)
	}
	root := t.TempDir()
	for _, from := range []string{base, name} {
		overlay(t, filepath.Join(sites, from), root)
	}
	if _, err := os.Stat(filepath.Join(root, "docusaurus.config.ts")); err == nil {
		if err := os.Remove(filepath.Join(root, "docusaurus.config.js")); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// overlay copies the files below a folder, and replaces those that are there.
func overlay(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// placed reads the files below a root, by their paths.
func placed(t *testing.T, root string) map[string]corpus.Article {
	t.Helper()
	inputs, _, err := List(t.Context(), []string{root})
	if err != nil {
		t.Fatal(err)
	}
	if err := Place(t.Context(), inputs, nil); err != nil {
		t.Fatal(err)
	}
	all := map[string]corpus.Article{}
	for _, in := range inputs {
		if _, err := Read(t.Context(), nil, in, func(a corpus.Article) error { all[in.Key] = a; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// find returns the article of a file, whose path is that below the content folder: the
// deepest, because a variant may have another one.
func find(read map[string]corpus.Article, file string) (found corpus.Article, ok bool) {
	best := ""
	for key, a := range read {
		if (key == file || strings.HasSuffix(key, "/"+file)) && strings.Contains(a.Text, "This is the page "+file) && len(key) > len(best) {
			best, found, ok = key, a, true
		}
	}
	return found, ok
}

func builtPages(t *testing.T, list string) (pages []builtPage) {
	t.Helper()
	f, err := os.Open(list)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var page builtPage
		if err := json.Unmarshal(lines.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	if len(pages) < 2 {
		t.Fatalf("%s lists %d pages", list, len(pages))
	}
	return pages
}

// compareAnchors compares the headings of an article with those that the generator gave a
// name, one after the other.
func compareAnchors(t *testing.T, a corpus.Article, page builtPage) {
	t.Helper()
	var got, want []string
	for _, b := range a.Blocks {
		if b.Kind == corpus.Heading && !strings.Contains(b.Anchor, "#L") {
			got = append(got, b.Anchor)
		}
	}
	for _, h := range page.Anchors {
		want = append(want, "#"+h[1])
	}
	if len(got) == len(want)+1 && got[0] == "" { // the title, which no anchor leads to
		got = got[1:]
	}
	if g, w := strings.Join(got, " "), strings.Join(want, " "); g != w {
		t.Errorf("%s has the anchors\n%s\nthe generator makes\n%s", page.File, g, w)
	}
}

// TestPlaceLines has the blocks of files in a repository lead to their lines.
func TestPlaceLines(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		".git/config": "[remote \"origin\"]\n\turl = https://github.com/keeper/lamp\n",
		".git/HEAD":   "ref: refs/heads/main\n",
		"a.md":        "---\ntitle: A\n---\n# Heading\n\nSee [the gate](gate.md), it\nis closed.\n\n- one lamp\n- two lamps\n",
		"b.txt":       "First paragraph.\n\nSecond paragraph.\n",
		"c.md":        "---\ncanonical_url: https://docs.example.org/c/\n---\n# Elsewhere\n\nText.\n",
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for file, want := range map[string]string{
		"a.md":  "https://github.com/keeper/lamp/blob/main/a.md?plain=1 #L4 #L6-L7 #L9 #L10",
		"b.txt": "https://github.com/keeper/lamp/blob/main/b.txt #L1 #L3",
		"c.md":  "https://docs.example.org/c/ #elsewhere #elsewhere",
	} {
		a := placed(t, root)[file]
		got := a.Source
		for _, b := range a.Blocks {
			got += " " + b.Anchor
		}
		if got != want {
			t.Errorf("%s leads to\n%s\nwant\n%s", file, got, want)
		}
	}
	a := placed(t, root)["a.md"]
	if p := corpus.Split(&a); len(p) != 2 || len(p[1].Sentences) != 2 {
		t.Errorf("lines part a list: %+v", p)
	}
}
