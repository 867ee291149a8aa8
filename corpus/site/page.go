package site

import (
	"crypto/sha256"
	"encoding/json"
	"net/url"
	"path"
	"strings"
)

// A Generator makes the pages of a site.
type Generator string

// The generators. None stands for a folder that is published as it is.
const (
	None       Generator = ""
	MkDocs     Generator = "mkdocs"
	Docusaurus Generator = "docusaurus"
	Jekyll     Generator = "jekyll"
	Hugo       Generator = "hugo"
	MdBook     Generator = "mdbook"
	Astro      Generator = "astro"
	Sphinx     Generator = "sphinx"
	VitePress  Generator = "vitepress"
	Antora     Generator = "antora"
)

// A Page says where one file stands, on a site or in a repository. It is plain data and is
// never changed once made.
type Page struct {
	Generator Generator
	Base      string            // address of the site, with a slash at its end; "" when unknown
	Part      string            // which of the generator's content folders the file lies in, "" for the only one
	Route     string            // what stands before the paths of that folder: "docs/", or ""
	Path      string            // of the file below the content folder, with slashes
	Title     string            // what the site's navigation calls the page, "" when it does not
	Options   map[string]string // of the generator, by its own names; shared by the pages of a site
	File      string            // address of the file in its repository, "" when unknown
	Lines     string            // how that address goes on to lines; see [Page.Line]
}

// A maker knows how a generator names its pages.
type maker struct {
	url     func(p *Page, meta Meta) (below string, ok bool) // the address below the base; not ok for a file that makes no page
	title   func(p *Page, front, heading string) string
	anchors func(p *Page) *Anchors
}

func (p *Page) maker() maker {
	switch p.Generator {
	case MkDocs:
		return maker{mkdocsURL, mkdocsTitle, mkdocsAnchors}
	case Docusaurus:
		return maker{docusaurusURL, frontTitle, docusaurusAnchors}
	case Jekyll:
		return maker{jekyllURL, jekyllTitle, kramdownAnchors}
	case Hugo:
		return maker{hugoURL, frontTitle, hugoAnchors}
	case MdBook:
		return maker{mdbookURL, mdbookTitle, mdbookAnchors}
	case Astro:
		return maker{astroURL, frontTitle, astroAnchors}
	case Sphinx:
		return maker{sphinxURL, sphinxTitle, sphinxAnchors}
	case Antora:
		return maker{antoraURL, sphinxTitle, githubAnchors}
	case VitePress:
		return maker{vitepressURL, frontTitle, vitepressAnchors}
	}
	return maker{plainURL, frontTitle, githubAnchors}
}

// Address returns the address of the page and whether it is that of the file in its
// repository, whose parts are lines; "" when neither is known.
func (p *Page) Address(meta Meta) (address string, inRepository bool) {
	if p.Base != "" {
		if below, ok := p.maker().url(p, meta); ok {
			return p.Base + escape(below), false
		}
	}
	return p.File, p.File != ""
}

// TitleOf returns the title that the generator shows: front is that of the front matter,
// heading the first one of the text; both may be "".
func (p *Page) TitleOf(front, heading string) string {
	return p.maker().title(p, front, heading)
}

// Anchors returns the names that the generator gives to the headings of one page.
func (p *Page) Anchors() *Anchors { return p.maker().anchors(p) }

// Key changes when anything of the page does, so that its file has to be read again.
func (p *Page) Key() string {
	if p == nil {
		return ""
	}
	b, err := json.Marshal(p)
	if err != nil {
		return "" // strings only: it does not happen
	}
	sum := sha256.Sum256(b)
	return string(sum[:8])
}

// frontTitle prefers the front matter, as most generators do.
func frontTitle(p *Page, front, heading string) string { return first(p.Title, front, heading) }

// plainURL is the address of a file that is published as it is. A page of Markdown is shown
// by some generator that is not known: nearly all leave the extension out.
func plainURL(p *Page, _ Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	switch {
	case markdown(ext) && isIndex(stem), stem == "index" && strings.HasPrefix(ext, ".htm"):
		return p.Route + dir, true
	case markdown(ext):
		return p.Route + dir + stem, true
	}
	return p.Route + p.Path, true
}

// split cuts a path into its folder, with a slash at its end, its name and its extension.
func split(name string) (dir, stem, ext string) {
	dir, base := path.Split(name)
	ext = path.Ext(base)
	return dir, strings.TrimSuffix(base, ext), ext
}

func markdown(ext string) bool {
	switch strings.ToLower(ext) {
	case ".md", ".markdown", ".mdx":
		return true
	}
	return false
}

// isIndex reports the names of the page that stands for its folder.
func isIndex(stem string) bool { return stem == "index" || strings.EqualFold(stem, "readme") }

// spoken makes a title of a file's name, as generators do where a page has none.
func spoken(stem string) string {
	return strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(stem))
}

// escape percent-encodes a path as addresses need it.
func escape(name string) string {
	return strings.TrimPrefix((&url.URL{Path: "/" + strings.TrimLeft(name, "/")}).EscapedPath(), "/")
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
