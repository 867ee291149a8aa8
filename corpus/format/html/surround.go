package html

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// surrounds reports the parts of a page that are not its article: navigation, footers,
// notices, forms, lists of links into the page.
func (p *page) surrounds(n *html.Node) bool {
	decided, known := p.decided[n]
	if !known {
		decided = p.decide(n)
		p.decided[n] = decided
	}
	return decided
}

func (p *page) decide(n *html.Node) bool {
	if markup.IsHeading(n) {
		return p.never(n) || hiddenByStyle(n) || markup.Attr(n, "aria-hidden") == "true" || leadsAway(n)
	}
	if markup.Permalink(n) || hiddenByStyle(n) || p.teaser(n) || p.codeLabel(n) || markup.NoteMark(n) {
		return true
	}
	switch n.DataAtom {
	case atom.Main, atom.Body, atom.Html, atom.Article, atom.Code, atom.Pre, atom.Table, atom.Tr, atom.Tbody:
		return p.never(n)
	case atom.Nav, atom.Menu:
		return true
	case atom.Footer:
		return n.Parent == nil || n.Parent.DataAtom != atom.Blockquote
	case atom.Header:
		if p.siteHeader(n) {
			return true
		}
	case atom.Aside:
		if !slices.ContainsFunc(markup.Classes(n), func(w string) bool { return notices[w] }) && !p.headingMade(n) {
			return true
		}
	case atom.Form, atom.Label:
		return !p.most(n) && !isBox(n)
	}
	return surroundRoles[markup.Attr(n, "role")] || markup.Attr(n, "aria-hidden") == "true" || p.named(n) || isContents(n)
}

// isBox reports the label of a box that tells whether a task is done.
func isBox(n *html.Node) bool {
	return n.DataAtom == atom.Label && markup.First(n, func(c *html.Node) bool {
		return c.DataAtom == atom.Input && markup.Attr(c, "type") == "checkbox" && markup.HasAttr(c, "disabled")
	}) != nil
}

// leadsAway reports a heading above links to other articles, by its words. One that can be linked to
// is of the text.
func leadsAway(n *html.Node) bool {
	return markup.ID(n) == "" && otherArticles.MatchString(document.Tidy(markup.InnerText(n)))
}

var otherArticles = regexp.MustCompile(`(?i)^(read (more|also|next)|related( (articles?|stories|posts?|content|topics|links|news))?|recommended( for you| reading)?|you (may|might) also (like|be interested in)|more (on this|from) .{3,40}|more stories|trending( now)?|most read|` +
	`mehr zum thema|mehr (zu|aus|von) .{2,40}|auch interessant|das könnte (sie|dich|euch) (auch )?interessieren|lesen sie (auch|mehr)|weitere (artikel|themen|beiträge|nachrichten|meldungen)|verwandte (artikel|themen|beiträge)|ähnliche (artikel|beiträge)|passend zum thema|empfehlungen der redaktion|schlagworte|zum weiterlesen|` +
	`(à )?(lire|voir) (aussi|également)|sur le même (sujet|thème)|articles? (liés?|similaires?|associés?)|à découvrir|` +
	`(te|le) puede(n)? interesar|(lea|lee|vea) también|más (noticias|sobre .{3,40})|noticias relacionadas|(artículos|notas) relacionad[oa]s|` +
	`(leia|veja) (também|mais)|(notícias|matérias) relacionadas|(leggi|vedi) anche|articoli correlati|lees ook|gerelateerde artikelen|(zobacz|czytaj|przeczytaj) (też|także|również|więcej)|читайте (также|також)|по теме|за темою)\s*[:.…!?›»]*$`)

// siteHeader reports the head of a site, as against that of an article.
func (p *page) siteHeader(n *html.Node) bool {
	for a := range n.Ancestors() {
		if a.DataAtom == atom.Article || a.DataAtom == atom.Main {
			return false
		}
	}
	return markup.First(n, func(c *html.Node) bool { return c.DataAtom == atom.H1 }) == nil ||
		markup.First(n, func(c *html.Node) bool { return c.DataAtom == atom.Nav }) != nil
}

// codeLabel reports the name of a language or file that stands on top of a block of code.
func (p *page) codeLabel(n *html.Node) bool {
	if n.DataAtom != atom.Span && n.DataAtom != atom.Div && n.DataAtom != atom.Header || p.size[n] > 24 {
		return false
	}
	next := nextElement(n, forward)
	return next != nil && next.DataAtom == atom.Pre && nextElement(next, forward) == nil
}

