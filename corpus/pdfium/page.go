package pdfium

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf16"
)

// A Char is a character on a page. Places are in points, from the lower left corner of the page
// as it was drawn, before it is turned for reading.
type Char struct {
	Rune      rune
	X, Y      float64 // its origin, on the base line
	Box       Box     // from its origin to that of the next, from the font's descent to its ascent
	Style     *Style
	Generated bool // a space or line break that the file does not draw, but PDFium sees
}

// A Box is a rectangle: Left is at most Right, Bottom at most Top.
type Box struct{ Left, Bottom, Right, Top float64 }

// A Style is what the characters of a text object have in common.
type Style struct {
	Size float64 // in points, as drawn
	Font
	Angle float64 // of the base line, in radians against the clock from the right

	even          bool // boxes of its characters begin at their origins, and are of one height
	below, height float64
}

// A Font is what is told by the font of a text object.
type Font struct {
	Bold  bool
	Fixed bool // all its characters are equally wide
}

// A Page is what stands on a page.
type Page struct {
	Chars  []Char
	Empty  bool // nothing is drawn on it
	Images bool // there are images, looked for only where there are no characters
}

// Bounds of a page.
const (
	maxChars   = 1_000_000
	maxObjects = 1_000
)

// Page reads a page by its number, from 0. After an error that says that PDFium gave up the
// document can only be closed.
func (d *Document) Page(number int) (Page, error) {
	handle := d.load(number)
	if handle != 0 && d.filled(handle) {
		d.call("FPDFPage_Flatten", handle, 0) // the text of its fields is part of the page then
		d.call("FPDF_ClosePage", handle)
		handle = d.load(number)
	}
	if handle == 0 {
		return Page{}, errors.Join(d.err, errors.New("damaged"))
	}
	defer d.call("FPDF_ClosePage", handle)
	text := d.call("FPDFText_LoadPage", handle)
	if text == 0 {
		return Page{}, errors.Join(d.err, errors.New("damaged"))
	}
	defer d.call("FPDFText_ClosePage", text)
	n := int(int32(d.quick("FPDFText_CountChars", text)))
	if n > maxChars {
		return Page{}, fmt.Errorf("it has %d characters, more than a page can hold", n)
	}
	var p Page
	if n > 0 {
		p.Chars = within(d.chars(text, n), d.box(handle))
	} else {
		p.Empty, p.Images = d.drawn(handle)
	}
	return p, d.err
}

func (d *Document) load(number int) uint64 {
	return d.call("FPDF_LoadPage", d.handle, uint64(number))
}

// filled reports a page with fields of a form, or text that was written onto it.
func (d *Document) filled(page uint64) (found bool) {
	const freeText, widget = 3, 20 // FPDF_ANNOT_FREETEXT, FPDF_ANNOT_WIDGET
	n := min(d.quick("FPDFPage_GetAnnotCount", page), maxObjects)
	for i := uint64(0); i < n && !found; i++ {
		note := d.call("FPDFPage_GetAnnot", page, i)
		if note == 0 {
			continue
		}
		kind := d.quick("FPDFAnnot_GetSubtype", note)
		found = kind == freeText || kind == widget
		d.quick("FPDFPage_CloseAnnot", note)
	}
	return found
}

// Broken reports whether PDFium gave up: no further page can be read.
func (d *Document) Broken() bool { return d.err != nil }

// chars reads the characters of a page, with as few calls as that takes: they are most of the time.
func (d *Document) chars(text uint64, n int) []Char {
	chars := make([]Char, n)
	runes := d.runes(text, n)
	var last uint64
	style := &Style{}
	for i := range chars {
		c := &chars[i]
		if runes != nil {
			c.Rune = runes[i]
		} else {
			c.Rune = rune(d.quick("FPDFText_GetUnicode", text, uint64(i)))
		}
		object := d.quick("FPDFText_GetTextObject", text, uint64(i))
		c.Generated = object == 0
		if !c.Generated && object != last {
			style, last = d.style(text, uint64(i), object), object
		}
		if c.Style = style; !c.Generated {
			d.place(c, text, uint64(i))
			c.Generated = c.Rune == ' ' && c.Box.Left == c.Box.Right && c.Box.Bottom == c.Box.Top
		}
	}
	return chars
}

// runes reads all characters at once, nil where it cannot be told which is which: PDFium leaves
// out those that are not known, and writes some as two.
func (d *Document) runes(text uint64, n int) []rune {
	size := uint64(n+1) * 2
	at := d.call("malloc", size)
	if at == 0 {
		return nil
	}
	defer d.quick("free", at)
	if got := int(d.call("FPDFText_GetText", text, 0, uint64(n), at)); got != n+1 || d.err != nil { // with the 0 at its end
		return nil
	}
	out := make([]rune, n)
	for i := range out {
		out[i] = rune(binary.LittleEndian.Uint16(d.memory.bytes[at+uint64(2*i):]))
		if utf16.IsSurrogate(out[i]) {
			return nil
		}
	}
	return out
}

