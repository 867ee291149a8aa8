package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"verbatim/corpus/site"
)

// nameHeadings gives the headings of a page the anchors that its generator does. One that
// names itself ({#name}) keeps that.
func nameHeadings(doc ast.Node, src []byte, anchors *site.Anchors) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
		h, ok := n.(*ast.Heading)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		own := ""
		if id, ok := h.AttributeString("id"); ok {
			if name, ok := id.([]byte); ok {
				own = string(name)
			}
		}
		if name := anchors.Name(h.Level, headingText(h, src, anchors.Smart), own); name != "" {
			h.SetAttributeString("id", []byte(name))
		}
		return ast.WalkSkipChildren, nil
	})
}

var typographic = strings.NewReplacer("---", "—", "--", "–", "...", "…")

// headingText is what people read of a heading; smart makes its dashes typographic outside
// code.
func headingText(n ast.Node, src []byte, smart bool) string {
	var out strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			piece := string(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(c.Value(src)))))
			if smart {
				piece = typographic.Replace(piece)
			}
			out.WriteString(piece)
			if c.SoftLineBreak() || c.HardLineBreak() {
				out.WriteByte(' ')
			}
		case *ast.String:
			out.Write(c.Value)
		case *ast.AutoLink:
			out.Write(c.Label(src))
		case *ast.RawHTML, *ast.Image:
		case *ast.CodeSpan:
			out.WriteString(headingText(c, src, false))
		default:
			out.WriteString(headingText(c, src, smart))
		}
	}
	return out.String()
}
