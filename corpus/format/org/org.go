package org

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"regexp"
	"slices"
	"strings"

	"github.com/niklasfasching/go-org/org"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

var (
	planning = regexp.MustCompile(`(?m)^[ \t]*(?:SCHEDULED|DEADLINE|CLOSED): .*$`)
	included = regexp.MustCompile(`(?mi)^[ \t]*#\+(?:include|setupfile):`)
	code     = regexp.MustCompile(`\bsrc_[\w-]+(?:\[[^\]\n]*\])?\{([^{}\n]+)\}`)
	target   = regexp.MustCompile(`<<<?[^<>\n]+>>>?\s?`)
	macro    = regexp.MustCompile(`\{\{\{[^{}\n]*\}\}\}`)
)

// Read reads Org.
func Read(_ context.Context, d *document.Document, yield func(corpus.Article) error) error {
	src, err := d.Text()
	if err != nil {
		return err
	}
	if err := document.CheckLines(src); err != nil {
		return err
	}
	if places := included.FindAllStringIndex(src, -1); len(places) > 0 {
		d.Skip(fmt.Sprintf("line %d", 1+strings.Count(src[:places[0][0]], "\n")), corpus.ReasonUnsupported,
			fmt.Errorf("include: what another file holds is not read; places in this file: %d", len(places)))
	}
	doc := configuration().Parse(strings.NewReader(code.ReplaceAllString(planning.ReplaceAllString(src, ""), "~$1~")), d.Name)
	page, err := doc.Write(org.NewHTMLWriter())
	if err != nil {
		return fmt.Errorf("read Org: %w", err)
	}
	root, err := markup.Parse(page)
	if err != nil {
		return fmt.Errorf("read Org: %w", err)
	}
	mark(root)
	var b document.Builder
	markup.Blocks(&b, root, isMark)
	return pass(d, doc, &b, src, yield)
}

// configuration reads no other file, says nothing, and shows no more than the text.
func configuration() *org.Configuration {
	c := org.New()
	c.Log = log.New(io.Discard, "", 0)
	c.ReadFile = func(string) ([]byte, error) { return nil, errors.New("other files are not read") }
	c.DefaultSettings["OPTIONS"] = "toc:nil <:t e:t f:t pri:nil todo:nil tags:nil title:t ealb:nil"
	return c
}

// pass makes the article of a document that was read.
func pass(d *document.Document, doc *org.Document, b *document.Builder, src string, yield func(corpus.Article) error) error {
	meta := document.Metadata{}
	for name, value := range doc.BufferSettings {
		meta.Set(name, value)
	}
	if err := meta.Draft(); err != nil {
		return err
	}
	for i := range b.Blocks {
		if strings.HasPrefix(b.Blocks[i].Anchor, "#headline-") || strings.HasPrefix(b.Blocks[i].Anchor, "#footnote-") {
			b.Blocks[i].Anchor = "" // made up
		}
	}
	a := meta.Article(d)
	a.Title = d.TitleOf(a.Title, b.Title())
	return b.Yield(a, func(a corpus.Article) error {
		d.PointAtLines(&a, meta, src)
		return yield(a)
	})
}

// mark puts holes where macros stand, a box before what nobody has done yet, and takes out the names
// that links lead to.
func mark(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			c.Data = target.ReplaceAllString(macro.ReplaceAllString(c.Data, string(corpus.Hole)), "")
		case c.DataAtom == atom.Pre || c.DataAtom == atom.Code:
			continue
		case c.DataAtom == atom.Li && slices.ContainsFunc(markup.Names(c), func(name string) bool { return name == "unchecked" || name == "indeterminate" }):
			c.InsertBefore(openTask(), c.FirstChild)
		}
		mark(c)
	}
}

// isMark reports what is no text: comments, contents, the state of a heading, the marks of footnotes.
func isMark(n *html.Node) bool {
	if n.DataAtom == atom.Nav || n.DataAtom == atom.Sup && strings.HasPrefix(markup.Attr(n, "id"), "footnote-") {
		return true
	}
	return slices.ContainsFunc(markup.Names(n), func(name string) bool {
		return name == "comment-block" || name == "todo" || name == "priority" || name == "tags" || name == "footnote-reference" || name == "statistic"
	})
}

// openTask is the box of a task that is still to be done.
func openTask() *html.Node {
	return &html.Node{
		Type: html.ElementNode, DataAtom: atom.Input, Data: "input",
		Attr: []html.Attribute{{Key: "type", Val: "checkbox"}, {Key: "disabled"}},
	}
}
