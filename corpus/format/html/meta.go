package html

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus/document"
	"verbatim/corpus/language"
	"verbatim/corpus/markup"
)

// publishedNames are the names in metadata of when a page was published, the most telling first:
// Open Graph, schema.org, Dublin Core, Parse.ly, and names in common use. revisedNames are those
// of when it was last changed.
var (
	publishedNames = []string{
		"article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
		"parsely-pub-date", "pubdate", "publishdate", "publish-date", "date", "sailthru.date", "citation_publication_date", "time",
		"datecreated", "uploaddate",
	}
	revisedNames = []string{"article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified", "revised"}
)

// factsOf collects what the page says of itself in its head and in JSON-LD. source is
// where the page comes from.
func factsOf(doc *html.Node, source string) facts {
	f := facts{meta: document.Metadata{}}
	var links, jsonTitle, h1 string
	docTitle, own := "", false
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			f.language = language.Tag(markup.Attr(n, "lang") + markup.Attr(n, "xml:lang"))
		case atom.Title:
			if docTitle == "" && n.Namespace == "" {
				docTitle = document.Tidy(markup.InnerText(n))
			}
		case atom.H1:
			if inside := inArticle(n); h1 == "" || inside && !own {
				h1, own = h1Text(n), inside
			}
		case atom.Link:
			if links == "" && strings.EqualFold(markup.Attr(n, "rel"), "canonical") {
				links = markup.Attr(n, "href")
			}
		case atom.Script:
			if strings.EqualFold(markup.Attr(n, "type"), "application/ld+json") {
				jsonLD(f.meta, markup.InnerText(n))
			}
		case atom.Meta, atom.Time:
			element(f.meta, n)
		}
	}
	jsonTitle = f.meta.Text("headline")
	f.title = pickTitle(h1, f.meta.Text("og:site_name"), jsonTitle, f.meta.Text("og:title"), docTitle)
	if f.language == "" {
		f.language = language.Tag(f.meta.Text("content-language", "og:locale", "inlanguage", "dc.language"))
	}
	if f.source = canonical(source, links); links == "" || f.source == "" {
		if link := f.meta.Text("og:url"); link != "" {
			f.source = canonical(source, link)
		}
	}
	return f
}

// inArticle reports whether a heading stands in what a page marks as its article, and is not
// the name of the site above it.
func inArticle(h1 *html.Node) bool {
	for a := range h1.Ancestors() {
		if a.DataAtom == atom.Main || a.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

// element keeps what a <meta> or <time> says, the first of each name.
func element(m document.Metadata, n *html.Node) {
	value := markup.Attr(n, "content")
	if n.DataAtom == atom.Time {
		value = markup.Attr(n, "datetime")
		m.Set("time", value)
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		m.Set(markup.Attr(n, key), value)
	}
}

// jsonLD keeps title and dates of the first article that linked data describes.
func jsonLD(m document.Metadata, text string) {
	var value any
	if json.Unmarshal([]byte(text), &value) == nil {
		linked(m, value, 0)
	}
}

// linked looks for articles in lists and in @graph, as deep as they are used.
func linked(m document.Metadata, value any, depth int) {
	if depth > 4 {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			linked(m, item, depth+1)
		}
	case map[string]any:
		for _, name := range []string{"headline", "datePublished", "dateCreated", "dateModified", "inLanguage"} {
			if s, ok := v[name].(string); ok && isArticle(v["@type"]) {
				m.Set(name, s)
			}
		}
		linked(m, v["@graph"], depth+1)
		linked(m, v["mainEntity"], depth+1)
	}
}

// isArticle reports schema.org types of pages with a text of their own.
func isArticle(kind any) bool {
	switch k := kind.(type) {
	case string:
		return strings.HasSuffix(k, "Article") || strings.HasSuffix(k, "Posting") || k == "Report" || k == "WebPage"
	case []any:
		for _, one := range k {
			if isArticle(one) {
				return true
			}
		}
	}
	return false
}

var titleSeparators = []string{" | ", " — ", " – ", " - ", " · ", " » ", " « ", " :: ", " • ", " / "}

// pickTitle returns the title of a page without the name of the site: its heading of
// level 1 where the candidates confirm it, or the first candidate without its suffix.
func pickTitle(h1, site string, candidates ...string) string {
	title := ""
	for _, c := range candidates {
		c = strings.ReplaceAll(document.Tidy(c), "\n", " ")
		if h1 != "" && (c == h1 || hasPart(c, h1) || strings.HasPrefix(c, h1+" [")) {
			return h1
		}
		if title == "" {
			title = c
		}
	}
	if title == "" {
		return h1
	}
	return cutSite(title, site)
}

// hasPart reports whether part stands alone at one end of a title.
func hasPart(title, part string) bool {
	for _, sep := range titleSeparators {
		if strings.HasPrefix(title, part+sep) || strings.HasSuffix(title, sep+part) {
			return true
		}
	}
	return false
}

// cutSite takes the name of the site off a title: the one the page gives, or what
// stands behind the last separator when it is the shorter part.
func cutSite(title, site string) string {
	for _, sep := range titleSeparators {
		if site != "" {
			title = strings.TrimPrefix(strings.TrimSuffix(title, sep+site), site+sep)
		}
	}
	for _, sep := range titleSeparators {
		if at := strings.LastIndex(title, sep); at > 0 && len(title)-at-len(sep) < at && len(strings.Fields(title[at+len(sep):])) <= 5 {
			return strings.TrimSpace(title[:at])
		}
	}
	return title
}

// h1Text returns the text of a heading without the link to itself.
func h1Text(n *html.Node) string {
	return strings.ReplaceAll(document.Tidy(markup.Inline(n, markup.Permalink)), "\n", " ")
}
