package docx

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// hole stands where a page shows something that is no text of the document.
const hole = string(corpus.Hole)

// A reader turns the elements of a document into blocks.
type reader struct {
	ctx    context.Context
	doc    *document.Document
	out    *document.Builder
	styles map[string]style
	title  string // of a paragraph with the style for it

	paragraph
	run     runState
	fields  []field
	outside []paragraph // those that hold the text boxes the text is in, outermost first
	boxes   []paragraph // of text boxes, until the paragraph they hang on ends
	carried string      // what the next paragraph begins with
	rows    []row       // of the tables that the text stands in, outermost first
	tables  int         // how many those are
	control control     // that follows
}

// A paragraph is the text that gathers, with what its properties tell.
type paragraph struct {
	text     []byte
	style    string
	listed   bool // it is numbered or has a bullet
	level    int  // set on the paragraph, from 1; -1 for none by its own word
	bookmark string
	inside   bool // between its properties' tags
	joins    bool // what ends it was deleted, or it is the first letter of the next one
	pictured int  // where the text ended when a picture was left out behind it
}

// A runState is what the properties of a run tell.
type runState struct {
	inside, hidden bool
	raised         bool // above the line
}

// runProperties are those of runs that leave text out.
type runProperties struct {
	Vanish  *switched `xml:"vanish"`
	Strike  *switched `xml:"strike"`
	DStrike *switched `xml:"dstrike"`
	Style   value     `xml:"rStyle"`
	Align   value     `xml:"vertAlign"`
	Deleted *struct{} `xml:"del"`
	Moved   *struct{} `xml:"moveFrom"`
}

// A field is text that the program makes; what it showed last stands in the document.
type field struct {
	code  string
	start int  // of the text, where it begins
	shown bool // behind the code
}

