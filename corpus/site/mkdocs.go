package site

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// readMkDocs reads mkdocs.yml (mkdocs.org/user-guide/configuration).
func readMkDocs(c config) []*Site {
	y := c.yaml()
	s := &Site{Generator: MkDocs, Base: y.text("site_url"), Content: c.below(first(y.text("docs_dir"), "docs")), Titles: map[string]string{}}
	s.Options = map[string]string{"site_name": y.text("site_name"), "flat": fmt.Sprint(y["use_directory_urls"] == false)}
	if strings.Contains(c.data, "pymdownx.slugs") {
		s.Options["slugify"] = "unicode"
	}
	navTitles(s.Titles, "", y["nav"])
	return []*Site{s}
}

// navTitles collects the titles of a navigation: files, {title: file} and {title: [...]}.
func navTitles(titles map[string]string, title string, nav any) {
	switch v := nav.(type) {
	case string:
		if title != "" {
			titles[v] = title
		}
	case []any:
		for _, one := range v {
			navTitles(titles, "", one)
		}
	case map[string]any:
		for title, one := range v {
			navTitles(titles, title, one)
		}
	}
}

func mkdocsURL(p *Page, _ Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	flat := p.Options["flat"] == "true"
	switch {
	case ext != ".md" && ext != ".markdown" || strings.HasPrefix(stem, "."):
		return p.Path, true
	case strings.EqualFold(stem, "readme"):
		stem = "index"
	}
	switch {
	case flat:
		return dir + stem + ".html", true
	case stem == "index":
		return dir, true
	}
	return dir + stem + "/", true
}

func mkdocsTitle(p *Page, front, heading string) string {
	title := first(p.Title, front, heading)
	if title != "" {
		return title
	}
	dir, stem, _ := split(p.Path)
	if dir == "" && isIndex(stem) {
		return p.Options["site_name"]
	}
	return capital(spoken(stem))
}

// capital makes the first letter of a title without any capitals one.
func capital(title string) string {
	if title == "" || strings.ToLower(title) != title {
		return title
	}
	r := []rune(title)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

var countedID = regexp.MustCompile(`^(.*)_(\d+)$`)

// mkdocsAnchors are those of Python-Markdown's toc, or of PyMdown's slugs where the
// configuration names them.
func mkdocsAnchors(p *Page) *Anchors {
	a := &Anchors{slug: pythonSlug, again: func(a *Anchors, slug string) string {
		if slug != "" && !a.taken[slug] {
			return slug
		}
		from := 1
		if m := countedID.FindStringSubmatch(slug); m != nil {
			if n, err := strconv.Atoi(m[2]); err == nil {
				slug, from = m[1], n+1
			}
		}
		return a.free(slug+"_", from)
	}}
	if p.Options["slugify"] == "unicode" {
		a.slug = pymdownSlug
	}
	return a
}