// most reports whether n holds more than half of the page's text, or of its prose.
func (p *page) most(n *html.Node) bool {
	return 2*p.size[n] > p.size[p.body] || p.prose[n] >= minProse && 2*p.prose[n] > p.prose[p.body]
}

var surroundRoles = map[string]bool{
	"navigation": true, "complementary": true, "search": true, "banner": true, "contentinfo": true, "dialog": true, "alertdialog": true,
	"menu": true, "menubar": true, "toolbar": true, "tablist": true, "doc-toc": true, "directory": true, "alert": false,
}

// notices are the class names of an <aside> that belongs to the text.
var notices = map[string]bool{
	"admonition": true, "callout": true, "note": true, "tip": true, "warning": true, "caution": true, "danger": true, "important": true,
	"info": true, "alert": true, "notice": true, "starlight-aside": true, "hint": true, "footnote": true, "footnote-list": true, "topic": true, "seealso": true,
	"example": true, "attention": true, "error": true, "deprecated": true, "versionadded": true, "versionchanged": true, "question": true,
}

// teaser reports a card that leads to another page: a link around blocks, or one of
// several parts whose heading is a link.
func (p *page) teaser(n *html.Node) bool {
	if n.DataAtom == atom.A {
		return markup.First(n, func(c *html.Node) bool { return markup.IsBlock(c) || markup.IsHeading(c) }) != nil && !p.most(n)
	}
	return p.linkedHeading(n) && (p.linkedHeading(nextElement(n, forward)) || p.linkedHeading(nextElement(n, backward)))
}

// maxTeaser is the most text in bytes that a teaser has.
const maxTeaser = 600

// linkedHeading reports a small part that opens with a heading that is a link. A section that can
// be linked to by its heading is none.
func (p *page) linkedHeading(n *html.Node) bool {
	if n == nil || p.size[n] > maxTeaser || (n.DataAtom != atom.Div && n.DataAtom != atom.Li && n.DataAtom != atom.Article && n.DataAtom != atom.Section) {
		return false
	}
	heading := markup.First(n, markup.IsHeading)
	if heading == nil || markup.Attr(heading, "id") != "" || p.headingMade(n) {
		return false
	}
	link := markup.First(heading, func(c *html.Node) bool { return c.DataAtom == atom.A && !markup.Permalink(c) })
	return link != nil && !strings.HasPrefix(markup.Attr(link, "href"), "#") && document.Tidy(markup.InnerText(link)) == document.Tidy(markup.InnerText(heading))
}

// hiddenByStyle reports what a browser leaves room for and does not show.
func hiddenByStyle(n *html.Node) bool {
	style := markup.Attr(n, "style")
	return style != "" && invisible.MatchString(style)
}

var invisible = regexp.MustCompile(`(?i)(^|;)\s*(visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0(\.0+)?\s*(;|!|$)|font-size\s*:\s*0(px|em|rem|%)?\s*(;|!|$))`)

func forward(n *html.Node) *html.Node  { return n.NextSibling }
func backward(n *html.Node) *html.Node { return n.PrevSibling }

// nextElement returns the nearest element beside n, nil when there is none.
func nextElement(n *html.Node, step func(*html.Node) *html.Node) *html.Node {
	for n = step(n); n != nil && n.Type != html.ElementNode; n = step(n) {
	}
	return n
}

// isNotice reports lines that sites put between the paragraphs of an article: who wrote
// it and when, what to click on.
func isNotice(line string) bool {
	line = document.Tidy(line)
	if len(line) > 160 {
		return false
	}
	if notice.MatchString(line) {
		return true
	}
	if strings.IndexFunc(line, unicode.IsDigit) < 0 {
		return false
	}
	return len(line) < 40 && !document.LooseDate(line).IsZero() || datedLine.MatchString(line) && dateIn.MatchString(line) || isDateline(line)
}

// maxBeside is the most words that stand beside day and time in a line that says when, and
// perhaps where and by whom.
const maxBeside = 5