// A row is one of a table that is not read to its end.
type row struct {
	cells   [][]string // their paragraphs
	cell    []string
	deleted bool
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
			w.carried = ""
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (w *reader) start(dec *xml.Decoder, t xml.StartElement) error {
	switch t.Name.Local {
	case "t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "oMath":
		return w.character(dec, t)
	case "r":
		w.run = runState{inside: true, hidden: w.styles[w.style].hidden}
	case "rPr":
		return w.runProperties(dec, t)
	case "pPr":
		w.inside = true
	case "pStyle", "numPr", "outlineLvl", "framePr", "numId":
		w.property(t)
	case "bookmarkStart":
		if name := document.XMLAttr(t, "name"); !strings.HasPrefix(name, "_") {
			w.bookmark = name
		}
	case "fldChar":
		w.field(document.XMLAttr(t, "fldCharType"))
	case "instrText":
		return w.fieldCode(dec, t)
	case "inline":
		if w.visible() {
			w.write(hole)
			w.pictured = len(w.text)
		}
	case "txbxContent":
		w.openBox()
	case "sdtPr":
		return w.controlProperties(dec, t)
	case "sdtContent":
		c := w.control
		w.control = plainControl
		if c == prompt {
			w.write(hole)
		}
		if c != plainControl {
			return dec.Skip()
		}
	case "tbl":
		w.tables++
	case "tr":
		w.rows = append(w.rows, row{})
	case "trPr":
		return w.rowProperties(dec, t)
	case "altChunk":
		w.doc.Skip("an embedded document", corpus.ReasonAside, errors.New("a document of another format inside; save the file anew to have it read"))
	case "del", "moveFrom", "Fallback", "sectPr", "separator", "continuationSeparator", "rt", "oMathPara", "pPrChange", "rPrChange":
		return dec.Skip()
	}
	return nil
}

func (p *paragraph) write(s string) { p.text = append(p.text, s...) }

// visible reports whether the text that follows is shown.
func (w *reader) visible() bool {
	if w.run.hidden {
		return false
	}
	n := len(w.fields)
	return n == 0 || w.fields[n-1].shown
}

// character adds what shows as text.
func (w *reader) character(dec *xml.Decoder, t xml.StartElement) error {
	var s string
	switch t.Name.Local {
	case "t":
		if err := dec.DecodeElement(&s, &t); err != nil {
			return err
		}
	case "tab", "ptab":
		if w.inside {
			return nil // where a tab stops
		}
		s = " "
	case "br", "cr":
		s = string(document.LineBreak)
		if kind := document.XMLAttr(t, "type"); kind == "page" || kind == "column" {
			s = " "
		}
	case "noBreakHyphen":
		s = "-"
	case "sym":
		s = symbol(document.XMLAttr(t, "font"), document.XMLAttr(t, "char"))
	case "oMath":
		if w.visible() {
			w.write(hole)
		}
		return dec.Skip()
	}
	if w.run.raised {
		s = document.Raised(string(w.text), s)
	}
	if w.visible() {
		w.write(s)
	}
	return nil
}

// symbol returns a character of a font, of which those beyond F000 mean nothing without it. Of the
// signs of Wingdings, empty boxes are those of tasks that are still to be done.
func symbol(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	switch {
	case err != nil || n < ' ':
		return hole
	case strings.HasPrefix(font, "Wingdings") && strings.ContainsRune(emptyBoxes[font], rune(n&0xff)):
		return "☐"
	case n >= 0xe000 && n < 0xf900 || strings.HasPrefix(font, "Wingdings") || strings.HasPrefix(font, "Webdings"):
		return hole
	}
	return string(rune(n))
}

// emptyBoxes are the characters that show an empty box, by font.
var emptyBoxes = map[string]string{"Wingdings": "\u00a8\u006f\u0071\u0072", "Wingdings 2": "\u00a3"}

// property reads one of a paragraph's properties.
func (w *reader) property(t xml.StartElement) {
	val := document.XMLAttr(t, "val")
	switch t.Name.Local {
	case "pStyle":
		w.style = val
	case "numPr":
		w.listed = true
	case "numId":
		w.listed = w.listed && val != "0"
	case "outlineLvl":
		if w.level = levelOf(val); w.level == 0 {
			w.level = -1
		}
	case "framePr":
		if drop := document.XMLAttr(t, "dropCap"); drop != "" && drop != "none" {
			w.joins = true
		}
	}
}

// runProperties reads those of a run, or of the mark that ends a paragraph.
func (w *reader) runProperties(dec *xml.Decoder, t xml.StartElement) error {
	var p runProperties
	if err := dec.DecodeElement(&p, &t); err != nil {
		return err
	}
	if w.run.inside {
		w.run.raised = p.Align.Val == "superscript"
		w.run.hidden = w.run.hidden && p.Vanish == nil || p.Vanish.on() || p.Strike.on() || p.DStrike.on() || w.styles[p.Style.Val].hidden
		return nil
	}
	w.joins = w.joins || p.Deleted != nil || p.Moved != nil
	return nil
}

// field follows the marks of a field: its code, what it shows, its end.
func (w *reader) field(mark string) {
	n := len(w.fields)
	switch {
	case mark == "begin":
		w.fields = append(w.fields, field{start: len(w.text)})
	case n == 0:
	case mark == "separate":
		w.fields[n-1].shown = true
	case mark == "end":
		f := &w.fields[n-1]
		empty := f.start <= len(w.text) && strings.TrimSpace(string(w.text[f.start:])) == ""
		show := empty && !silentField.MatchString(f.code)
		w.fields = w.fields[:n-1]
		if show && w.visible() {
			w.write(hole) // it shows something when the program makes it
		}
	}
}

// silentField matches the codes of fields that show nothing.
var silentField = regexp.MustCompile(`(?i)^\s*(XE|TC|RD|TA|PRIVATE|ADVANCE|SET|ASK|BIDIOUTLINE|NEXT|NEXTIF|SKIPIF|TOC|INDEX)?(\s|$)`)

func (w *reader) fieldCode(dec *xml.Decoder, t xml.StartElement) error {
	var s string
	if err := dec.DecodeElement(&s, &t); err != nil {
		return err
	}
	if n := len(w.fields); n > 0 {
		w.fields[n-1].code += s
	}
	return nil
}

// A control is a part of the text with a purpose.
type control uint8

const (
	plainControl control = iota
	prompt               // shows what to type into it, and has no text yet
	contents             // holds the table of contents
)

// controlProperties reads what a control is for.
func (w *reader) controlProperties(dec *xml.Decoder, t xml.StartElement) error {
	var p struct {
		Prompt  *switched `xml:"showingPlcHdr"`
		Gallery value     `xml:"docPartObj>docPartGallery"`
	}
	if err := dec.DecodeElement(&p, &t); err != nil {
		return err
	}
	switch {
	case p.Prompt.on():
		w.control = prompt
	case p.Gallery.Val == "Table of Contents":
		w.control = contents
	}
	return nil
}

// rowProperties notes a row that was deleted.
func (w *reader) rowProperties(dec *xml.Decoder, t xml.StartElement) error {
	var p struct {
		Deleted *struct{} `xml:"del"`
		Hidden  *switched `xml:"hidden"`
	}
	if err := dec.DecodeElement(&p, &t); err != nil {
		return err
	}
	if n := len(w.rows); n > 0 && (p.Deleted != nil || p.Hidden.on()) {
		w.rows[n-1].deleted = true
	}
	return nil
}
