package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbatim/corpus/pdfium"
)

// A line is text on one base line, as far as its gaps are those between words. It lies in a
// frame that is turned so that its text runs to the right, whichever way the page has it.
type line struct {
	page        int // from 1
	turned      int // degrees by which the frame is turned against the page
	x0, x1, y   float64
	left, right float64 // ends of its column
	size        float64
	bold, fixed bool
	aside       bool   // it is turned against most of its page: a note on the margin, a watermark
	rtl         bool   // it runs from right to left
	drawn       int    // as which line of its page
	text        string // the cells of a row are parted by tabs
}

// A glyph is a character in the frame of its line.
type glyph struct {
	r         rune
	x0, x1, y float64
	style     *pdfium.Style
	turned    int
	space     bool // the file has a space before it, or PDFium sees one
	drawn     bool // that space is a character of the file
}

// Gaps between characters, in sizes of their font.
const (
	wordGap   = 0.13 // more than this, beyond what is usual in the line, parts words
	seenGap   = 0.08 // where PDFium sees a space, too
	bearing   = 0.12 // what is left free at both sides of a character
	cellGap   = 1.1  // parts what stands in different columns
	objectGap = 4.0  // does so inside one text object, such as a justified line
	rtlGap    = 8.0  // between text that runs to the left and what does not
	overlap   = -0.8 // leads back: it is another line, or the same printed again
	dropCap   = 1.7  // how much larger a first letter is that reaches over several lines
	raised    = 0.45 // of the size: what a raised or lowered character may be off the base line
	noted     = 0.6  // the same for one that is smaller
)

// linesOf puts the characters of a page into lines, in the order in which they are drawn.
func linesOf(number int, chars []pdfium.Char) []line {
	var out []line
	var current []glyph
	flush := func() {
		for _, part := range inReadingOrder(current) {
			if l := newLine(part); l.text != "" {
				l.page, l.drawn = number, len(out)
				out = append(out, l)
			}
		}
		current = nil
	}
	leftEnd := 0.0
	for _, g := range glyphs(chars) {
		if n := len(current); n > 0 && !follows(current[n-1], g, leftEnd) {
			flush()
		}
		if current = append(current, g); len(current) == 1 || g.x0 < leftEnd {
			leftEnd = g.x0
		}
	}
	flush()
	return out
}

// glyphs returns the visible characters of a page in their frames.
func glyphs(chars []pdfium.Char) []glyph {
	out := make([]glyph, 0, len(chars))
	space, drawn := false, false
	for i, c := range chars {
		switch {
		case unicode.IsSpace(c.Rune) || c.Generated:
			space, drawn = true, drawn || !c.Generated
			continue
		case c.Rune == hyphen || c.Rune == '\ufffe': // as PDFium marks one at the end of a line
			c.Rune = '-'
		case c.Rune < ' ' || !unicode.IsPrint(c.Rune) && c.Rune != '\u00ad' && !unicode.Is(unicode.Co, c.Rune):
			c.Rune = unknown
		}
		if math.IsNaN(c.X+c.Y+c.Style.Size) || math.Abs(c.X) > farAway || math.Abs(c.Y) > farAway || c.Style.Size < 1 {
			continue
		}
		out = append(out, glyphOf(c, downward(chars, i), space, drawn))
		space, drawn = false, false
	}
	return out
}

const (
	hyphen  = '\x02'
	unknown = '\ufffd' // a character whose font does not tell what it is
	farAway = 1e6      // points; a page is at most 14,400 wide
)

// glyphOf turns a character so that its text runs to the right.
func glyphOf(c pdfium.Char, down, space, drawn bool) glyph {
	turned := int(math.Round(c.Style.Angle*180/math.Pi/90)) * 90
	if off := c.Style.Angle*180/math.Pi - float64(turned); math.Abs(off) > 10 { // a watermark, a label
		turned = int(math.Round(c.Style.Angle*180/math.Pi/5)) * 5
	}
	if down {
		turned = -90
	}
	sin, cos := math.Sincos(float64(turned) * math.Pi / 180)
	g := glyph{r: c.Rune, style: c.Style, turned: (turned + 360) % 360, space: space, drawn: drawn}
	g.x0, g.y = c.X*cos+c.Y*sin, c.Y*cos-c.X*sin
	g.x1 = g.x0
	for _, x := range []float64{c.Box.Left, c.Box.Right} {
		for _, y := range []float64{c.Box.Bottom, c.Box.Top} {
			g.x1 = max(g.x1, x*cos+y*sin)
		}
	}
	if down { // its origin is in the middle above it
		g.x1 = g.x0 + c.Style.Size
	}
	return g
}

// downward reports a character of a script that is also written from top to bottom, where the
// one before or behind it stands so.
func downward(chars []pdfium.Char, i int) bool {
	return spaceless(chars[i].Rune) && (below(chars, i, i+1) || below(chars, i-1, i))
}

func below(chars []pdfium.Char, i, k int) bool {
	if i < 0 || k >= len(chars) || chars[i].Generated || chars[k].Generated {
		return false
	}
	size := chars[i].Style.Size
	down := chars[i].Y - chars[k].Y
	return math.Abs(chars[i].X-chars[k].X) < 0.3*size && down > 0.5*size && down < 1.5*size && spaceless(chars[i].Rune)
}

