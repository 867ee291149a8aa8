package markup

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A walker turns a tree of HTML into blocks. Text that stands in no block of
// its own gathers in line and becomes a block at the next border.
type walker struct {
	out    *document.Builder
	skip   func(*html.Node) bool   // parts of the page that are not its text; nil keeps all
	drop   func(string, bool) bool // see Inside; nil keeps all lines
	line   strings.Builder
	links  int              // <a> that enclose the text being read
	bold   int              // <b> and <strong> that enclose it
	plain  bool             // line holds a letter or digit outside links
	thin   bool             // line holds one that is not bold
	breaks int              // <br> since the last text
	kind   corpus.BlockKind // of the text that gathers in line
	deep   int              // elements with labels that enclose the text being read
	target string           // id of an element with no text yet: the anchor of a heading that comes next
}

// Blocks adds the blocks of root and what is below it, without the parts that skip
// reports; nil keeps all.
func Blocks(b *document.Builder, root *html.Node, skip func(*html.Node) bool) {
	w := walker{out: b, skip: skip}
	w.walk(root)
	w.flush()
}

// Inside adds the blocks below root, without the parts that skip reports and the lines
// that drop does: it is asked with a line and whether all its words are links.
func Inside(b *document.Builder, root *html.Node, skip func(*html.Node) bool, drop func(line string, linked bool) bool) {
	w := walker{out: b, skip: skip, drop: drop}
	w.children(root)
	w.flush()
}

// Inline returns the text of n without the parts that skip reports.
func Inline(n *html.Node, skip func(*html.Node) bool) string {
	w := walker{skip: skip}
	return w.inline(n)
}

// walk recurses no deeper than the tree, which html.Parse bounds at 512.
func (w *walker) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
	case html.ElementNode:
		sign, ok := named(n)
		switch {
		case w.skip != nil && w.skip(n):
		case struck(n):
			w.strike()
		case ok:
			w.line.WriteString(sign)
		case drawn(n):
			w.line.WriteString(field(n))
		case !Unseen(n) || n.DataAtom == atom.Button && !hidden(n):
			w.element(n)
		}
	case html.DocumentNode:
		w.children(n)
	}
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

func (w *walker) write(s string) {
	if strings.TrimSpace(s) != "" {
		w.breaks = 0
	}
	if (w.links == 0 && !w.plain) || (w.bold == 0 && !w.thin) {
		word := strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		w.plain = w.plain || (word && w.links == 0)
		w.thin = w.thin || (word && w.bold == 0)
	}
	w.line.WriteString(s)
}

func (w *walker) flush() {
	line := pictures(unstruck(w.line.String()))
	switch {
	case w.drop != nil && w.drop(line, !w.plain), ornament(line):
	case w.kind == corpus.Paragraph && !w.thin && isLabel(line):
		w.out.Heading(6, "", line)
	case w.out.Add(w.kind, line):
		w.target = ""
	}
	w.line.Reset()
	w.breaks, w.plain, w.thin = 0, false, false
}

// ornament reports a line of nothing but signs that part scenes: “* * *”.
func ornament(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) > 0 && strings.Trim(line, "*•·~⁂❦✦#—–- \u00a0") == ""
}

// isLabel reports a bold line that is short and ends like no sentence: a heading in all
// but name.
func isLabel(line string) bool {
	line = document.Tidy(line)
	return len(line) < 100 && !strings.HasSuffix(strings.TrimRight(line, "\"')”»"), ".") && !strings.ContainsAny(line, "\n!。！")
}

