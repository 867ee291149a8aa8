package markup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus/document"
)

// Permalink reports the sign that links a heading to itself.
func Permalink(n *html.Node) bool {
	if n.DataAtom != atom.A {
		return false
	}
	text := strings.TrimSpace(InnerText(n))
	if r, size := utf8.DecodeRuneInString(text); size == len(text) && unicode.Is(unicode.Co, r) { // a sign of an icon font
		return true
	}
	switch text {
	case "¶", "#", "§", "🔗", "\u200b", "Link to this heading", "Permalink":
		return true
	}
	return false
}

// NoteMark reports the sign that leads to a note.
func NoteMark(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A:
		return Attr(n, "epub:type") == "noteref" || Attr(n, "role") == "doc-noteref" || slices.Contains(Names(n), "noteref")
	case atom.Sup:
		if slices.ContainsFunc(Names(n), func(w string) bool { return w == "reference" || NeverText(w) }) {
			return true
		}
		link := First(n, func(c *html.Node) bool { return c.DataAtom == atom.A })
		return link != nil && strings.Contains(Attr(link, "href"), "#") && document.Tidy(InnerText(link)) == document.Tidy(InnerText(n))
	}
	return false
}

// PageMark reports the number of a printed page that begins inside the text.
func PageMark(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Span, atom.A, atom.Div, atom.Hr, atom.P, atom.Small:
	default:
		return false
	}
	if slices.Contains(strings.Fields(Attr(n, "epub:type")), "pagebreak") || Attr(n, "role") == "doc-pagebreak" {
		return true
	}
	return slices.ContainsFunc(Names(n), func(name string) bool { return pageNames[name] }) && len(strings.TrimSpace(InnerText(n))) <= maxPageNumber
}

// maxPageNumber is the most bytes of the number of a page with the marks around it.
const maxPageNumber = 16

// pageNames are class names of numbers of pages.
var pageNames = map[string]bool{"pagenum": true, "page-num": true, "pageno": true, "page-no": true, "pagenumber": true, "page-number": true,
	"pagebreak": true, "x-ebookmaker-pageno": true, "pb": true, "page-break": true, "pgnum": true, "pageref": true}

// Names returns the names that an element is styled, scripted or tested by, in lower
// case, with camel case written with hyphens.
func Names(n *html.Node) []string {
	return namesIn(Attr(n, "class") + " " + Attr(n, "id") + " " + Attr(n, "data-component") + " " + Attr(n, "data-testid"))
}

// Classes returns the names that an element shares with others of its kind: [Names] without
// its id, which may be made of a heading.
func Classes(n *html.Node) []string {
	return namesIn(Attr(n, "class") + " " + Attr(n, "data-component") + " " + Attr(n, "data-testid"))
}

func namesIn(names string) []string {
	if strings.TrimLeft(names, " ") == "" {
		return nil
	}
	return strings.Fields(Hyphenated(names))
}

// Hyphenated writes names in lower case, with camel case written with hyphens.
func Hyphenated(names string) string {
	var out strings.Builder
	lower := false
	for _, r := range names {
		if unicode.IsUpper(r) && lower {
			out.WriteByte('-')
		}
		lower = unicode.IsLower(r)
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

// NeverText reports a class name that marks what is never text.
func NeverText(name string) bool { return neverTextNames[name] }

// neverTextNames are class names that mark parts of an article, even of one line, that are not
// its text: most by MediaWiki, some by generators of documentation.
var neverTextNames = map[string]bool{
	"mw-editsection": true, "navbox": true, "catlinks": true, "toc": true, "printfooter": true, "hatnote": true, "ambox": true,
	"sistersitebox": true, "mw-jump-link": true, "references": true, "reflist": true, "site-sub": true, "content-sub": true, "shortdescription": true,
	"noprint": true, "vertical-navbox": true, "mw-indicators": true, "mw-references-wrap": true, "footnote-ref": true, "footnote-backref": true,
	"headerlink": true, "hash-link": true, "mw-cite-backlink": true, "theme-doc-version-badge": true, "sr-only": true, "visually-hidden": true, "screen-reader-text": true,
}