// follows reports whether a character stands in the line of another, which begins at some place.
func follows(last, g glyph, leftEnd float64) bool {
	size, small := max(last.style.Size, g.style.Size), min(last.style.Size, g.style.Size)
	off := raised * size
	switch {
	case size > dropCap*small:
		off = raised * small
	case small < 0.9*size:
		off = noted * size
	}
	if last.turned != g.turned || math.Abs(last.y-g.y) > off {
		return false
	}
	gap, most := g.x0-last.x1, cellGap*size
	if last.style == g.style {
		most = objectGap * size
	}
	if rightToLeft(last.r) || rightToLeft(g.r) { // whichever way it is drawn
		return max(leftEnd-g.x1, gap) < rtlGap*size
	}
	return gap < most && (gap > overlap*size || g.x0 >= last.x0) // a ligature is several characters at one place
}

// inReadingOrder returns the characters of a line as people read them. Where some run from right
// to left, their order in the file tells nothing, but their places do: there may be several lines.
func inReadingOrder(all []glyph) [][]glyph {
	if !slices.ContainsFunc(all, func(g glyph) bool { return rightToLeft(g.r) }) {
		return [][]glyph{all}
	}
	slices.SortStableFunc(all, func(a, b glyph) int { return cmp.Compare(b.x0, a.x0) }) // from the right
	var out [][]glyph
	start := 0
	for i := range all {
		all[i].space, all[i].drawn = false, false // they are gaps now
		if i > 0 && all[i-1].x0-all[i].x1 > cellGap*all[i].style.Size {
			out, start = append(out, all[start:i]), i
		}
	}
	out = append(out, all[start:])
	for _, part := range out {
		turnBack(part)
	}
	return out
}

// turnBack brings words and numbers that run from left to right, and what is between them, back
// into their order.
func turnBack(all []glyph) {
	strong := func(g glyph) bool { return !rightToLeft(g.r) && (unicode.IsLetter(g.r) || unicode.IsDigit(g.r)) }
	for i := 0; i < len(all); i++ {
		if !strong(all[i]) {
			continue
		}
		end := i + 1
		for k := end; k < len(all) && !rightToLeft(all[k].r); k++ {
			if strong(all[k]) {
				end = k + 1
			}
		}
		slices.Reverse(all[i:end])
		i = end
	}
}

// gapOf is the distance from one character of a line to the next.
func gapOf(last, g glyph) float64 { return max(last.x0-g.x1, g.x0-last.x1) }

func rightToLeft(r rune) bool {
	return r >= 0x590 && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// spaceless reports a character of the scripts that are written without spaces, or of their
// punctuation.
func spaceless(r rune) bool {
	return r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xfff0 || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// newLine joins characters to words.
func newLine(all []glyph) line {
	all = accented(all)
	if len(all) == 0 {
		return line{}
	}
	usual := usualGap(all)
	l := line{turned: all[0].turned, x0: math.Inf(1), x1: math.Inf(-1), bold: true, fixed: true}
	var text strings.Builder
	sizes, bases := map[float64]int{}, map[float64]int{}
	for i, g := range all {
		if i > 0 && parts(all[i-1], g, usual) {
			text.WriteByte(' ')
		}
		text.WriteRune(g.r)
		l.x0, l.x1 = min(l.x0, g.x0), max(l.x1, g.x1)
		l.bold = l.bold && (g.style.Bold || !unicode.IsLetter(g.r))
		l.fixed = l.fixed && g.style.Fixed
		sizes[math.Round(4*g.style.Size)/4]++
		bases[g.y]++
	}
	l.size, l.y = mostOf(sizes, 10), mostOf(bases, 0)
	l.text = strings.TrimSpace(ligatures.Replace(text.String()))
	l.rtl = slices.ContainsFunc(all, func(g glyph) bool { return rightToLeft(g.r) })
	if l.rtl {
		l.text = joined(l.text)
	}
	return l
}

// joined returns text with the letters of Arabic that fonts have a form of for each place in a
// word as the letters that they are.
func joined(text string) string {
	const first, last = '\ufb1d', '\ufefc'
	var out strings.Builder
	for _, r := range text {
		if r >= first && r <= last {
			out.WriteString(norm.NFKC.String(string(r)))
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// parts reports whether there is a space between two characters of a line.
func parts(last, g glyph, usual float64) bool {
	gap := gapOf(last, g)/min(last.style.Size, g.style.Size) - usual
	if g.turned != 0 { // of which only the inked part is known
		gap -= bearing
	}
	return g.drawn || gap > wordGap || g.space && gap > seenGap
}

// usualGap is the gap between most letters of a line, in sizes: more than nothing where they are
// set apart, by the text object that draws them, or else evenly and words further.
func usualGap(all []glyph) float64 {
	var inside, across []float64
	for i, g := range all[1:] {
		switch gap := gapOf(all[i], g) / g.style.Size; {
		case g.drawn || g.turned != 0 || !unicode.IsLetter(g.r) || !unicode.IsLetter(all[i].r):
		case g.style == all[i].style:
			inside = append(inside, gap)
		default:
			across = append(across, gap)
		}
	}
	slices.Sort(inside)
	slices.Sort(across)
	switch {
	case len(inside) >= fewGaps:
		return max(inside[len(inside)/2], 0)
	case len(across) >= 2*fewGaps && across[len(across)*7/10]-across[len(across)/10] < evenGap && across[len(across)-1] > across[len(across)/2]+wordGap:
		return max(across[len(across)/2], 0)
	}
	return 0
}

// Gaps that show how letters are set.
const (
	fewGaps = 4    // tell nothing
	evenGap = 0.05 // by how much those may differ that are even, in sizes
)

var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// mostOf returns the value with the largest count, the least of several.
func mostOf(counts map[float64]int, none float64) float64 {
	best, most := none, 0
	for value, n := range counts {
		if n > most || n == most && value < best {
			best, most = value, n
		}
	}
	return best
}