func (w *walker) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak()
	case atom.Img:
		w.line.WriteString(picture(n))
	case atom.Button:
		w.line.WriteString(button(n))
	case atom.Input:
		w.write(task(n))
		w.line.WriteString(field(n))
	case atom.Sup:
		if power := raised(n, w.line.String()); power != "" {
			w.write(power)
		} else {
			w.children(n)
		}
	case atom.Wbr:
	case atom.A:
		w.links++
		w.other(n)
		w.links--
	case atom.B, atom.Strong:
		w.bold++
		w.children(n)
		w.bold--
	case atom.Figure:
		w.block(n, corpus.Caption)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.heading(n)
	case atom.Pre:
		w.flush()
		w.within(n, w.kind, func() { w.out.Code(w.preText(n)) })
	case atom.Table:
		w.flush()
		w.table(n)
	case atom.Ul, atom.Ol:
		w.block(n, w.kind)
	case atom.Dl, atom.Details:
		w.folded(n)
	case atom.Li, atom.Dd:
		w.block(n, corpus.ListItem)
	case atom.Dt, atom.Summary:
		w.label(n)
	case atom.Figcaption, atom.Caption, atom.Legend:
		w.block(n, corpus.Caption)
	case atom.Blockquote:
		w.block(n, corpus.Quotation)
	default:
		w.other(n)
	}
}

// other handles an element that means nothing to the kind of its text.
func (w *walker) other(n *html.Node) {
	block := IsBlock(n)
	if block {
		w.flush()
	}
	if id := ID(n); id != "" {
		w.target = id
	}
	switch {
	case block && isCaption(n):
		w.block(n, corpus.Caption)
	case block:
		w.block(n, w.kind)
	default:
		w.children(n)
	}
}

func (w *walker) lineBreak() {
	w.breaks++
	if w.breaks > 1 {
		w.flush()
		return
	}
	w.line.WriteRune(document.LineBreak)
}

// block walks the children of n as text of the given kind, with a border before
// and after.
func (w *walker) block(n *html.Node, kind corpus.BlockKind) {
	w.flush()
	w.within(n, kind, func() { w.children(n); w.flush() })
}

// within runs walk with another kind and, where n can be linked to, its anchor.
func (w *walker) within(n *html.Node, kind corpus.BlockKind, walk func()) {
	oldKind := w.kind
	w.kind = kind
	if id := ID(n); id != "" && anchored[n.DataAtom] {
		defer func(old string) { w.out.Anchor = old }(w.out.Anchor)
		w.out.Anchor = "#" + id
	}
	walk()
	w.kind = oldKind
}

// heading adds a heading. Its anchor is its own id, or else one inside it, or one
// of an element that encloses it or stands right before it.
func (w *walker) heading(n *html.Node) {
	w.flush()
	id := ID(n)
	if id == "" {
		if inner := First(n, func(c *html.Node) bool { return ID(c) != "" }); inner != nil {
			id = ID(inner)
		}
	}
	if id == "" {
		id = w.target
	}
	w.target = ""
	if id != "" {
		id = "#" + id
	}
	w.out.Heading(int(n.Data[1]-'0'), id, w.inline(n))
}

// folded walks an element whose parts stand below labels, as long as it goes on.
func (w *walker) folded(n *html.Node) {
	w.deep++
	w.block(n, w.kind)
	w.deep--
	w.out.Leave(labelLevel + w.deep)
}

// labelLevel is below that of all headings.
const labelLevel = 7

// label adds the term of a definition or the line that a part unfolds from, as a
// heading below all others: what follows is found by it, and it is never quoted.
func (w *walker) label(n *html.Node) {
	w.flush()
	w.within(n, w.kind, func() { w.out.Heading(labelLevel+max(0, w.deep-1), "", w.inline(n)) })
}

// inline returns the text of n without the parts that are skipped.
func (w *walker) inline(n *html.Node) string {
	var text strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				text.WriteString(c.Data)
			case c.Type != html.ElementNode || Unseen(c) || struck(c) || (w.skip != nil && w.skip(c)):
			case c.DataAtom == atom.Br:
				text.WriteRune(document.LineBreak)
			case c.DataAtom == atom.Img:
				text.WriteString(picture(c))
			case c.DataAtom == atom.Input:
				text.WriteString(task(c))
			case c.DataAtom == atom.Sup && raised(c, text.String()) != "":
				text.WriteString(raised(c, text.String()))
			default:
				if IsBlock(c) || c.DataAtom == atom.Li {
					text.WriteByte(' ')
				}
				walk(c)
			}
		}
	}
	walk(n)
	return pictures(text.String())
}

