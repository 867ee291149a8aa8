package corpus

import "golang.org/x/net/html"

// AllElements returns every element below n that match accepts.
func AllElements(n *html.Node, match func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && match(c) {
			found = append(found, c)
		}
	}
	return found
}
