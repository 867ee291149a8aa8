package site

import (
	"fmt"
	"path"
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
	s.blog(y["plugins"])
	navTitles(s.Titles, "", y["nav"])
	return []*Site{s}
}

// blog notes where the plugin "blog" of Material for MkDocs puts its posts
// (squidfunk.github.io/mkdocs-material/plugins/blog).
func (s *Site) blog(plugins any) {
	list, _ := plugins.([]any)
	for _, plugin := range list {
		o, named := plugin.(map[string]any)
		settings := Meta(o).sub("blog")
		if _, on := o["blog"]; plugin != "blog" && !(named && on) {
			continue
		}
		dir := first(settings.text("blog_dir"), "blog")
		s.Options["blog"] = folderPath(dir)
		s.Options["blog posts"] = folderPath(strings.ReplaceAll(first(settings.text("post_dir"), "{blog}/posts"), "{blog}", strings.Trim(dir, "./")))
		s.Options["blog url"] = first(settings.text("post_url_format"), "{date}/{slug}")
		s.Options["blog date"] = first(settings.text("post_url_date_format"), "yyyy/MM/dd")
	}
}

// post is the path of a post of the blog, as a page of its own.
func (p *Page) post(meta Meta) (string, bool) {
	date := meta.date("date")
	if date.IsZero() {
		date = meta.sub("date").date("created")
	}
	slug := first(meta.text("slug"), pymdownSlug(first(meta.text("title"), meta.text(FirstHeading))))
	if date.IsZero() || slug == "" {
		return "", false
	}
	layout := strings.NewReplacer("yyyy", "2006", "MM", "01", "dd", "02", "yy", "06", "M", "1", "d", "2").Replace(p.Options["blog date"])
	name := strings.NewReplacer("{date}", date.Format(layout), "{slug}", slug, "{file}", strings.TrimSuffix(path.Base(p.Path), path.Ext(p.Path)), "{categories}", "").Replace(p.Options["blog url"])
	return p.Options["blog"] + folderPath(collapsed(name)), true
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

func mkdocsURL(p *Page, meta Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	flat := p.Options["flat"] == "true"
	if posts := p.Options["blog posts"]; posts != "" && strings.HasPrefix(p.Path, posts) && ext == ".md" {
		return p.post(meta)
	}
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