// isDateline reports a line of a day and a time with hardly anything beside them.
func isDateline(line string) bool {
	if len(line) > 120 || !clock.MatchString(line) || strings.ContainsAny(line[len(line)-1:], ".!?") {
		return false
	}
	rest := day.ReplaceAllString(clock.ReplaceAllString(line, " "), " ")
	return len(rest) < len(line)-len("00:00 ")-len(" 1 May 19") && len(strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })) <= maxBeside
}

var (
	clock = regexp.MustCompile(`\b\d{1,2}[:h]\d\d(:\d\d)?\b`)
	day   = regexp.MustCompile(`\b\d{1,2}(\.|st|nd|rd|th)?[ .-]?(de )?\p{L}{3,10}\.?,?[ .-]?(de )?\d{4}\b|\b\p{L}{3,10}\.? \d{1,2}(st|nd|rd|th)?,? \d{4}\b|\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b`)
)

// datedLine matches a line that opens with a word for being published or changed; it says when,
// and nothing else, where it holds a day or a time.
var (
	datedLine = regexp.MustCompile(`(?i)^((first|last|originally|date|zuletzt|dernière|última|ultimo|laatst) ?)?(updated?|posted|published|modified|created|edited|stand|aktualisiert|veröffentlicht|erstellt|geändert|` +
		`publiée?|mise? à jour|modifiée?|actualizad[oa]|publicad[oa]|modificad[oa]|pubblicat[oa]|aggiornat[oa]|aggiornamento|atualizad[oa]|gepubliceerd|bijgewerkt|gewijzigd|opublikowano|aktualizacja|` +
		`опубликовано|обновлено|изменено|опубліковано|оновлено|змінено)([^\p{L}].{0,100})?[^.!?]$`)
	dateIn = regexp.MustCompile(`\d{4}-\d\d|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{1,2}[:h]\d\d|\p{L}{3,}\.? \d{1,2}(,|st|nd|rd|th|$)|\d{1,2}\.? \p{L}{3,}\.? \d{4}`)
)

var notice = regexp.MustCompile(`(?i)^(edit (this|the) page( on \w+)?|improve this page|suggest (an )?edits?|view (page )?source|(page )?last (updated|modified|edited)( on| at|:)? .{0,60}` +
	`|was this (page|article|information) helpful\??.{0,40}|share (this|on) .{0,40}|skip to (main )?content|back to top|advertisement|sponsored( content)?|on this page|table of contents` +
	`|(about )?\d+ min(ute)?s?( read)?|listen to this article.{0,30}|read more:?.{0,100}|(lesen sie (auch|mehr)|mehr zum thema|(à )?lire aussi|l[ea]e también|(leia|veja) (também|mais)|leggi anche|lees ook|(zobacz|czytaj) (też|także|również)|читайте (также|також)) ?[:|–»-].{0,130}|(see )?also on this site.{0,60}|continue reading.{0,60}|sign up for .{0,80}|subscribe to .{0,80}|by (accepting|clicking).{0,100}cookies.{0,60}` +
	`|we use cookies.{0,140}|(by|von|par|por) \p{Lu}[^.!?]{2,60}|(written by|posted (by|on|in)|published( on| at|:)|updated( on| at|:)|photograph(s|y)? by|image:|images?/|photos?( by)?:|fotos?:|bild:|crédits?( photo)?:|photo credit:|picture:|©) ?.{0,80}` +
	`|\d+ (likes?|comments?|repl(y|ies)|views?|shares?|reactions?)|(about )?(\d+|an?|one) (second|minute|hour|day|week|month|year)s? ago|(next|previous)( page| article| post)?:?( [«»←→].*)?|[«»←→‹›<>| ]+|loading(…|\.\.\.)?|(copy|copied!?|copy (code|link)))$`)

// isContents reports a list that has nothing but links into its own page.
func isContents(n *html.Node) bool {
	if n.DataAtom != atom.Ul && n.DataAtom != atom.Ol {
		return false
	}
	links := 0
	for c := range n.Descendants() {
		switch {
		case c.DataAtom == atom.A && strings.HasPrefix(markup.Attr(c, "href"), "#"):
			links++
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" && !insideLink(c, n):
			return false
		case c.DataAtom == atom.A:
			return false
		}
	}
	return links > 1
}

func insideLink(n, top *html.Node) bool {
	for a := range n.Ancestors() {
		if a == top {
			return false
		}
		if a.DataAtom == atom.A {
			return true
		}
	}
	return false
}
