package rst

import (
	"context"
	"fmt"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/site"
)

// Read reads reStructuredText. Comments and metadata are left out; what other files or programs
// put into a page is, too, and becomes one Skip.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	src, err := d.Text()
	if err != nil {
		return err
	}
	if err := document.CheckLines(src); err != nil {
		return err
	}
	var b document.Builder
	p := parser{ctx: ctx, out: &b, page: newPage(linesOf(src), d)}
	p.body(p.page.lines)
	if err := ctx.Err(); err != nil {
		return err
	}
	meta := p.page.meta
	if err := meta.Draft(); err != nil {
		return err
	}
	p.page.report(d)
	meta[site.FirstHeading] = b.Title()
	a := meta.Article(d)
	a.Title = d.TitleOf(a.Title, b.Title())
	return b.Yield(a, func(a corpus.Article) error {
		d.PointAtLines(&a, meta, src)
		return yield(a)
	})
}

// report makes one Skip of all that other files or programs would have put into the page.
func (p *page) report(d *document.Document) {
	if p.left == 0 {
		return
	}
	d.Skip(fmt.Sprintf("line %d", p.leftLine), corpus.ReasonUnsupported,
		fmt.Errorf("%s: what another file or a program puts there is not read; places in this file: %d", p.leftName, p.left))
}

// A page is what the elements of one file have in common.
type page struct {
	lines    lines
	anchors  *site.Anchors
	meta     document.Metadata
	styles   []string                // of the sections, by their level
	values   map[string]substitution // by name
	labels   map[string]string       // titles of the sections that names lead to
	roles    map[string]string       // that the file defines, and the roles they rest on
	shows    map[string]string       // how roles show their words, which stand for "%s"
	expanded int                     // bytes that substitutions were replaced by

	left     int // places where something is left out
	leftLine int // the first of them
	leftName string
}

// A parser reads body elements.
type parser struct {
	ctx     context.Context
	out     *document.Builder
	page    *page
	kind    corpus.BlockKind // of the paragraphs
	depth   int              // of the elements inside each other
	objects int              // that the text describes, inside each other
	lead    string           // stands before the next paragraph
}

// maxDepth is how deep elements may lie in each other. What lies deeper is one paragraph.
const maxDepth = 60

// termLevel is the level of terms and objects, below those of all sections.
const termLevel = 7

// body reads body elements.
func (p parser) body(l lines) {
	if p.depth++; p.depth > maxDepth {
		p.add(p.kind, l.join())
		return
	}
	for at := 0; at < len(l.text) && p.ctx.Err() == nil; {
		if l.text[at] == "" {
			at++
			continue
		}
		at += max(p.element(l.from(at)), 1)
	}
	if p.lead != "" {
		p.add(p.kind, "")
	}
}

// within reads body elements whose paragraphs are of some kind.
func (p parser) within(kind corpus.BlockKind, lead string, l lines) {
	p.kind, p.lead = kind, lead
	p.body(l)
}

// element reads the element that the lines begin with and returns how many of them it takes.
func (p *parser) element(l lines) int {
	for _, read := range []func(*parser, lines) int{
		(*parser).quotation, (*parser).explicit, (*parser).section, (*parser).transition, (*parser).doctest, (*parser).lineBlock,
		(*parser).gridTable, (*parser).simpleTable, (*parser).bullet, (*parser).enumerated, (*parser).fields, (*parser).options,
	} {
		if n := read(p, l); n > 0 {
			return n
		}
	}
	return p.paragraph(l)
}

// add appends a block of text, behind what has to stand before it. One that holds nothing but
// holes is left out.
func (p *parser) add(kind corpus.BlockKind, text string) {
	text, p.lead = p.lead+p.page.inline(text), ""
	if strings.Trim(text, " \n"+string(corpus.Hole)) != "" {
		p.out.Add(kind, text)
	}
}

// code appends a block of code.
func (p *parser) code(l lines) {
	if p.lead != "" {
		p.add(p.kind, "")
	}
	p.out.Code(l.join())
}

// term appends a name that what follows explains.
func (p *parser) term(text string) {
	p.out.Heading(termLevel+p.objects, "", p.page.inline(text))
}

// leave counts something that is left out.
func (p *page) leave(line int, name string) {
	if p.left++; p.left == 1 {
		p.leftLine, p.leftName = line, name
	}
}
