package site

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// readMdBook reads book.toml (rust-lang.github.io/mdBook/format/configuration) and the
// chapters of SUMMARY.md: what is not listed there makes no page.
func readMdBook(c config) []*Site {
	t := c.toml()
	html := t.sub("output").sub("html")
	src := first(t.sub("book").text("src"), "src")
	s := &Site{Generator: MdBook, Content: c.below(src), Titles: map[string]string{}, Options: map[string]string{"listed": "true"}}
	if host := html.text("cname"); host != "" {
		s.Base = "https://" + host + "/" + strings.Trim(html.text("site-url"), "/")
	}
	if smart := first(fmt.Sprint(html["smart-punctuation"])); smart == "false" {
		s.Options["smart"] = smart
	}
	summary := c.file(path.Join(src, "SUMMARY.md"))
	for _, m := range chapter.FindAllStringSubmatch(summary, -1) {
		s.Titles[path.Clean(strings.ReplaceAll(m[2], "%20", " "))] = strings.NewReplacer("`", "", "*", "").Replace(m[1])
	}
	return []*Site{s}
}

var chapter = regexp.MustCompile(`(?m)^\s*(?:[-*+]\s+|\d+[.)]\s+)?\[([^\n]+?)\]\(<?([^)\n>#]+?\.md)>?(?:#[^)]*)?\)`)

func mdbookURL(p *Page, _ Meta) (string, bool) {
	dir, stem, ext := split(p.Path)
	switch {
	case ext != ".md":
		return p.Path, true
	case p.Title == "":
		return "", false
	case isIndex(stem):
		return dir, true
	}
	return dir + stem + ".html", true
}

func mdbookTitle(p *Page, _, heading string) string { return first(p.Title, heading) }
