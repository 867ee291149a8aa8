package html

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// A page finds the article of a page and leaves out what surrounds it.
type page struct {
	doc     *html.Node
	body    *html.Node
	size    map[*html.Node]int  // bytes of text below each element
	prose   map[*html.Node]int  // those of them that stand in no link
	decided map[*html.Node]bool // what surrounds said
	depth   int                 // of the deepest element below body

	verdicts map[string]verdict // what each class and id tells
}

func newPage(doc *html.Node) *page {
	p := &page{doc: doc, size: map[*html.Node]int{}, prose: map[*html.Node]int{}, decided: map[*html.Node]bool{}, verdicts: map[string]verdict{}, body: doc}
	if body := markup.First(doc, func(n *html.Node) bool { return n.DataAtom == atom.Body }); body != nil {
		p.body = body
	}
	prepare(p.body)
	p.measure(p.body, 0)
	return p
}

// measure fills size and prose for n and everything below it.
func (p *page) measure(n *html.Node, depth int) (size, prose int) {
	p.depth = max(p.depth, depth)
	if n.Type == html.TextNode {
		size = len(document.Tidy(n.Data))
		return size, size
	}
	if n.Type == html.ElementNode && markup.Unseen(n) {
		return 0, 0
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s, u := p.measure(c, depth+1)
		size, prose = size+s, prose+u
	}
	if n.DataAtom == atom.A {
		prose = 0
	}
	p.size[n], p.prose[n] = size, prose
	return size, prose
}

// blocks adds the text of the page's article. A page that is all teasers and links has
// none; then what stands in its body is taken.
func (p *page) blocks(b *document.Builder) {
	root := p.root()
	if h1 := p.headingOutside(root); h1 != nil {
		b.Heading(1, anchorOf(h1), h1Text(h1))
		if lead := p.lead(h1, root); lead != nil {
			markup.Blocks(b, lead, p.surrounds)
		}
	}
	gaps := p.inside(b, root)
	b.Keep(func(i int) bool { return !stranded(b.Blocks, gaps, i) })
	if !slices.ContainsFunc(b.Blocks, func(block corpus.Block) bool { return block.Kind != corpus.Heading }) {
		*b = document.Builder{}
		markup.Blocks(b, p.body, func(n *html.Node) bool {
			return markup.Permalink(n) || n.DataAtom == atom.Nav || n.DataAtom == atom.Footer
		})
	}
}

// inside adds the blocks below root and returns behind how many of them something was left out.
func (p *page) inside(b *document.Builder, root *html.Node) (gaps map[int]bool) {
	gaps = map[int]bool{}
	skip := func(n *html.Node) bool {
		if !p.surrounds(n) {
			return false
		}
		gaps[len(b.Blocks)] = gaps[len(b.Blocks)] || p.size[n] > 0
		return true
	}
	markup.Inside(b, root, skip, func(line string, linked bool) bool {
		if !linked && !isNotice(line) {
			return false
		}
		gaps[len(b.Blocks)] = gaps[len(b.Blocks)] || linked
		return true
	})
	return gaps
}

// stranded reports a heading that nobody can link to and that has nothing below it: what it stood
// above was left out, such as links to other articles.
func stranded(blocks []corpus.Block, gaps map[int]bool, i int) bool {
	b := blocks[i]
	if b.Kind != corpus.Heading || b.Level == 1 || b.Anchor != "" && (i == 0 || blocks[i-1].Anchor != b.Anchor) {
		return false
	}
	return i+1 == len(blocks) || gaps[i+1] && blocks[i+1].Kind == corpus.Heading && blocks[i+1].Level <= b.Level
}

func anchorOf(n *html.Node) string {
	if id := markup.ID(n); id != "" {
		return "#" + id
	}
	return ""
}

// root returns the element that holds the article: one that the page marks as such, or
// the one readability finds where there is none or it holds much more, or the body.
func (p *page) root() *html.Node {
	marked := p.marked()
	if marked != nil && 5*p.ownText(marked) > 3*p.size[p.body] {
		return marked
	}
	readable := p.readable()
	switch {
	case readable == nil && marked == nil:
		return p.body
	case readable == nil || (marked != nil && 4*p.ownText(marked) > 3*p.ownText(readable)):
		return marked
	}
	return readable
}

// marked returns the largest container that has a good part of the page's text.
func (p *page) marked() *html.Node {
	total := p.ownText(p.body)
	for _, match := range containers {
		best, length := (*html.Node)(nil), 0
		for _, n := range allElements(p.body, match) {
			if l := p.ownText(n); l > length && !p.surrounds(n) && !p.surrounded(n) {
				best, length = n, l
			}
		}
		if best != nil && 3*length >= total {
			return best
		}
	}
	return nil
}

