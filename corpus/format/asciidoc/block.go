package asciidoc

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A reader turns lines into blocks.
type reader struct {
	ctx   context.Context
	out   *document.Builder
	page  *page
	kind  corpus.BlockKind // of the paragraphs
	depth int              // of the blocks inside each other
	lines []line
	at    int

	attributes string // of the block that comes next, as their lines write them
	named      string // its style: source, quote, NOTE
	title      string // of it
	own        string // its name
	attached   bool   // it belongs to a list item
}

// maxDepth is how deep blocks may lie in each other.
const maxDepth = 30

// termLevel is the level of terms, below those of all sections.
const termLevel = 7

// body reads the blocks of some lines.
func (r reader) body(l []line, kind corpus.BlockKind) {
	if r.depth++; r.depth > maxDepth {
		r.add(kind, join(l))
		return
	}
	r.lines, r.at, r.kind = l, 0, kind
	r.attributes, r.named, r.title, r.own, r.attached = "", "", "", "", false
	for r.at < len(r.lines) && r.ctx.Err() == nil {
		r.block()
	}
}

// add appends a block of text, and its footnotes. One that holds nothing but holes is left out.
func (r *reader) add(kind corpus.BlockKind, text string) {
	if text = r.page.inline(text); strings.Trim(text, " \n"+hole) != "" {
		r.out.Add(kind, text)
	}
	notes := r.page.notes
	r.page.notes = nil
	for _, note := range notes {
		r.out.Add(corpus.Paragraph, note)
	}
}

func join(l []line) string {
	text := make([]string, len(l))
	for i := range l {
		text[i] = l[i].text
	}
	return strings.Join(text, "\n")
}

// style reports whether the block that comes next has one of some styles.
func (r *reader) style(names ...string) bool { return slices.Contains(names, r.named) }

var firstWord = regexp.MustCompile(`^[\w-]+`)

// block reads one block, or lines that belong to the next.
func (r *reader) block() {
	text := r.lines[r.at].text
	switch {
	case text == "":
		r.at++
		r.attached = false
		return
	case text == "+":
		r.at++
		r.attached = true
		return
	case strings.HasPrefix(text, "//") && !strings.HasPrefix(text, "///"):
		r.at++
		return
	case r.page.entry(text):
		r.at++
		return
	case r.above(text):
		r.at++
		return
	}
	outer := r.kind
	if r.attached && r.kind == corpus.Paragraph {
		r.kind = corpus.ListItem
	}
	if !r.delimited(text) && !r.section() && !r.macro(text) && !r.listed(text) {
		r.paragraph(text)
	}
	r.kind, r.attached = outer, false
	r.attributes, r.named, r.title, r.own = "", "", "", ""
}

var blockTitle = regexp.MustCompile(`^\.(\.?[^ \t.].*)$`)

// above notes a line of attributes, a name or a title of the block that comes next.
func (r *reader) above(text string) bool {
	if m := blockTitle.FindStringSubmatch(text); m != nil {
		r.title = m[1]
		return true
	}
	if text[0] != '[' {
		return false
	}
	if !anchorLine.MatchString(text) && !attributeLine.MatchString(text) {
		return false
	}
	if id := ownName(text); id != "" {
		r.own = id
	}
	if !anchorLine.MatchString(text) {
		inner := text[1 : len(text)-1]
		if style := firstWord.FindString(inner); style != "" && !strings.HasPrefix(inner[len(style):], "=") {
			r.named = style
		}
		if r.attributes != "" && len(r.attributes) < maxTarget {
			inner = r.attributes + "," + inner
		}
		r.attributes = inner
	}
	return true
}

// caption adds the title of the block.
func (r *reader) caption() {
	if r.title != "" {
		r.add(corpus.Caption, r.title)
	}
}

// A heading is the title of a section as it is written.
type heading struct {
	text  string
	level int
}

var (
	titleLine  = regexp.MustCompile(`^(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+(?:=+|#+))?$`)
	underlines = "=-~^+"
)

