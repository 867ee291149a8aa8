package pptx

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

// maxSlides is how many slides are read.
const maxSlides = 10_000

// Read reads a presentation.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	parts, err := document.OpenParts(d)
	if err != nil {
		return err
	}
	main := parts.Main("ppt/presentation.xml")
	var show struct {
		Slides []struct {
			Relation string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sldIdLst>sldId"`
	}
	if err := parts.Decode(main, &show); err != nil {
		return fmt.Errorf("read PPTX: %w", err)
	}
	if len(show.Slides) > maxSlides {
		return document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %d slides; split the file", maxSlides))
	}
	var b document.Builder
	relations := parts.Relations(main)
	seen := map[string]bool{}
	for i, s := range show.Slides {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		part := relations[s.Relation].Part
		if seen[part] {
			continue // a slide stands in a presentation once
		}
		seen[part] = true
		if err := slide(&b, parts, i+1, part); err != nil {
			d.Skip(fmt.Sprintf("slide %d", i+1), document.ReasonOf(err), fmt.Errorf("read PPTX: %w", err))
		}
	}
	a := parts.Properties().Article(d)
	if a.Title == "" || a.Title == "PowerPoint Presentation" {
		a.Title = b.Title()
	}
	return b.Yield(a, yield)
}

// slide adds one slide with its notes.
func slide(b *document.Builder, parts document.Parts, number int, part string) error {
	r, err := readSlide(parts, part)
	if err != nil || r.hidden {
		return err
	}
	for _, relation := range parts.Relations(part) {
		if relation.Kind != "notesSlide" {
			continue
		}
		notes, err := readSlide(parts, relation.Part)
		if err != nil {
			return err
		}
		for _, s := range notes.shapes {
			if s.placeholder == "body" {
				s.placeholder = "notes"
				r.shapes = append(r.shapes, s)
			}
		}
	}
	r.add(b, number)
	return nil
}

// add adds the title of a slide and then its other shapes.
func (r *reader) add(b *document.Builder, number int) {
	b.Anchor = fmt.Sprintf("#slide=%d", number)
	if len(r.shapes) == 0 {
		return
	}
	level, title := 2, ""
	for _, s := range r.shapes {
		if s.placeholder == "title" || s.placeholder == "ctrTitle" {
			for _, p := range s.paragraphs {
				title += " " + p.text
			}
			if s.placeholder == "ctrTitle" {
				level = 1
			}
		}
	}
	if strings.TrimSpace(title) == "" {
		title = fmt.Sprintf("Slide %d", number)
	}
	b.Heading(level, "", title)
	for _, s := range r.shapes {
		s.add(b)
	}
}

// A shape is a part of a slide that holds text.
type shape struct {
	placeholder string // what it is for: title, body, ftr; "" for a box of its own
	paragraphs  []paragraph
	rows        [][]string
}

type paragraph struct {
	text   string
	listed bool
	plain  bool // without a bullet though its shape is a list
}

func (s *shape) add(b *document.Builder) {
	switch s.placeholder {
	case "title", "ctrTitle", "ftr", "sldNum", "dt", "hdr", "sldImg":
		return
	}
	for _, p := range s.paragraphs {
		kind := corpus.Paragraph
		if p.listed || (s.placeholder == "body" || s.placeholder == "obj") && !p.plain {
			kind = corpus.ListItem
		}
		b.Add(kind, p.text)
	}
	for _, row := range s.rows {
		b.Row(row)
	}
}

// A reader collects the shapes of a slide.
type reader struct {
	shapes []shape
	hidden bool
	shape  shape
	line   paragraph
	text   strings.Builder
	cells  []string
	table  bool
	struck bool // the run is struck out
}

func readSlide(parts document.Parts, name string) (*reader, error) {
	part, err := parts.Open(name)
	if err != nil {
		return nil, err
	}
	defer part.Close()
	r := &reader{}
	dec := xml.NewDecoder(part)
	for {
		token, err := dec.Token()
		switch t := token.(type) {
		case xml.StartElement:
			err = r.start(dec, t)
		case xml.EndElement:
			r.end(t.Name.Local)
		}
		if errors.Is(err, io.EOF) {
			return r, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func (r *reader) start(dec *xml.Decoder, t xml.StartElement) error {
	switch t.Name.Local {
	case "sld":
		r.hidden = document.XMLAttr(t, "show") == "0"
	case "sp", "graphicFrame":
		r.shape = shape{}
	case "ph":
		if r.shape.placeholder = document.XMLAttr(t, "type"); r.shape.placeholder == "" {
			r.shape.placeholder = "body"
		}
	case "tbl":
		r.table = true
	case "buChar", "buAutoNum":
		r.line.listed = true
	case "buNone":
		r.line.plain = true
	case "r":
		r.struck = false
	case "br":
		r.text.WriteRune(document.LineBreak)
	case "tab":
		r.text.WriteByte(' ')
	case "t":
		var s string
		if err := dec.DecodeElement(&s, &t); err != nil {
			return err
		}
		if !r.struck {
			r.text.WriteString(s)
		}
	case "rPr":
		line := document.XMLAttr(t, "strike")
		r.struck = line == "sngStrike" || line == "dblStrike"
		return dec.Skip()
	case "fld", "Fallback", "endParaRPr":
		return dec.Skip()
	}
	return nil
}

func (r *reader) end(name string) {
	switch name {
	case "p":
		if r.table {
			r.text.WriteByte(' ')
			return
		}
		r.line.text = r.text.String()
		if strings.TrimSpace(r.line.text) != "" {
			r.shape.paragraphs = append(r.shape.paragraphs, r.line)
		}
		r.line = paragraph{}
		r.text.Reset()
	case "tc":
		r.cells = append(r.cells, r.text.String())
		r.text.Reset()
	case "tr":
		r.shape.rows = append(r.shape.rows, r.cells)
		r.cells = nil
	case "tbl":
		r.table = false
		r.line = paragraph{}
	case "sp", "graphicFrame":
		if len(r.shape.paragraphs)+len(r.shape.rows) > 0 {
			r.shapes = append(r.shapes, r.shape)
		}
		r.shape = shape{}
	}
}
