package markdown

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	xhtml "golang.org/x/net/html"

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
	mdx := strings.HasSuffix(strings.ToLower(d.Name), ".mdx")
	page, err := render([]byte(plain(body, mdx)), d.Anchors())
	if err != nil {
		return fmt.Errorf("read Markdown: %w", err)
	}
	root, err := xhtml.Parse(page)
	if err != nil {
		return fmt.Errorf("read Markdown: %w", err)
	}
	var b document.Builder
	markup.Blocks(&b, root, isFootnoteMark)
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
func render(src []byte, anchors *site.Anchors) (*bytes.Buffer, error) {
	var page bytes.Buffer
	c := newConverter()
	doc := c.Parser().Parse(text.NewReader(src))
	nameHeadings(doc, src, anchors)
	return &page, c.Renderer().Render(&page, src, doc)
}

func newConverter() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)
}

// isFootnoteMark reports the small number in the text and the arrow back to it.
func isFootnoteMark(n *xhtml.Node) bool {
	class := markup.Attr(n, "class")
	return class == "footnote-ref" || class == "footnote-backref"
}