// preText returns the text of a <pre> with its lines; some highlighters make each
// line an element and others number them in a column of their own.
func (w *walker) preText(n *html.Node) string {
	text := w.inline(n)
	return strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}

// table adds one block for each row. A table that only lays out the page is walked
// like any other part.
func (w *walker) table(n *html.Node) {
	if isLayout(n) {
		w.block(n, w.kind)
		return
	}
	var rows func(*html.Node)
	rows = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type != html.ElementNode || Unseen(c) || (w.skip != nil && w.skip(c)):
			case c.DataAtom == atom.Caption:
				w.block(c, corpus.Caption)
			case c.DataAtom == atom.Tr && struckRow(c):
			case c.DataAtom == atom.Tr:
				w.within(c, w.kind, func() { w.out.Row(w.cells(c)) })
			default:
				rows(c)
			}
		}
	}
	w.within(n, w.kind, func() { rows(n) })
}

// struckRow reports a row whose first cell is struck out: what it is about is.
func struckRow(row *html.Node) bool {
	first := First(row, func(c *html.Node) bool { return c.DataAtom == atom.Td || c.DataAtom == atom.Th })
	if first == nil || document.Tidy(InnerText(first)) == "" {
		return false
	}
	return document.Tidy(Inline(first, struck)) == ""
}

func (w *walker) cells(row *html.Node) []string {
	var cells []string
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if (c.DataAtom == atom.Td || c.DataAtom == atom.Th) && (w.skip == nil || !w.skip(c)) {
			cells = append(cells, w.inline(c))
		}
	}
	return cells
}

// isLayout reports tables that hold parts of a page and not data.
func isLayout(table *html.Node) bool {
	role := Attr(table, "role")
	return role == "presentation" || role == "none" || First(table, func(c *html.Node) bool {
		return IsHeading(c) || slices.Contains(layoutContent, c.DataAtom)
	}) != nil
}

var layoutContent = []atom.Atom{atom.Table, atom.Pre, atom.Article, atom.Section, atom.Form, atom.Blockquote}

// isCaption reports the captions of wikis and WordPress, which are no <figcaption>, and
// the titles of admonitions.
func isCaption(n *html.Node) bool {
	class := Attr(n, "class")
	return class != "" && captionClass.MatchString(class)
}

var captionClass = regexp.MustCompile(`(?i)(^|\s)(thumbcaption|gallerytext|wp-caption-text|alert-title|alert-heading|custom-block-title|\S*admonition-?(title|heading)\S*|starlight-aside__title|callout-title\S*)($|\s)`)

// Unseen reports elements that a browser shows nothing of, or no text.
func Unseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe, atom.Object, atom.Svg, atom.Canvas,
		atom.Audio, atom.Video, atom.Button, atom.Select, atom.Textarea, atom.Rp, atom.Rt, atom.Dialog:
		return true
	}
	if n.Data == "annotation" { // the source of a formula, beside its signs
		return true
	}
	return hidden(n)
}

func hidden(n *html.Node) bool {
	style := strings.ReplaceAll(strings.ToLower(Attr(n, "style")), " ", "")
	return HasAttr(n, "hidden") || strings.Contains(style, "display:none")
}

// IsBlock reports elements that break the line before and after their text.
func IsBlock(n *html.Node) bool { return blockElements[n.DataAtom] }

// blockElements break the line before and after their text.
var blockElements = atomSet(atom.Address, atom.Article, atom.Aside, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Div, atom.Dl, atom.Dt,
	atom.Fieldset, atom.Figure, atom.Footer, atom.Form, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Main, atom.Nav,
	atom.P, atom.Section, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot)

// anchored elements give their id to the blocks inside them and to nothing after.
var anchored = atomSet(atom.P, atom.Details, atom.Li, atom.Dt, atom.Dd, atom.Blockquote, atom.Pre, atom.Table, atom.Tr, atom.Figcaption)

func atomSet(atoms ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(atoms))
	for _, a := range atoms {
		set[a] = true
	}
	return set
}
