package markdown

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/markup"
	"verbatim/corpus/site"
)

// Read reads CommonMark, the extensions of GitHub, footnotes and definition
// lists, below an optional front matter. The page is rendered first, so that the text
// is what people see: no marks of emphasis, targets of links or comments, and HTML
// inside it reads like any other part.
func Read(_ context.Context, d *document.Document, yield func(corpus.Article) error) error {
	src, err := d.Text()
	if err != nil {
		return err
	}
	meta, body := cutFrontMatter(src)
	if err := meta.Draft(); err != nil {
		return err
	}
	mdx := strings.HasSuffix(strings.ToLower(d.Name), ".mdx") || importsComponents(body)
	page, err := render([]byte(plain(body, mdx)), newConverter(mdx), d.Anchors())
	if err != nil {
		return fmt.Errorf("read Markdown: %w", err)
	}
	root, err := xhtml.Parse(page)
	if err != nil {
		return fmt.Errorf("read Markdown: %w", err)
	}
	var b document.Builder
	markup.Blocks(&b, root, func(n *xhtml.Node) bool { return isFootnoteMark(n) || alternative(n) })
	if meta != nil {
		meta[site.FirstHeading] = b.Title()
	}
	a := meta.Article(d)
	a.Title = d.TitleOf(a.Title, b.Title())
	return b.Yield(a, func(a corpus.Article) error {
		d.PointAtLines(&a, meta, src)
		return yield(a)
	})
}

// render turns a page into HTML, with the names that its headings have on the site.
func render(src []byte, c goldmark.Markdown, anchors *site.Anchors) (*bytes.Buffer, error) {
	var page bytes.Buffer
	doc := c.Parser().Parse(text.NewReader(src))
	nameHeadings(doc, src, anchors)
	pictures(doc)
	return &page, c.Renderer().Render(&page, src, doc)
}

// pictures takes the empty names off pictures that Markdown gives none: they do not say that the
// picture only adorns.
func pictures(doc ast.Node) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
		if _, ok := n.(*ast.Image); ok && entering && !n.HasChildren() {
			sign := ast.NewString([]byte("<img>"))
			sign.SetCode(true) // written as it is
			n.Parent().ReplaceChild(n.Parent(), n, sign)
		}
		return ast.WalkContinue, nil
	})
}

// newConverter returns a converter of Markdown, or of MDX, where indentation makes no code.
func newConverter(mdx bool) goldmark.Markdown {
	blocks := parser.DefaultBlockParsers()
	if mdx {
		code := reflect.TypeOf(parser.NewCodeBlockParser())
		blocks = slices.DeleteFunc(blocks, func(v util.PrioritizedValue) bool { return reflect.TypeOf(v.Value) == code })
		blocks = append(blocks, util.Prioritized(indented{parser.NewParagraphParser()}, 1001))
	}
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blocks...),
			parser.WithInlineParsers(parser.DefaultInlineParsers()...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))),
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)
}

// An indented parser makes paragraphs of lines that are code elsewhere.
type indented struct{ parser.BlockParser }

// CanAcceptIndentedLine implements parser.BlockParser.
func (indented) CanAcceptIndentedLine() bool { return true }

// isFootnoteMark reports the small number in the text and the arrow back to it.
func isFootnoteMark(n *xhtml.Node) bool {
	class := markup.Attr(n, "class")
	return class == "footnote-ref" || class == "footnote-backref"
}

// alternative reports an element that touches one of another class: a page shows one of the two,
// by what its reader has chosen.
func alternative(n *xhtml.Node) bool {
	before := n.PrevSibling
	if n.DataAtom != atom.Span || before == nil || before.DataAtom != atom.Span {
		return false
	}
	one, other := markup.Attr(before, "class"), markup.Attr(n, "class")
	last, _ := utf8.DecodeLastRuneInString(markup.InnerText(before))
	first, _ := utf8.DecodeRuneInString(markup.InnerText(n))
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return one != "" && other != "" && one != other && word(last) && word(first)
}
