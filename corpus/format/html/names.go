package html

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus/markup"
)

// named reports elements whose names tell that they surround an article. A class that is a known
// name and nothing else decides, and so does an id; a class that only holds such a name decides where
// there is hardly any prose inside. What holds most of the page's prose is only named after it
// ("with-sidebar"), and so is what is there for a quotation.
func (p *page) named(n *html.Node) bool {
	if p.never(n) {
		return true
	}
	if !markup.IsBlock(n) && !isList(n) {
		return false
	}
	told := p.nameOf(n)
	switch {
	case !told.holds, p.most(n), p.quotes(n):
		return false
	case told.known:
		return true
	}
	return !p.isSection(n) && (fewOf*p.prose[n] < p.prose[p.body] || !p.holdsProse(n))
}

// isSection reports a part that can be linked to, opens with a heading and goes on with more text
// than links.
func (p *page) isSection(n *html.Node) bool {
	heading := markup.First(n, markup.IsHeading)
	if heading == nil || markup.ID(heading)+markup.ID(n) == "" {
		return false
	}
	for c := range n.Descendants() {
		if c == heading {
			break
		}
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return false
		}
	}
	below := p.prose[n] - p.prose[heading]
	return below >= minSection && 2*below > p.size[n]-p.size[heading]
}

// minSection is the fewest bytes of text outside links that a section has below its heading.
const minSection = 30

// fewOf is the part of a page's prose that may be lost with an element whose name only holds that
// of a surrounding.
const fewOf = 10

// nameOf returns what the classes and the id of n tell: the first that is a known name decides.
func (p *page) nameOf(n *html.Node) (all verdict) {
	classes := markup.Classes(n)
	for _, class := range classes {
		v := p.verdict(class)
		if (class == "hidden" || class == "d-none") && slices.ContainsFunc(classes, shows) {
			continue
		}
		if v.known {
			return v
		}
		all.holds = all.holds || v.holds
	}
	if id := hyphenatedID(n); !all.holds && id != "" && partsOfPages[n.DataAtom] {
		if v := p.verdict(id); v.known && !p.headingMade(n) {
			return v
		}
	}
	return all
}

// shows reports a class that shows from some width on what another hides below it, as frameworks
// write it: "hidden md:block", "d-none d-md-flex".
func shows(class string) bool {
	parts := wordsOf(class)
	if len(parts) < 2 {
		return false
	}
	switch parts[len(parts)-1] {
	case "block", "flex", "grid", "inline", "table", "contents":
		return widths[parts[0]] || parts[0] == "d" && widths[parts[1]]
	}
	return false
}

var widths = wordSet("sm md lg xl 2xl xxl")

// partsOfPages are the elements whose id may say what part of a page they are. That of others says
// what they define, or which paragraph they are.
var partsOfPages = map[atom.Atom]bool{
	atom.Div: true, atom.Section: true, atom.Aside: true, atom.Header: true, atom.Ul: true, atom.Ol: true, atom.Form: true, atom.Details: true, atom.Td: true,
}

// verdict looks at each name once: pages repeat theirs.
func (p *page) verdict(name string) verdict {
	v, told := p.verdicts[name]
	if !told {
		v = judge(name)
		p.verdicts[name] = v
	}
	return v
}

// never reports what is no text wherever it stands, of one line or many.
func (p *page) never(n *html.Node) bool {
	if slices.ContainsFunc(markup.Classes(n), markup.NeverText) {
		return true
	}
	id := hyphenatedID(n)
	return id != "" && markup.NeverText(id) && !p.headingMade(n)
}

// hyphenatedID returns the id of an element the way that names are written.
func hyphenatedID(n *html.Node) string {
	id := markup.Attr(n, "id")
	if id == "" {
		return ""
	}
	return markup.Hyphenated(id)
}

// headingMade reports an element whose id is made of the heading that it is, or opens with: it
// says what the section is about, and nothing of what it is on the page.
func (p *page) headingMade(n *html.Node) bool {
	heading := n
	if !markup.IsHeading(n) {
		if heading = markup.First(n, markup.IsHeading); heading == nil {
			return false
		}
	}
	id, text := letters(markup.Attr(n, "id")), letters(markup.InnerText(heading))
	return id != "" && strings.Contains(text, id) && (2*len(id) > len(text) || p.isSection(n))
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// minProse is the fewest bytes outside links that make a paragraph prose.
const minProse = 80

// holdsProse reports whether there is a paragraph below n, or n is one.
func (p *page) holdsProse(n *html.Node) bool {
	isProse := func(c *html.Node) bool { return c.Data == "p" && p.prose[c] >= minProse }
	return p.prose[n] >= minProse && (isProse(n) || markup.First(n, isProse) != nil)
}

// quotes reports a part that is there for a quotation, such as a post from elsewhere.
func (p *page) quotes(n *html.Node) bool {
	quote := markup.First(n, func(c *html.Node) bool { return c.Data == "blockquote" })
	return quote != nil && 2*p.prose[quote] > p.prose[n]
}

func isList(n *html.Node) bool {
	switch n.Data {
	case "ul", "ol", "li", "dl":
		return true
	}
	return false
}
