package site

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// readJekyll reads _config.yml (jekyllrb.com/docs/configuration). Without a url in it, the
// file CNAME of GitHub Pages tells the host.
func readJekyll(c config) []*Site {
	y := c.values()
	if y["public_dir"] != nil || c.exists("_toc.yml") {
		return nil // Hexo's, or Jupyter Book's
	}
	s := &Site{Generator: Jekyll, Content: c.below(first(y.text("source"), ".")), Options: map[string]string{"permalink": first(y.text("permalink"), "date")}}
	host := y.text("url")
	if cname := strings.TrimSpace(c.file("CNAME")); host == "" && cname != "" && !strings.ContainsAny(cname, " \n/") {
		host = "https://" + cname
	}
	if host != "" {
		s.Base = strings.TrimSuffix(host, "/") + "/" + folderPath(y.text("baseurl"))
	}
	if strings.Contains(c.data, "jekyll-optional-front-matter") || strings.Contains(c.file("Gemfile"), "github-pages") {
		s.Options["bare"] = "pages"
	}
	if strings.Contains(c.file("Gemfile"), "github-pages") {
		s.Options["readme"] = "index"
	}
	s.collections(y)
	s.Options["defaults"] = jekyllDefaults(y["defaults"])
	return []*Site{s}
}

// jekyllDefaults writes the permalinks that pages have by default, one a line: the path and
// the type that each counts for, and the permalink.
func jekyllDefaults(list any) string {
	scopes, _ := list.([]any)
	var lines []string
	for _, one := range scopes {
		d, _ := one.(map[string]any)
		scope := Meta(d).sub("scope")
		parts := []string{scope.text("path"), scope.text("type"), Meta(d).sub("values").text("permalink")}
		if line := strings.Join(parts, "\t"); parts[2] != "" && !strings.Contains(line, "\n") && strings.Count(line, "\t") == 2 {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// collections notes which collections make pages, and where.
func (s *Site) collections(y tree) {
	for name, v := range y.sub("collections") {
		o, _ := v.(map[string]any)
		if o["output"] == true {
			s.Options["collection "+name] = first(Meta(o).text("permalink"), withSuffix("/:collection/:path", s.Options["permalink"]))
		}
	}
}

var postName = regexp.MustCompile(`^(\d{2,4}-\d{1,2}-\d{1,2})-(.+)$`)

func jekyllURL(p *Page, meta Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	page := markdown(ext) || strings.HasPrefix(ext, ".htm")
	switch {
	case !page, meta == nil && !(markdown(ext) && p.Options["bare"] != ""):
		return p.Path, !strings.Contains("/"+p.Path, "/_") // copied as it is
	}
	if i := strings.Index("/"+dir, "/_posts/"); i >= 0 {
		return jekyllPost(p, meta, dir[:i], stem), true
	}
	if collection, below, ok := strings.Cut(strings.TrimPrefix(p.Path, "_"), "/"); ok && strings.HasPrefix(p.Path, "_") {
		return jekyllDocument(p, meta, collection, below)
	}
	pattern := first(meta.text("permalink"), p.jekyllDefault("pages"))
	switch {
	case pattern == "" && (stem == "index" || isIndex(stem) && p.Options["readme"] == "index"):
		return dir, true
	case pattern == "":
		pattern = withSuffix("/:path/:basename", p.Options["permalink"])
	}
	return jekyllPattern(pattern, map[string]string{"path": strings.Trim(dir, "/"), "basename": stem}), true
}

// withSuffix ends a pattern as the style of permalinks says.
func withSuffix(pattern, style string) string {
	switch style {
	case "pretty":
		return pattern + "/"
	case "date", "ordinal", "none", "weekdate":
		return pattern + ":output_ext"
	}
	if strings.HasSuffix(style, "/") {
		return pattern + "/"
	}
	if strings.HasSuffix(style, ":output_ext") {
		return pattern + ":output_ext"
	}
	return pattern
}

// jekyllStyles are the patterns of posts that have a name.
var jekyllStyles = map[string]string{
	"date":     "/:categories/:year/:month/:day/:title:output_ext",
	"pretty":   "/:categories/:year/:month/:day/:title/",
	"ordinal":  "/:categories/:year/:y_day/:title:output_ext",
	"weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
	"none":     "/:categories/:title:output_ext",
}

func jekyllPost(p *Page, meta Meta, dir, stem string) string {
	name, date := stem, meta.date("date")
	if m := postName.FindStringSubmatch(stem); m != nil {
		name = m[2]
		if date.IsZero() {
			date = Meta{"date": padded(m[1])}.date("date")
		}
	}
	pattern := first(meta.text("permalink"), p.jekyllDefault("posts"), p.Options["permalink"])
	pattern = first(jekyllStyles[pattern], pattern)
	values := dateValues(date)
	values["title"] = prettySlug(first(meta.text("slug"), name))
	values["slug"] = jekyllSlug(values["title"])
	values["categories"] = strings.Join(categories(meta, dir), "/")
	return jekyllPattern(pattern, values)
}

// padded writes the date in a file's name with two digits for month and day.
func padded(date string) string {
	parts := strings.Split(date, "-")
	return parts[0] + "-" + pad(parts[1]) + "-" + pad(parts[2])
}

// categories are those of the folders above a post, then those of its front matter.
func categories(meta Meta, dir string) (all []string) {
	add := func(names []string) {
		for _, n := range names {
			if n = strings.ToLower(n); n != "" && !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	add(strings.FieldsFunc(dir, func(r rune) bool { return r == '/' }))
	if one := meta.text("category"); one != "" {
		add([]string{one})
	}
	add(meta.list("categories"))
	return all
}

// jekyllDocument is the address of a document of a collection, if that makes pages.
func jekyllDocument(p *Page, meta Meta, collection, below string) (string, bool) {
	pattern := p.Options["collection "+collection]
	if pattern == "" {
		return "", false
	}
	pattern = first(meta.text("permalink"), p.jekyllDefault(collection), pattern)
	dir, stem, _ := split(below)
	values := dateValues(meta.date("date"))
	values["collection"], values["path"], values["name"] = collection, dir+stem, jekyllSlug(stem)
	values["title"] = prettySlug(first(meta.text("slug"), stem))
	values["slug"] = jekyllSlug(values["title"])
	return jekyllPattern(first(jekyllStyles[pattern], pattern), values), true
}

// jekyllDefault is the permalink that pages of a type have by default; the most special path
// wins, then the last.
func (p *Page) jekyllDefault(kind string) (permalink string) {
	best := -1
	for line := range strings.Lines(p.Options["defaults"]) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		counts := (part[1] == "" || part[1] == kind) && strings.HasPrefix(p.Path, strings.TrimPrefix(part[0], "/"))
		if counts && len(part[0]) >= best {
			best, permalink = len(part[0]), part[2]
		}
	}
	return permalink
}

func jekyllPattern(pattern string, values map[string]string) string {
	values["output_ext"] = ".html"
	return strings.TrimPrefix(filled(pattern, values), "/")
}

// jekyllSlug is what Jekyll makes of a name: letters and numbers in lower case, the rest as
// hyphens.
func jekyllSlug(name string) string {
	var out strings.Builder
	for _, r := range name {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			out.WriteRune(unicode.ToLower(r))
		case out.Len() > 0 && !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
	}
	return strings.Trim(out.String(), "-")
}

// prettySlug is what Jekyll makes of the name of a post: its letters stay as they are, and so
// do the signs that addresses may have.
func prettySlug(name string) string {
	return strings.Trim(notPretty.ReplaceAllString(name, "-"), "-")
}

var notPretty = regexp.MustCompile(`[^\pM\pL\p{Nd}._~!$&'()+,;=@]+`)

// jekyllTitle names a post that has no title after its file.
func jekyllTitle(p *Page, front, heading string) string {
	if front != "" || !strings.Contains("/"+p.Path, "/_posts/") {
		return first(front, heading)
	}
	_, stem, _ := split(path.Base(p.Path))
	m := postName.FindStringSubmatch(stem)
	if m == nil {
		return heading
	}
	words := strings.FieldsFunc(m[2], func(r rune) bool { return r == '-' })
	for i, w := range words {
		words[i] = capital(strings.ToLower(w))
	}
	return strings.Join(words, " ")
}
