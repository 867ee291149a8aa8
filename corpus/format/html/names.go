package html

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"verbatim/corpus/markup"
)

// named reports elements whose names tell that they surround an article. A class that is a known
// name and nothing else decides; one that only holds such a name, and an id, decide where there is
// no prose inside. What holds most of the page's prose is only named after it ("with-sidebar"), and
// a heading is never left out for how it looks.
func (p *page) named(n *html.Node) bool {
	if p.never(n) {
		return true
	}
	if !markup.IsBlock(n) && !isList(n) {
		return false
	}
	known, holds := p.nameOf(n)
	switch {
	case !holds, p.most(n), p.quotes(n):
		return false
	case known:
		return true
	}
	return fewOf*p.prose[n] < p.prose[p.body] || !p.holdsProse(n)
}

// fewOf is the part of a page's prose that may be lost with an element whose name only holds that
// of a surrounding.
const fewOf = 10

// nameOf reports whether a class or id of n is the known name of a surrounding, and whether one
// holds such a name.
func (p *page) nameOf(n *html.Node) (known, holds bool) {
	for _, w := range markup.Classes(n) {
		if surroundPart.MatchString(w) {
			holds = true
			if isSurrounding(w) {
				return true, true
			}
		}
	}
	if id := hyphenatedID(n); !holds && surroundPart.MatchString(id) && !p.headingMade(n) {
		return isSurrounding(id), true
	}
	return false, holds
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

// isSurrounding reports a name, or the part of one behind "__", that is a known one with words
// about where it stands before it and words about what it is made of after it.
func isSurrounding(name string) bool {
	if surroundName.MatchString(name) {
		return true
	}
	_, part, ok := strings.Cut(name, "__")
	return ok && surroundName.MatchString(part)
}

// surroundings are the names of what surrounds an article.
const surroundings = `nav|navbar|navigation|menu|breadcrumbs?|crumbs|sidebar|sidenav|toc|table-of-contents|contents-list` +
	`|pagination|pager|prev-next|prevnext|cta|page-id|doc-info|cookies?|consent|gdpr|privacy-notice` +
	`|footer|colophon|share|sharing|sharedaddy|social|related(-?(posts?|articles?|stories|content|links))?|recommend(ed|ations?)?|read-?more|read-?next|more-(stories|news|from)` +
	`|most-(read|popular)|popular|trending|newsletters?|subscribe|subscription|sign-?up|promo(tion)?|adverts?|advertisement` +
	`|ads?|ad-slot|sponsor(ed)?|comments?|respond|disqus|by-?line|authors?|author-(bio|box|info)|bio` +
	`|post-meta|entry-meta|article-meta|page-meta|metadata|post-info|dateline(-meta)?|timestamp|(publish(ed)?|pub|posted|entry|article)-?date|posted-on|reading-time` +
	`|edit-?(this-?)?(page|link|on-github)|last-updated?|feedback|helpful|rating|likes|reactions?|upvotes?|labels|baseline-indicator|skip(-to)?(-content|-link)?|skiplink` +
	`|search|popup|modal|overlay|paywall|masthead|site-header|topbar|announcement(-?bar)?|tags?|tag-?list|post-tags|categories` +
	`|headerlink|hash-link|hidden|sr-only|visually-hidden|screen-reader-text|theme-doc-footer|doc-footer|print-only|noprint` +
	`|language-?(switcher|selector)|versions?(-switcher|-selector)?|copyright|backlinks|webmentions?`

var (
	// surroundPart matches a class or id that holds the name of a surrounding.
	surroundPart = regexp.MustCompile(`(^|[-_:])(` + surroundings + `)($|[-_:])`)
	// surroundName matches one that is such a name: with whose it is, or where it stands, before
	// it, and behind it what it is made of, or a hash that a tool put there.
	surroundName = regexp.MustCompile(`^([a-z]{1,3}[-_]+|(site|page|post|article|story|entry|main|global|content|section|block|widget|module|component|region|view|top|bottom|left|right|inline|sticky|mobile|desktop)[-_]+)*(` +
		surroundings + `)([-_]+(s|wrap|wrapper|container|outer|inner|content|body|section|block|box|area|list|items?|links?|bar|panel|pane|widget|module|component|region|view|group|row|cols?|column|buttons?|icons?|tools?|header|heading|title|label|text|form|card|cards|grid|top|bottom|left|right|inline|sticky|mobile|desktop|small|large|primary|secondary|main|[0-9a-z]*[0-9][0-9a-z]*))*$`)
)

func isList(n *html.Node) bool {
	switch n.Data {
	case "ul", "ol", "li", "dl":
		return true
	}
	return false
}
