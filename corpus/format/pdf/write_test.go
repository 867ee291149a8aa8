package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// A writer writes PDFs for tests: text in Helvetica at given places, as a typesetter
// would leave it.
type writer struct {
	pages []*drawing
	info  string
	lang  string
}

type drawing struct {
	ops   bytes.Buffer
	image bool
}

// helvetica holds the widths of the characters from space to ~ (Adobe Core 14 AFM).
var helvetica = [95]int{278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015,
	667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611,
	278, 278, 278, 469, 556, 333,
	556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584}

func helveticaWidth(s string, size float64) float64 {
	total := 0
	for _, r := range s {
		if r >= ' ' && r <= '~' {
			total += helvetica[r-' ']
		} else {
			total += 556
		}
	}
	return float64(total) * size / 1000
}

func (w *writer) page() *drawing {
	p := &drawing{}
	w.pages = append(w.pages, p)
	return p
}

// text shows one line at a place, in font F1 (regular) or F2 (bold).
func (p *drawing) text(font string, size, x, y float64, s string) {
	raw, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	raw = strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`).Replace(raw)
	fmt.Fprintf(&p.ops, "BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", font, size, x, y, raw)
}

// paragraph sets text into lines of a width, breaking words at "|", justified by word
// spacing as a typesetter does, and returns the baseline below it.
func (p *drawing) paragraph(size, x, y, width, indent float64, text string) float64 {
	first := true
	line, space := "", 0.0
	emit := func(last bool) {
		left := x
		if first {
			left += indent
		}
		if spaces := strings.Count(line, " "); spaces > 0 && !last {
			space = (width - (left - x) - helveticaWidth(line, size)) / float64(spaces)
		}
		fmt.Fprintf(&p.ops, "%g Tw\n", space)
		p.text("F1", size, left, y, line)
		p.ops.WriteString("0 Tw\n")
		y -= 1.2 * size
		first, line, space = false, "", 0
	}
	room := func(s string) bool {
		limit := width
		if first {
			limit -= indent
		}
		return helveticaWidth(s, size) <= limit
	}
	for _, word := range strings.Fields(text) {
		whole := strings.ReplaceAll(word, "|", "")
		joined := strings.TrimSpace(line + " " + whole)
		if room(joined) {
			line = joined
			continue
		}
		rest := whole
		for at := strings.LastIndex(word, "|"); at > 0; at = strings.LastIndex(word[:at], "|") {
			head := strings.ReplaceAll(word[:at], "|", "")
			if part := strings.TrimSpace(line + " " + head + "-"); room(part) {
				line, rest = part, whole[len(head):]
				break
			}
		}
		emit(false)
		line = rest
	}
	emit(true)
	return y
}

func (w *writer) bytes() []byte {
	var out bytes.Buffer
	var offsets []int
	object := func(body string) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	out.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var kids []string
	for i := range w.pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 7+2*i))
	}
	widths := strings.Trim(fmt.Sprint(helvetica), "[]")
	object(fmt.Sprintf("<< /Type /Catalog /Pages 2 0 R /Lang (%s) >>", w.lang))
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	for _, name := range []string{"Helvetica", "Helvetica-Bold"} {
		object(fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [%s] >>", name, widths))
	}
	object("<< " + w.info + " >>")
	object("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\xff\nendstream")
	for i, p := range w.pages {
		if p.image {
			p.ops.WriteString("q 500 0 0 700 50 50 cm /Im0 Do Q\n")
		}
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		z.Write(p.ops.Bytes())
		z.Close()
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im0 6 0 R >> >> /Contents %d 0 R >>", 8+2*i))
		object(fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", packed.Len(), packed.String()))
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, xref)
	return out.Bytes()
}
