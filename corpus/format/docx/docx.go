package docx

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Read reads a WordprocessingML document (ECMA-376, part 1): paragraphs with their
// styles, lists, tables, notes. Deleted text, comments, headers and footers are left out.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	parts, err := document.OpenParts(d)
	if err != nil {
		return err
	}
	body, err := parts.Open("word/document.xml")
	if err != nil {
		return err
	}
	defer body.Close()
	var b document.Builder
	w := reader{ctx: ctx, out: &b, styles: stylesOf(parts)}
	if err := w.read(xml.NewDecoder(body)); err != nil {
		return fmt.Errorf("read DOCX: %w", err)
	}
	for _, notes := range []string{"word/footnotes.xml", "word/endnotes.xml"} {
		if part, err := parts.Open(notes); err == nil {
			w.style = ""
			err = w.read(xml.NewDecoder(part))
			part.Close()
			if err != nil {
				d.Skip(notes, corpus.ReasonMalformed, fmt.Errorf("read DOCX: %w", err))
			}
		}
	}
	meta := parts.Properties()
	a := meta.Article(d)
	if a.Title == "" {
		a.Title = w.title
	}
	if a.Title == "" {
		a.Title = b.Title()
	}
	return b.Yield(a, yield)
}

// stylesOf maps the ids of styles to their names, which do not change with the
// language of the program, and the outline level they set.
func stylesOf(p document.Parts) map[string]string {
	styles := map[string]string{}
	part, err := p.Open("word/styles.xml")
	if err != nil {
		return styles
	}
	defer part.Close()
	var sheet struct {
		Styles []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
		} `xml:"style"`
	}
	if xml.NewDecoder(part).Decode(&sheet) == nil {
		for _, s := range sheet.Styles {
			styles[s.ID] = strings.ToLower(s.Name.Val)
		}
	}
	return styles
}

// A reader turns the elements of a document into blocks.
type reader struct {
	ctx      context.Context
	out      *document.Builder
	styles   map[string]string
	title    string // of a paragraph with the style for it
	text     strings.Builder
	style    string
	listed   bool // the paragraph is numbered or has a bullet
	outline  int  // level set on the paragraph, from 1
	bookmark string
	rows     [][]string // of the tables that the text stands in, outermost first
	tables   int        // how many those are
}

func (w *reader) read(dec *xml.Decoder) error {
	for n := 0; ; n++ {
		if n%10_000 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		token, err := dec.Token()
		switch t := token.(type) {
		case xml.StartElement:
			err = w.start(dec, t)
		case xml.EndElement:
			w.end(t)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (w *reader) start(dec *xml.Decoder, t xml.StartElement) error {
	switch t.Name.Local {
	case "t":
		var s string
		if err := dec.DecodeElement(&s, &t); err != nil {
			return err
		}
		w.text.WriteString(s)
	case "tab":
		w.text.WriteByte(' ')
	case "br", "cr":
		w.text.WriteRune(document.LineBreak)
	case "noBreakHyphen":
		w.text.WriteByte('-')
	case "pStyle":
		w.style = document.XMLAttr(t, "val")
	case "numPr":
		w.listed = true
	case "outlineLvl":
		fmt.Sscan(document.XMLAttr(t, "val"), &w.outline) // text that is no number stays no level
		w.outline++
	case "bookmarkStart":
		if name := document.XMLAttr(t, "name"); !strings.HasPrefix(name, "_") {
			w.bookmark = name
		}
	case "tbl":
		w.tables++
	case "tr":
		w.rows = append(w.rows, nil)
	case "del", "moveFrom", "instrText", "Fallback", "pict", "sectPr", "rPr", "separator", "continuationSeparator":
		return dec.Skip()
	}
	return nil
}

func (w *reader) end(t xml.EndElement) {
	switch t.Name.Local {
	case "p":
		w.paragraph()
	case "tc":
		if n := len(w.rows); n > 0 {
			w.rows[n-1] = append(w.rows[n-1], w.text.String())
		}
		w.text.Reset()
	case "tr":
		if n := len(w.rows); n > 0 {
			w.out.Row(w.rows[n-1])
			w.rows = w.rows[:n-1]
		}
	case "tbl":
		w.tables--
	}
}

var headingStyle = regexp.MustCompile(`^heading ([1-9])$`)

// paragraph adds the paragraph that ends, or keeps it for the table cell it is in.
func (w *reader) paragraph() {
	if w.tables > 0 {
		w.text.WriteByte(' ')
		return
	}
	name, ok := w.styles[w.style]
	if !ok {
		name = strings.ToLower(w.style)
	}
	text := w.text.String()
	heading := headingStyle.FindStringSubmatch(name)
	switch {
	case heading != nil:
		w.out.Heading(int(heading[1][0]-'0'), w.anchor(), text)
	case name == "title":
		if w.title == "" {
			w.title = strings.ReplaceAll(document.Tidy(text), "\n", " ")
		}
		w.out.Heading(1, w.anchor(), text)
	case w.outline > 0 && w.outline < 10:
		w.out.Heading(w.outline, w.anchor(), text)
	case name == "subtitle", name == "caption":
		w.out.Add(corpus.Caption, text)
	case strings.HasPrefix(name, "toc "), name == "toc heading", name == "table of figures":
	case strings.Contains(name, "quote"):
		w.out.Add(corpus.Quotation, text)
	case strings.Contains(name, "code") || strings.Contains(name, "preformatted"):
		w.out.Code(text)
	case w.listed || strings.HasPrefix(name, "list"):
		w.out.Add(corpus.ListItem, text)
	default:
		w.out.Add(corpus.Paragraph, text)
	}
	w.text.Reset()
	w.style, w.listed, w.outline, w.bookmark = "", false, 0, ""
}

func (w *reader) anchor() string {
	if w.bookmark == "" {
		return ""
	}
	return "#" + w.bookmark
}
