package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Attr returns the value of an attribute, "" when it is absent.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return a.Val
		}
	}
	return ""
}

// HasAttr reports whether an element has an attribute, empty or not.
func HasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return true
		}
	}
	return false
}

// ID returns what a fragment of a URL can name an element by.
func ID(n *html.Node) string {
	id := Attr(n, "id")
	if id == "" && n.DataAtom == atom.A {
		id = Attr(n, "name")
	}
	if strings.ContainsAny(id, " \t\n") {
		return ""
	}
	return id
}

// IsHeading reports <h1> to <h6>.
func IsHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// First returns the first element below n, in the order of the document,
// that match accepts, or nil.
func First(n *html.Node, match func(*html.Node) bool) *html.Node {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && match(c) {
			return c
		}
	}
	return nil
}

// InnerText returns all text below n.
func InnerText(n *html.Node) string {
	var text strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text.WriteString(c.Data)
		}
	}
	return text.String()
}
