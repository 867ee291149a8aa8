package html

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// prepare gives parts of a tree the elements that say what they are: captions that are made of
// other elements, and lists of links that are text. What a reader of the page may unfold is shown.
func prepare(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if unfolds(c) {
			c.Attr = slices.DeleteFunc(c.Attr, func(a html.Attribute) bool { return a.Key == "hidden" || a.Key == "style" })
		}
		switch c.DataAtom {
		case atom.Pre, atom.Script, atom.Style:
			continue
		case atom.Button:
			label(c)
		case atom.Ul, atom.Ol:
			unlink(c)
		case atom.Div, atom.Span, atom.P, atom.Small, atom.Cite, atom.Em, atom.I, atom.Li, atom.Dd:
			if isCaption(c) {
				c.DataAtom, c.Data = atom.Figcaption, "figcaption"
			}
		}
		prepare(c)
	}
}

// unfolds reports a part that is hidden until somebody chooses it: a tab, the answer below a question
// that unfolds it, or what a browser shows where it finds words in it.
func unfolds(n *html.Node) bool {
	if markup.Attr(n, "role") == "tabpanel" || markup.Attr(n, "hidden") == "until-found" {
		return true
	}
	if !markup.HasAttr(n, "hidden") && !markup.HasAttr(n, "style") {
		return false
	}
	if before := nextElement(n, backward); before != nil && unfolder(before) {
		return true
	}
	return slices.ContainsFunc(markup.Classes(n), folded.MatchString)
}

// folded matches class names of parts that are folded until somebody asks for them.
var folded = regexp.MustCompile(`(^|[-_])(accordion|collapse|collapsible|expandable|faq)([-_]|$)`)

// unfolder reports a button that shows what stands below it, or a line that is nothing but one.
func unfolder(n *html.Node) bool {
	b := n
	if !opens(b) {
		b = markup.First(n, opens)
	}
	return b != nil && document.Tidy(markup.InnerText(b)) == document.Tidy(markup.InnerText(n))
}

func opens(n *html.Node) bool {
	return markup.HasAttr(n, "aria-expanded") || n.DataAtom == atom.Button && slices.ContainsFunc(markup.Classes(n), folded.MatchString)
}

// label makes a label of a button that shows what stands below it, as that of <details> is, or words
// of the heading that it is in.
func label(button *html.Node) {
	switch {
	case !opens(button):
	case markup.IsHeading(button.Parent):
		button.DataAtom, button.Data = atom.Span, "span"
	case nextElement(button, forward) != nil && unfolds(nextElement(button, forward)):
		button.DataAtom, button.Data = atom.Summary, "summary"
	}
}

// maxCaption is the most text in bytes that a caption has.
const maxCaption = 600

// isCaption reports what stands below a picture and is no <figcaption>: by the name of its kind,
// where it is no part of a longer line.
func isCaption(n *html.Node) bool {
	class := strings.ToLower(markup.Attr(n, "class"))
	named := slices.ContainsFunc(captionWords, func(w string) bool { return strings.Contains(class, w) })
	if !named || !slices.ContainsFunc(markup.Classes(n), captionName.MatchString) || !alone(n) {
		return false
	}
	return len(markup.InnerText(n)) <= maxCaption && markup.First(n, markup.IsHeading) == nil
}

var captionWords = []string{"caption", "cutline", "credit", "bildunterschrift", "bildnachweis"}

var captionName = regexp.MustCompile(`^([a-z0-9]+[-_]+)*(image|photo|img|pic|picture|media|figure|fig|video|gallery|slide|thumb|news)?(` + strings.Join(captionWords, "|") + `)s?` +
	`([-_]+(text|full|truncated|short|long|wrap|wrapper|container|inner|content|body|title|credit|source|copyright|[0-9a-z]*[0-9][0-9a-z]*))*$`)

// alone reports an element with no text beside it.
func alone(n *html.Node) bool {
	if markup.IsBlock(n) || n.Parent == nil {
		return true
	}
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return false
		}
	}
	return true
}

// unlink takes the items of a list that are nothing but links for text, where that is what the
// list is for: items of it are text, or most are sentences, or a line leads to them. Other lists
// say what else there is to read.
func unlink(list *html.Node) {
	var linked []*html.Node
	items, sentences, text := 0, 0, false
	for li := list.FirstChild; li != nil; li = li.NextSibling {
		if li.DataAtom != atom.Li {
			continue
		}
		items++
		link := onlyLink(li)
		if link == nil {
			text = text || wordsOutside(li) >= minWords
			continue
		}
		linked = append(linked, link)
		if isSentence(markup.InnerText(link)) {
			sentences++
		}
	}
	if len(linked) == 0 || !text && 2*sentences <= items && !introduced(list) {
		return
	}
	for _, link := range linked {
		link.DataAtom, link.Data = atom.Span, "span"
	}
}

// introduced reports a list inside an item that has words of its own, or below a line that ends
// in a colon.
func introduced(list *html.Node) bool {
	before := list.PrevSibling
	for before != nil && before.Type != html.ElementNode && strings.TrimSpace(before.Data) == "" {
		before = before.PrevSibling
	}
	if before == nil || before.DataAtom == atom.A || markup.IsHeading(before) {
		return false
	}
	line := before.Data
	if before.Type == html.ElementNode {
		line = markup.InnerText(before)
	}
	line = strings.TrimSpace(line)
	if !strings.HasSuffix(line, ":") && list.Parent.DataAtom != atom.Li || len(line) > maxLeadIn {
		return false
	}
	return len(strings.Fields(line)) >= minWords && !readMore.MatchString(line)
}

// maxLeadIn is the most text in bytes that a line has which leads to a list.
const maxLeadIn = 500

// readMore matches words of a line that leads to other articles.
var readMore = regexp.MustCompile(`(?i)(^|\P{L})(read|see|more|also|related|lesen|siehe|auch|mehr|weitere|lire|voir|aussi|plus|lee|lea|leer|también|más|leia|veja|também|mais|leggi|anche|lees|ook|zobacz|czytaj|również|читайте|также|читай|також)(\P{L}|$)`)

// onlyLink returns the link that is all the text of an item, nil where there is more or none.
func onlyLink(li *html.Node) *html.Node {
	link := markup.First(li, func(c *html.Node) bool { return c.DataAtom == atom.A })
	if link == nil {
		return nil
	}
	text := document.Tidy(markup.InnerText(li))
	if text == "" || text != document.Tidy(markup.InnerText(link)) || markup.First(li, markup.IsHeading) != nil {
		return nil
	}
	return link
}

// minWords is the fewest words outside links that make an item text.
const minWords = 4

func wordsOutside(li *html.Node) int {
	return len(strings.Fields(markup.Inline(li, func(c *html.Node) bool { return c.DataAtom == atom.A })))
}

// isSentence reports a line that ends as sentences do and has the words of one.
func isSentence(s string) bool {
	s = strings.TrimRight(document.Tidy(s), "\"'”’»)")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!。！", last) && (len(strings.Fields(s)) > minWords || len(s) > utf8.RuneCountInString(s)*2)
}
