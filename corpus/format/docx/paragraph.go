package docx

import (
	"encoding/xml"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

func (w *reader) end(t xml.EndElement) {
	switch t.Name.Local {
	case "r":
		w.run = runState{}
	case "pPr":
		w.inside = false
	case "p":
		w.endParagraph()
	case "txbxContent":
		w.closeBox()
	case "tc":
		if n := len(w.rows); n > 0 {
			w.rows[n-1].cells = append(w.rows[n-1].cells, w.rows[n-1].cell)
			w.rows[n-1].cell = nil
		}
	case "tr":
		w.endRow()
	case "tbl":
		w.tables--
	}
}

// openBox puts the paragraph aside that a text box hangs on.
func (w *reader) openBox() {
	w.outside = append(w.outside, w.paragraph)
	w.paragraph = paragraph{}
	w.run = runState{}
}

// closeBox goes on with the paragraph that a text box hangs on. The box was no picture.
func (w *reader) closeBox() {
	n := len(w.outside)
	if n == 0 {
		return
	}
	w.paragraph = w.outside[n-1]
	w.outside = w.outside[:n-1]
	w.run = runState{inside: true}
	if n := len(w.text); w.pictured > 0 && w.pictured == n {
		w.text, w.pictured = w.text[:n-len(hole)], 0
	}
}

// endParagraph adds the paragraph that ends, or keeps it for what it is in. Text boxes stand behind
// the paragraph they hang on.
func (w *reader) endParagraph() {
	p := w.paragraph
	w.paragraph = paragraph{}
	text := string(p.text)
	if p.pictured > 0 && p.pictured == len(text) {
		text = strings.TrimSuffix(text, hole) // a picture that ends a paragraph is beside it
	}
	if len(w.outside) > 0 {
		if text != "" {
			p.text = []byte(text)
			w.boxes = append(w.boxes, p)
		}
		return
	}
	text = w.carried + text
	w.carried = ""
	if p.joins {
		w.carried = text
	} else {
		w.place(&p, text)
	}
	boxes := w.boxes
	w.boxes = nil
	for i := range boxes {
		w.place(&boxes[i], string(boxes[i].text))
	}
}

// place adds a paragraph, or some text of the cell that it is in.
func (w *reader) place(p *paragraph, text string) {
	if n := len(w.rows); w.tables > 0 && n > 0 {
		w.rows[n-1].cell = append(w.rows[n-1].cell, text)
		return
	}
	w.add(p, text)
}

// endRow adds a row. One of a single cell in a table of its own only frames its paragraphs.
func (w *reader) endRow() {
	n := len(w.rows)
	if n == 0 {
		return
	}
	r := w.rows[n-1]
	w.rows = w.rows[:n-1]
	switch {
	case r.deleted:
	case len(r.cells) == 1 && n == 1:
		for _, text := range r.cells[0] {
			w.out.Add(corpus.Paragraph, text)
		}
	default:
		cells := make([]string, len(r.cells))
		for i, paragraphs := range r.cells {
			cells[i] = strings.Join(paragraphs, " ")
		}
		w.out.Row(cells)
	}
}

// add adds a paragraph as the block that it is by its properties and its style.
func (w *reader) add(p *paragraph, text string) {
	s, ok := w.styles[p.style]
	if !ok {
		s.name = strings.ToLower(p.style)
		if m := headingStyle.FindStringSubmatch(s.name); m != nil {
			s.level = int(m[1][0] - '0')
		}
	}
	level := s.level
	if p.level != 0 {
		level = max(p.level, 0)
	}
	use := meaning(s.name)
	switch {
	case use == contentsText:
	case use == titleText:
		if w.title == "" {
			w.title = strings.ReplaceAll(document.Tidy(strings.ReplaceAll(text, hole, "")), "\n", " ")
		}
		w.out.Heading(1, p.anchor(), text)
	case level > 0:
		w.out.Heading(level, p.anchor(), text)
	case use == captionText:
		w.out.Add(corpus.Caption, text)
	case use == quotedText:
		w.out.Add(corpus.Quotation, text)
	case use == codeText:
		w.out.Code(text)
	case p.listed || s.listed || use == listText:
		w.out.Add(corpus.ListItem, text)
	default:
		w.out.Add(corpus.Paragraph, text)
	}
}

func (p *paragraph) anchor() string {
	if p.bookmark == "" {
		return ""
	}
	return "#" + p.bookmark
}