// box returns the part of a page that is shown.
func (d *Document) box(page uint64) Box {
	d.quick("FPDF_GetPageBoundingBox", page, d.scratch+numbersAt)
	return Box{Left: d.float(numbersAt), Top: d.float(numbersAt + 4), Right: d.float(numbersAt + 8), Bottom: d.float(numbersAt + 12)}
}

// within returns the characters that stand inside a box, all where most do not: then it is not
// what is shown.
func within(all []Char, box Box) []Char {
	shown, inside, outside := make([]Char, 0, len(all)), 0, 0
	for _, c := range all {
		switch {
		case c.Generated:
		case c.X >= box.Left && c.X <= box.Right && c.Y >= box.Bottom && c.Y <= box.Top:
			inside++
		default:
			outside++
			continue
		}
		shown = append(shown, c)
	}
	if outside > inside {
		return all
	}
	return shown
}

// place finds where a character stands. In upright text its box begins at its origin, as far below
// it as the boxes of all characters of its style.
func (d *Document) place(c *Char, text, i uint64) {
	at, s := d.scratch+numbersAt, c.Style
	if s.upright() {
		d.quick("FPDFText_GetLooseCharBox", text, i, at)
		c.Box = Box{Left: d.float(numbersAt), Top: d.float(numbersAt + 4), Right: d.float(numbersAt + 8), Bottom: d.float(numbersAt + 12)}
	} else {
		d.quick("FPDFText_GetCharBox", text, i, at, at+8, at+16, at+24)
		c.Box = Box{Left: d.double(numbersAt), Right: d.double(numbersAt + 8), Bottom: d.double(numbersAt + 16), Top: d.double(numbersAt + 24)}
	}
	if s.even && math.Abs(c.Box.Top-c.Box.Bottom-s.height) < nearly {
		c.X, c.Y = c.Box.Left, c.Box.Bottom+s.below
		return
	}
	d.quick("FPDFText_GetCharOrigin", text, i, at, at+8)
	c.X, c.Y = d.double(numbersAt), d.double(numbersAt+8)
	s.even = s.upright() && math.Abs(c.X-c.Box.Left) < nearly
	s.below, s.height = c.Y-c.Box.Bottom, c.Box.Top-c.Box.Bottom
}

// nearly is by how many points places may differ that are the same.
const nearly = 0.01

// upright reports text that runs from left to right, not turned: PDFium knows the advance of
// its characters, of others only what is inked.
func (s *Style) upright() bool { return math.Abs(s.Angle) < 0.01 }

// style reads the style of a character of a text object.
func (d *Document) style(text, i, object uint64) *Style {
	at := d.scratch + numbersAt
	size := math.Float64frombits(d.quick("FPDFText_GetFontSize", text, i))
	d.quick("FPDFText_GetMatrix", text, i, at)
	a, b, c, e := d.float(numbersAt), d.float(numbersAt+4), d.float(numbersAt+8), d.float(numbersAt+12)
	return &Style{Size: math.Abs(size) * math.Hypot(c, e), Angle: math.Atan2(b, a), Font: d.font(text, i, object)}
}

// font tells about the font of a text object, to which a character belongs.
func (d *Document) font(text, i, object uint64) Font {
	handle := d.quick("FPDFTextObj_GetFont", object)
	f, known := d.fonts[handle]
	if !known {
		f = d.fontOf(text, i)
		d.fonts[handle] = f
	}
	return f
}

// fontOf tells about the font of a character by its weight, its flags and its name.
func (d *Document) fontOf(text, i uint64) Font {
	weight := int32(d.quick("FPDFText_GetFontWeight", text, i))
	n := min(d.quick("FPDFText_GetFontInfo", text, i, d.scratch+textAt, textSize, d.scratch+numbersAt), textSize)
	fixed := d.bytes(numbersAt, 1)[0]&1 != 0 // PDF 32000-1, table 123
	name := strings.ToLower(string(d.bytes(textAt, n)))
	if _, family, subset := strings.Cut(name, "+"); subset {
		name = family
	}
	return Font{
		Bold:  weight >= 600 || strings.HasPrefix(name, "cmbx") || containsAny(name, "bold", "black", "heavy"),
		Fixed: fixed || containsAny(name, "courier", "mono", "consol"),
	}
}

func containsAny(s string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(s, part) })
}

// drawn reports whether nothing is drawn on a page, or images, or what may hold some.
func (d *Document) drawn(page uint64) (empty, images bool) {
	const image, form = 3, 5 // FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_FORM
	n := min(d.quick("FPDFPage_CountObjects", page), maxObjects)
	for i := range n {
		object := d.quick("FPDFPage_GetObject", page, i)
		if kind := d.quick("FPDFPageObj_GetType", object); kind == image || kind == form {
			return false, true
		}
	}
	return n == 0, false
}
