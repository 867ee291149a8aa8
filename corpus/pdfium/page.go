package pdfium

import (
	"errors"
	"fmt"
	"math"
	"strings"
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
	Size  float64 // in points, as drawn
	Bold  bool
	Angle float64 // of the base line, in radians against the clock from the right
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
	handle := d.call("FPDF_LoadPage", d.handle, uint64(number))
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
		p.Chars = d.chars(text, n)
	} else {
		p.Empty, p.Images = d.drawn(handle)
	}
	return p, d.err
}

// Broken reports whether PDFium gave up: no further page can be read.
func (d *Document) Broken() bool { return d.err != nil }

// chars reads the characters of a page.
func (d *Document) chars(text uint64, n int) []Char {
	chars := make([]Char, 0, n)
	var last uint64
	style := &Style{}
	for i := range uint64(n) {
		c := Char{Rune: rune(d.quick("FPDFText_GetUnicode", text, i))}
		if c.Generated = strings.ContainsRune(" \r\n", c.Rune) && int32(d.quick("FPDFText_IsGenerated", text, i)) == 1; c.Generated {
			c.Style = style
			chars = append(chars, c)
			continue
		}
		if object := d.quick("FPDFText_GetTextObject", text, i); object != last {
			style, last = d.style(text, i), object
		}
		c.Style = style
		d.place(&c, text, i)
		chars = append(chars, c)
	}
	return chars
}

// place finds where a character stands.
func (d *Document) place(c *Char, text, i uint64) {
	const originAt = numbersAt + 32
	at := d.scratch + numbersAt
	d.quick("FPDFText_GetCharOrigin", text, i, d.scratch+originAt, d.scratch+originAt+8)
	c.X, c.Y = d.double(originAt), d.double(originAt+8)
	if c.Style.upright() {
		d.quick("FPDFText_GetLooseCharBox", text, i, at)
		c.Box = Box{Left: d.float(numbersAt), Top: d.float(numbersAt + 4), Right: d.float(numbersAt + 8), Bottom: d.float(numbersAt + 12)}
		return
	}
	d.quick("FPDFText_GetCharBox", text, i, at, at+8, at+16, at+24)
	c.Box = Box{Left: d.double(numbersAt), Right: d.double(numbersAt + 8), Bottom: d.double(numbersAt + 16), Top: d.double(numbersAt + 24)}
}

// upright reports text that runs from left to right, not turned: PDFium knows the advance of
// its characters, of others only what is inked.
func (s *Style) upright() bool { return math.Abs(s.Angle) < 0.01 }

// style reads the style of a character.
func (d *Document) style(text, i uint64) *Style {
	at := d.scratch + numbersAt
	size := math.Float64frombits(d.quick("FPDFText_GetFontSize", text, i))
	d.quick("FPDFText_GetMatrix", text, i, at)
	a, b, c, e := d.float(numbersAt), d.float(numbersAt+4), d.float(numbersAt+8), d.float(numbersAt+12)
	return &Style{Size: math.Abs(size) * math.Hypot(c, e), Angle: math.Atan2(b, a), Bold: d.bold(text, i)}
}

// bold reports a bold font, by its weight or its name.
func (d *Document) bold(text, i uint64) bool {
	if weight := int32(d.quick("FPDFText_GetFontWeight", text, i)); weight >= 600 {
		return true
	}
	n := min(d.quick("FPDFText_GetFontInfo", text, i, d.scratch+textAt, textSize, d.scratch+numbersAt), textSize)
	name := strings.ToLower(string(d.bytes(textAt, n)))
	_, family, subset := strings.Cut(name, "+")
	if subset {
		name = family
	}
	return strings.HasPrefix(name, "cmbx") || strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy")
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