// containers mark an article, the most precise first: the elements made for it, then
// those of generators that do without (Sphinx, MediaWiki, WordPress, Hugo themes).
var containers = []func(*html.Node) bool{
	func(n *html.Node) bool { return n.DataAtom == atom.Article },
	func(n *html.Node) bool { return n.DataAtom == atom.Main || markup.Attr(n, "role") == "main" },
	func(n *html.Node) bool {
		return markup.Attr(n, "itemprop") == "articleBody" || slices.ContainsFunc(markup.Names(n), func(w string) bool {
			switch w {
			case "mw-parser-output", "entry-content", "post-content", "article-body", "markdown-body", "mw-content-text", "articlebody":
				return true
			}
			return false
		})
	},
}

const (
	minReadable      = 200    // least text in bytes that a find of readability must have
	maxReadableDepth = 100    // readability's time grows with the size of a page times its depth;
	maxReadableSize  = 30_000 // real pages stay far below both
)

// readable returns the element that readability takes for the article, nil when it finds
// none. What it keeps inside is text, whatever its class says.
func (p *page) readable() *html.Node {
	if p.depth > maxReadableDepth || len(p.size) > maxReadableSize {
		return nil
	}
	parser := readability.NewParser()
	parser.KeepClasses = true
	article, err := parser.ParseDocument(p.doc, &url.URL{})
	if err != nil || article.Node == nil {
		return nil
	}
	for n := range article.Node.Descendants() {
		if n.Type == html.ElementNode {
			n.DataAtom = atom.Lookup([]byte(n.Data)) // missing where readability made the element
		}
	}
	if size, _ := p.measure(article.Node, 0); size < minReadable {
		return nil
	}
	for n := range article.Node.Descendants() {
		if n.Type == html.ElementNode && p.size[n] >= minReadable {
			p.decided[n] = n.DataAtom == atom.Nav || p.never(n) || p.teaser(n)
		}
	}
	return article.Node
}

// ownText returns the bytes of text below n outside the parts that surround articles.
func (p *page) ownText(n *html.Node) int {
	total := p.size[n]
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || p.size[c] == 0 {
			continue
		}
		if p.surrounds(c) {
			total -= p.size[c]
		} else {
			total -= p.size[c] - p.ownText(c)
		}
	}
	return total
}

// surrounded reports whether n lies inside a part that surrounds articles.
func (p *page) surrounded(n *html.Node) bool {
	for a := range n.Ancestors() {
		if a.Type == html.ElementNode && p.surrounds(a) {
			return true
		}
	}
	return false
}

// headingOutside returns the page's heading of level 1 when the article has none.
func (p *page) headingOutside(root *html.Node) *html.Node {
	isH1 := func(n *html.Node) bool { return n.DataAtom == atom.H1 }
	if root == p.body || markup.First(root, isH1) != nil {
		return nil
	}
	h1s := allElements(p.body, isH1)
	if len(h1s) != 1 {
		return nil
	}
	title := h1Text(h1s[0])
	same := func(n *html.Node) bool { return markup.IsHeading(n) && h1Text(n) == title } // readability may lower it
	if markup.First(root, same) != nil {
		return nil
	}
	return h1s[0]
}

// Bounds of a lead: bytes of text, and how far above the heading the part is that holds both.
const (
	minLead      = 60
	maxLead      = 900
	leadDistance = 3
)

// lead returns the paragraph that stands between the heading of an article and an article that was
// found without it, nil where there is none: it is known by the name of its kind.
func (p *page) lead(h1, root *html.Node) *html.Node {
	text := document.Tidy(markup.InnerText(root))
	around, below := h1, false
	for range leadDistance {
		if around.Parent == nil || around.Parent == p.body {
			break
		}
		around = around.Parent
	}
	for n := range around.Descendants() {
		if below = below || n == h1; !below || n.Type != html.ElementNode || p.prose[n] < minLead || p.prose[n] > maxLead {
			continue
		}
		if slices.ContainsFunc(markup.Classes(n), leadName.MatchString) && !p.surrounds(n) && !p.surrounded(n) {
			if strings.Contains(text, document.Tidy(markup.InnerText(n))) {
				return nil
			}
			return n
		}
	}
	return nil
}

// leadName matches the names that sites have for the first, short paragraph of an article.
var leadName = regexp.MustCompile(`^([a-z0-9]+[-_]+)*(lead|leadtext|lede|intro|introtext|introduction|standfirst|dek|deck|sub-?head(line|er|ing)?|sub-?title|summary|excerpt|abstract|` +
	`teasertext|vorspann|perex|chapeau|chapo|bajada|entradilla|sommario|occhiello|ingress|manchet)([-_]+(text|body|content|inner|wrap|wrapper|container|paragraph|copy))*$`)

// allElements returns every element below n that match accepts.
func allElements(n *html.Node, match func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && match(c) {
			found = append(found, c)
		}
	}
	return found
}
