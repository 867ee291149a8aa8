package markdown

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	xhtml "golang.org/x/net/html"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/markup"
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
	mdx := strings.HasSuffix(strings.ToLower(d.Name), ".mdx")
	var page bytes.Buffer
	ctx := parser.NewContext(parser.WithIDs(slugs{}))
	if err := newConverter().Convert([]byte(plain(body, mdx)), &page, parser.WithContext(ctx)); err != nil {
		return fmt.Errorf("read Markdown: %w", err)
	}
	root, err := xhtml.Parse(&page)
	if err != nil {
		return fmt.Errorf("read Markdown: %w", err)
	}
	var b document.Builder
	markup.Blocks(&b, root, isFootnoteMark)
	a := meta.Article(d)
	if a.Title == "" {
		a.Title = b.Title()
	}
	return b.Yield(a, yield)
}

func newConverter() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithHeadingAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)
}

// isFootnoteMark reports the small number in the text and the arrow back to it.
func isFootnoteMark(n *xhtml.Node) bool {
	class := markup.Attr(n, "class")
	return class == "footnote-ref" || class == "footnote-backref"
}

// slugs names headings as GitHub does: lower case, spaces as hyphens, punctuation
// dropped, a number behind a name that is taken
// (github.com/gjtorikian/html-pipeline, toc_filter).
//
// A slug that is taken has the last number that was put behind it.
type slugs map[string]int

// Generate implements parser.IDs.
func (s slugs) Generate(value []byte, _ ast.NodeKind) []byte {
	slug := githubSlug(string(value))
	name := slug
	for _, taken := s[name]; taken; _, taken = s[name] {
		s[slug]++
		name = slug + "-" + strconv.Itoa(s[slug])
	}
	s[name] = 0
	return []byte(name)
}

// Put implements parser.IDs.
func (s slugs) Put(value []byte) {
	if _, taken := s[string(value)]; !taken {
		s[string(value)] = 0
	}
}

func githubSlug(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(heading))
}
