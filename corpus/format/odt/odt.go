package odt

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Read reads a text document.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	parts, err := document.OpenParts(d)
	if err != nil {
		return err
	}
	body, err := parts.Open("content.xml")
	if err != nil {
		return err
	}
	defer body.Close()
	var b document.Builder
	r := reader{ctx: ctx, out: &b, styles: map[string]style{}}
	r.readStyles(parts)
	if err := r.read(xml.NewDecoder(body)); err != nil {
		return fmt.Errorf("read ODT: %w", err)
	}
	r.flush()
	a := about(parts).Article(d)
	if a.Title == "" {
		a.Title = r.title
	}
	if a.Title == "" {
		a.Title = b.Title()
	}
	return b.Yield(a, yield)
}

// about reads what a document says of itself.
func about(parts document.Parts) document.Metadata {
	m := document.Metadata{}
	var file struct {
		Meta struct {
			Title    string `xml:"title"`
			Created  string `xml:"creation-date"`
			Modified string `xml:"date"`
			Language string `xml:"language"`
		} `xml:"meta"`
	}
	if parts.Decode("meta.xml", &file) == nil {
		m.Set("title", file.Meta.Title)
		m.Set("date", file.Meta.Created)
		m.Set("modified", file.Meta.Modified)
		m.Set("lang", file.Meta.Language)
	}
	return m
}

// A style rests on another and has the name that people see, where they differ.
type style struct {
	parent string
	hidden bool
}

// A frame is what is open around the text that is read.
type frame struct {
	text  strings.Builder
	style string
	level int // of a heading, 0 for a paragraph
}

// A reader turns the elements of a document into blocks.
type reader struct {
	ctx    context.Context
	out    *document.Builder
	styles map[string]style
	title  string
	frames []*frame // paragraphs inside each other: a note or a box may stand in one
	later  []func() // blocks of notes, behind the paragraph
	lists  int
	tables int
	cells  []string
	cell   strings.Builder
	named  string   // the style that is read
	code   []string // paragraphs of code, which are lines of one block
}

func (r *reader) readStyles(parts document.Parts) {
	part, err := parts.Open("styles.xml")
	if err != nil {
		return // those of the text are enough
	}
	defer part.Close()
	dec := xml.NewDecoder(part)
	for {
		token, err := dec.Token()
		if err != nil {
			return
		}
		if t, ok := token.(xml.StartElement); ok {
			r.style(t)
		}
	}
}

// style notes a style, and whether its text is hidden or struck out.
func (r *reader) style(t xml.StartElement) {
	switch t.Name.Local {
	case "style":
		r.named = document.XMLAttr(t, "name")
		r.styles[r.named] = style{parent: document.XMLAttr(t, "parent-style-name")}
	case "text-properties":
		line := document.XMLAttr(t, "text-line-through-style")
		if s := r.styles[r.named]; document.XMLAttr(t, "display") == "none" || line != "" && line != "none" {
			s.hidden = true
			r.styles[r.named] = s
		}
	}
}

// maxDepth is how deep paragraphs may lie in each other.
const maxDepth = 100

func (r *reader) read(dec *xml.Decoder) error {
	for n := 0; ; n++ {
		if n%10_000 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		token, err := dec.Token()
		switch t := token.(type) {
		case xml.StartElement:
			err = r.start(dec, t)
		case xml.EndElement:
			r.end(t.Name.Local)
		case xml.CharData:
			r.write(string(t))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// write adds text to the paragraph that is open. White space outside of one is none.
func (r *reader) write(text string) {
	if n := len(r.frames); n > 0 {
		r.frames[n-1].text.WriteString(text)
	}
}

func (r *reader) start(dec *xml.Decoder, t xml.StartElement) error {
	switch t.Name.Local {
	case "style", "text-properties":
		r.style(t)
	case "p", "h":
		if len(r.frames) >= maxDepth {
			return errors.New("paragraphs lie too deep in each other")
		}
		f := &frame{style: document.XMLAttr(t, "style-name")}
		if t.Name.Local == "h" {
			f.level = 1
			fmt.Sscan(document.XMLAttr(t, "outline-level"), &f.level) // text that is no number stays the first
		}
		r.frames = append(r.frames, f)
	case "s", "tab":
		r.write(" ")
	case "line-break":
		r.write(string(document.LineBreak))
	case "list":
		r.lists++
	case "table":
		r.tables++
	case "span":
		if r.isHidden(document.XMLAttr(t, "style-name")) {
			return dec.Skip()
		}
	case "tracked-changes", "annotation", "hidden-text", "note-citation", "ruby-text", "table-of-content", "illustration-index", "table-index",
		"alphabetical-index", "bibliography", "desc", "sequence-decls", "forms", "bookmark-ref", "event-listeners", "binary-data", "math":
		return dec.Skip()
	}
	return nil
}

func (r *reader) end(name string) {
	switch name {
	case "p", "h":
		r.paragraph()
	case "list":
		r.lists--
	case "table-cell":
		r.cells = append(r.cells, r.cell.String())
		r.cell.Reset()
	case "table-row":
		if r.tables == 1 {
			r.flush()
			r.out.Row(r.cells)
			r.cells = nil
		}
	case "table":
		r.tables--
	}
}

// paragraph adds the paragraph that ends, or keeps it for the cell or the paragraph that it is in.
func (r *reader) paragraph() {
	n := len(r.frames)
	if n == 0 {
		return
	}
	f := r.frames[n-1]
	r.frames = r.frames[:n-1]
	if r.isHidden(f.style) {
		return
	}
	if r.tables > 0 {
		r.cell.WriteString(f.text.String() + " ")
		return
	}
	listed := r.lists > 0
	if n > 1 {
		r.later = append(r.later, func() { r.add(f, listed) })
		return
	}
	r.add(f, listed)
	later := r.later
	r.later = nil
	for _, add := range later {
		add()
	}
}

func (r *reader) isHidden(name string) bool { return r.styles[name].hidden }

// flush adds the lines of code that were gathered.
func (r *reader) flush() {
	if len(r.code) > 0 {
		r.out.Code(strings.Join(r.code, "\n"))
		r.code = nil
	}
}

// names returns the names of a style and of those that it rests on, in lower case.
func (r *reader) names(name string) string {
	all := ""
	for range 20 {
		all += " " + strings.ToLower(strings.ReplaceAll(name, "_20_", " "))
		if name = r.styles[name].parent; name == "" {
			break
		}
	}
	return all
}

// add appends a paragraph as the kind of block that its style tells.
func (r *reader) add(f *frame, listed bool) {
	text, names := f.text.String(), r.names(f.style)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(names, w) {
				return true
			}
		}
		return false
	}
	if f.level == 0 && has("preformatted", "code", "source") {
		r.code = append(r.code, strings.ReplaceAll(text, string(document.LineBreak), "\n"))
		return
	}
	r.flush()
	switch {
	case f.level > 0:
		r.out.Heading(f.level, "", text)
	case strings.HasSuffix(names, " title") || has(" title "):
		if r.title == "" {
			r.title = strings.ReplaceAll(document.Tidy(text), "\n", " ")
		}
		r.out.Heading(1, "", text)
	case has("subtitle", "caption", "illustration", "drawing", "figure"):
		r.out.Add(corpus.Caption, text)
	case has("contents", "index heading") && !has("table contents"):
	case has("quot"):
		r.out.Add(corpus.Quotation, text)
	case listed || has(" list"):
		r.out.Add(corpus.ListItem, text)
	default:
		r.out.Add(corpus.Paragraph, text)
	}
}
