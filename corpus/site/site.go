package site

import (
	"net/url"
	"path/filepath"
	"strings"
)

// A Site is one content folder of a generator, as its configuration describes it.
type Site struct {
	Generator Generator
	Base      string            // address, "" when the configuration does not tell
	Part      string            // see [Page.Part]
	Content   string            // the folder, as a path of the file system
	Route     string            // see [Page.Route]
	Options   map[string]string // see [Page.Options]
	Titles    map[string]string // of the pages that the navigation names, by path below the content folder
}

// page returns the page of a file, nil where it does not lie in the content folder.
func (s *Site) page(file string) *Page {
	rel, ok := below(s.Content, file)
	if !ok {
		return nil
	}
	base := ""
	if isAddress(s.Base) {
		base = strings.TrimRight(s.Base, "/") + "/"
	}
	return &Page{Generator: s.Generator, Base: base, Part: s.Part, Route: s.Route, Path: rel, Title: s.Titles[rel], Options: s.Options}
}

// isAddress reports an address on the web, and no path, variable or expression.
func isAddress(base string) bool {
	u, err := url.Parse(base)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// below returns the path of a file relative to a folder, with slashes, if it lies there.
func below(dir, file string) (rel string, ok bool) {
	dir = strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
	if !strings.HasPrefix(file, dir) {
		return "", false
	}
	return filepath.ToSlash(file[len(dir):]), true
}

// A marker is a file that tells a generator.
type marker struct {
	names []string
	read  func(config) []*Site
}

// markers lists the files by which generators are known, the most telling first.
func markers() []marker {
	return []marker{
		{[]string{"mkdocs.yml", "mkdocs.yaml"}, readMkDocs},
		{scripts("docusaurus.config"), readDocusaurus},
		{scripts(".vitepress/config"), readVitePress},
		{scripts("astro.config"), readAstro},
		{[]string{"book.toml"}, readMdBook},
		{hugoNames(), readHugo},
		{[]string{"_config.yml", "_config.yaml", "_config.toml"}, readJekyll},
		{[]string{"conf.py"}, readSphinx},
		{[]string{"antora.yml"}, readAntora},
	}
}

func scripts(name string) []string {
	return []string{name + ".js", name + ".ts", name + ".mjs", name + ".mts", name + ".cjs", name + ".cts"}
}

func hugoNames() (names []string) {
	for _, base := range []string{"hugo", "config", "config/_default/hugo", "config/_default/config"} {
		for _, ext := range []string{".toml", ".yaml", ".yml", ".json"} {
			names = append(names, base+ext)
		}
	}
	return names
}

// sitesOf returns the content folders that a folder's configurations describe.
func sitesOf(dir string) (all []*Site) {
	for _, m := range markers() {
		for _, name := range m.names {
			c := config{dir: dir, name: name}
			if c.data = c.file(name); c.data != "" {
				all = append(all, m.read(c)...)
				break
			}
		}
	}
	return all
}
