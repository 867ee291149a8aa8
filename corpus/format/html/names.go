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
// there is hardly any prose inside. What holds most of the page's prose is only named after it ("with-sidebar"), and
// a heading is never left out for how it looks.
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

// A verdict is what a name tells of the elements that have it.
type verdict struct {
	known bool // it is the name of a surrounding
	holds bool // it holds one
}

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
	return id != "" && strings.Contains(text, id) && 2*len(id) > len(text)
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

// judge takes a name apart. A surrounding is known with words before it that say whose it is, or
// where it stands, and words behind it for what it is made of; "__" begins a name anew.
func judge(name string) (v verdict) {
	parts, stands := wordsOf(name), 0
	if element, part, ok := strings.Cut(name, "__"); ok && part != "" {
		stands = len(wordsOf(element))
	}
	for from := range parts {
		for to := from + 1; to <= min(from+maxNameWords, len(parts)); to++ {
			if surroundings[strings.Join(parts[from:to], "-")] {
				v.holds = true
				placed := allOf(parts[:from], isPlace) || from >= stands && allOf(parts[stands:from], isPlace)
				v.known = v.known || placed && allOf(parts[to:], isMake)
			}
		}
	}
	v.holds = v.known || v.holds && !isState(parts)
	return v
}

func allOf(words []string, is func(string) bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !is(w) })
}

func wordsOf(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ':' })
}

// isPlace reports a word that may stand before the name of a surrounding.
func isPlace(word string) bool { return len(word) <= maxPrefix || places[word] }

// isMake reports a word that may stand behind it. What holds a digit is a number, or a hash that a
// tool put there.
func isMake(word string) bool {
	return makes[word] || surroundings[word] || strings.ContainsAny(word, "0123456789")
}

// isState reports a class that says what an element has, or which subject it is of.
func isState(parts []string) bool {
	for _, word := range parts[:len(parts)-1] {
		switch word {
		case "has", "with", "without", "no", "label", "labels", "our", "your":
			return true
		}
	}
	switch parts[0] {
	case "tag", "category", "topic", "hidden":
		return true
	}
	return false
}

const (
	maxNameWords = 3
	maxPrefix    = 3 // letters of a word that may stand before any name: initials of a site or a tool
)

var (
	// surroundings are the names of what surrounds an article, of up to maxNameWords words.
	surroundings = wordSet(`nav navbar navigation menu breadcrumb breadcrumbs crumbs sidebar sidenav toc table-of-contents contents-list
		pagination pager prev-next prevnext cta page-id doc-info cookie cookies consent gdpr privacy-notice footer colophon
		share sharing sharedaddy social related relatedposts related-posts recommend recommended recommendation recommendations
		readmore read-more readnext read-next more-stories more-news more-from most-read most-popular popular trending
		newsletter newsletters subscribe subscription signup sign-up promo promotion advert adverts advertisement ad ads sponsor sponsored
		comment comments respond disqus byline by-line author authors bio post-meta entry-meta article-meta page-meta metadata post-info
		dateline timestamp published-date publish-date pub-date posted-date entry-date article-date posted-on reading-time
		edit-page edit-this-page edit-link edit-on-github last-update last-updated feedback helpful rating likes reaction reactions upvote upvotes
		labels baseline-indicator skip skip-to skip-content skip-to-content skip-link skip-to-link skiplink
		search popup modal overlay paywall masthead site-header topbar announcement announcementbar announcement-bar tag tags taglist tag-list
		post-tags categories headerlink hash-link hidden d-none is-hidden invisible sr-only visually-hidden screen-reader-text theme-doc-footer doc-footer print-only noprint
		language-switcher language-selector languageswitcher version versions version-switcher version-selector versions-switcher
		copyright backlinks webmention webmentions
		postmetadata entry-utility disclosure disclaimer ratings post-ratings reviews kommentar kommentare commentaires comentarios commenti
		relatedlinks relatedlink relatedpost relatedarticles relatedtopics same-topic more-articles more-posts adv anzeige werbung publicidad publicite reklama
		author-description author-details author-image author-photo author-name shariff addtoany addthis outbrain taboola`)
	places = wordSet(`site page post article story entry main global content section block widget module component region view body
		top bottom left right inline sticky mobile desktop`)
	makes = wordSet(`wrap wrapper container outer inner content body section block box area list item items link links bar panel pane
		widget module component region view group row col cols column button buttons icon icons tool tools header heading title label text form
		card cards grid top bottom left right inline sticky mobile desktop small large primary secondary main
		posts post articles article stories story author and list`)
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func isList(n *html.Node) bool {
	switch n.Data {
	case "ul", "ol", "li", "dl":
		return true
	}
	return false
}