// titleAt returns the title of a section that lines begin with, and of how many lines it is.
func titleAt(l []line) (heading, int) {
	text := l[0].text
	if text == "" {
		return heading{}, 0
	}
	if m := titleLine.FindStringSubmatch(text); m != nil {
		return heading{m[2], len(m[1])}, 1
	}
	if len(l) < 2 || len(l[1].text) < 3 || text[0] == ' ' || text[0] == '.' || text[0] == '[' || text[0] == '|' || strings.HasSuffix(text, "+") {
		return heading{}, 0
	}
	under := l[1].text
	level := strings.IndexByte(underlines, under[0])
	wide := utf8.RuneCountInString(text)
	if level < 0 || strings.Trim(under, under[:1]) != "" || len(under) < wide-1 || len(under) > wide+1 || !wordInside.MatchString(text) {
		return heading{}, 0
	}
	return heading{text, level + 1}, 2
}

var wordInside = regexp.MustCompile(`[\pL\pN]`)

// section adds the title of a section, which keeps its name in the page.
func (r *reader) section() bool {
	t, n := titleAt(r.lines[r.at:])
	if n == 0 {
		return false
	}
	r.at += n
	own, text := r.own, t.text
	if m := leadingAnchor.FindStringSubmatch(text); m != nil {
		own, text = m[1], text[len(m[0]):]
	}
	shown := r.page.inline(text)
	r.out.Heading(t.level, "#"+r.page.name(own, shown), shown)
	return true
}

var (
	leadingAnchor = regexp.MustCompile(`^\[\[([^\],]+)(?:,[^\]]*)?\]\]\s*`)
	blockMacro    = regexp.MustCompile(`^([a-z]\w[\w-]*)::(\S*?)\[(.*)\]$`)
)

// macro leaves out what a block macro puts into a page, but for the block's title.
func (r *reader) macro(text string) bool {
	if text == "'''" || text == "<<<" || text == "---" || text == "- - -" || text == "***" || text == "* * *" {
		r.at++
		return true
	}
	m := blockMacro.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	switch m[1] {
	case "image", "video", "audio", "toc", "icon":
		r.caption()
	case "link", "xref":
		r.out.Add(r.kind, r.page.macro(m[1], m[2], m[3]))
	default:
		r.page.leave(r.lines[r.at].number, m[1])
	}
	r.at++
	return true
}

// paragraph adds a paragraph: one of an admonition, of code where it is indented, or of text.
func (r *reader) paragraph(text string) {
	start := r.at
	r.at++
	for r.at < len(r.lines) && !r.ends(r.lines[r.at].text) && !(r.attached && r.starts(r.lines[r.at].text)) {
		r.at++
	}
	l := uncommented(r.lines[start:r.at])
	switch {
	case r.style("source", "listing", "literal") || text[0] == ' ' || text[0] == '\t':
		r.caption()
		r.code(l)
	case r.style("stem", "latexmath", "asciimath", "pass", "comment") || r.isDiagram():
	case r.style("verse"):
		r.caption()
		r.verse(l)
	case r.style("quote"):
		r.caption()
		r.add(corpus.Quotation, join(l))
	default:
		r.caption()
		r.add(r.kind, admonition.ReplaceAllString(join(l), ""))
	}
}

// uncommented leaves out lines that are comments.
func uncommented(l []line) []line {
	isComment := func(one line) bool {
		return strings.HasPrefix(one.text, "//") && !strings.HasPrefix(one.text, "///")
	}
	if !slices.ContainsFunc(l, isComment) {
		return l
	}
	return slices.DeleteFunc(slices.Clone(l), isComment)
}

var admonition = regexp.MustCompile(`^(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING):[ \t]+`)

// ends reports whether a line ends the paragraph before it.
func (r *reader) ends(text string) bool {
	return text == "" || text == "+" || isDelimiter(text) || text[0] == '[' && (anchorLine.MatchString(text) || attributeLine.MatchString(text))
}

// isDiagram reports a block that a program draws.
func (r *reader) isDiagram() bool {
	return r.style("mermaid", "plantuml", "graphviz", "ditaa", "blockdiag", "seqdiag", "svgbob", "vega", "vegalite", "wavedrom", "d2", "nomnoml", "a2s", "bytefield", "erd", "kroki")
}
