package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/pdfium/pdfiumtest"
)

// drawingOf writes a PDF of one page, turned for reading by some degrees. /F1 is Helvetica; /F2
// shows two bytes for each character, in UTF-16, each an em wide; /F3 the characters of upright; /F4 is
// Courier, /F5 bold.
func drawingOf(turned int, operators string) []byte {
	const cmap = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 64 beginbfrange %sendbfrange endcmap end end"
	var ranges strings.Builder
	for high := range 256 { // each within its first byte, and not more than a hundred in a block
		if high > 0 && high%64 == 0 {
			ranges.WriteString("endbfrange 64 beginbfrange ")
		}
		fmt.Fprintf(&ranges, "<%02X00> <%02XFF> <%02X00> ", high, high, high)
	}
	toUnicode := fmt.Sprintf(cmap, ranges.String())
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate %d/Resources<</Font<</F1 5 0 R/F2 6 0 R/F3 10 0 R/F4 13 0 R/F5 14 0 R>>>>/Contents 4 0 R>>", turned),
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(operators), operators),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>",
		"<</Type/Font/Subtype/CIDFontType2/BaseFont/Any/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor 9 0 R>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(toUnicode), toUnicode),
		"<</Type/FontDescriptor/FontName/Any/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
		squares(),
		"<</Length 44>>\nstream\n1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f\n\nendstream",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(squareMap()), squareMap()),
		"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
	} {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	b.WriteString("trailer\n<</Root 1 0 R/Size 15>>\n%%EOF\n")
	return b.Bytes()
}

// at draws text at a place, at draws it in /F1 with a matrix before the place.
func at(size, x, y float64, text string) string { return matrixed(size, "1 0 0 1", x, y, text) }

func matrixed(size float64, matrix string, x, y float64, text string) string {
	return fmt.Sprintf("BT /F1 %g Tf %s %g %g Tm (%s) Tj ET\n", size, matrix, x, y, text)
}

// wide draws text in /F2.
func wide(x, y float64, text string) string {
	return fmt.Sprintf("BT /F2 10 Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n", x, y, utf16Hex(text))
}

func utf16Hex(text string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&out, "%04X", unit)
	}
	return out.String()
}

// lines draws lines below each other.
func lines(x, y float64, text ...string) string {
	var out strings.Builder
	for i, l := range text {
		out.WriteString(at(10, x, y-12*float64(i), l))
	}
	return out.String()
}

// Columns of text.
var (
	leftColumn  = []string{"The harbour lies behind a wall", "of grey stone, and the gate of it", "opens at six in the morning."}
	rightColumn = []string{"Ships that come late wait outside", "until the keeper has lit both of", "the lamps on the north side."}
)

// rowWise draws the two columns row by row.
func rowWise() (out string) {
	for i := range leftColumn {
		out += at(10, 50, 700-12*float64(i), leftColumn[i]) + at(10, 320, 700-12*float64(i), rightColumn[i])
	}
	return out
}

// upwards draws lines from the last to the first.
func drawnUpwards() (out string) {
	for i := len(leftColumn) - 1; i >= 0; i-- {
		out += at(10, 50, 700-12*float64(i), leftColumn[i])
	}
	return out
}

// turnedLines draws lines from the foot to the head of the page, as one that is turned has them.
func turnedLines() (out string) {
	for i, l := range leftColumn {
		out += matrixed(10, "0 1 -1 0", 100+12*float64(i), 100, l)
	}
	return out
}

// upright are the characters of /F3, which has a shape for each: PDFium drops characters that
// stand alone and have none.
const upright = "港は灰色の石壁後ろに、あり門六時開きます。"

// firstUpright is the code of the first of them.
const firstUpright = 33

// squares is a font of squares.
func squares() string {
	n := utf8.RuneCountInString(upright)
	return fmt.Sprintf("<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 11 0 R>>/Encoding<</Differences[%d%s]>>/FirstChar %d/LastChar %d/Widths[%s]/ToUnicode 12 0 R>>",
		firstUpright, strings.Repeat("/a", n), firstUpright, firstUpright+n-1, strings.Repeat("1000 ", n))
}

// squareMap tells what its characters are.
func squareMap() string {
	var out strings.Builder
	for i, r := range []rune(upright) {
		fmt.Fprintf(&out, "<%02X> <%04X> ", firstUpright+i, r)
	}
	return fmt.Sprintf("begincmap 1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar %sendbfchar endcmap", utf8.RuneCountInString(upright), out.String())
}

// downwardText draws columns of /F3 from the right.
func downwardText(text ...string) (out string) {
	for i, column := range text {
		for k, r := range []rune(column) {
			code := firstUpright + utf8.RuneCountInString(upright[:strings.IndexRune(upright, r)])
			out += fmt.Sprintf("BT /F3 10 Tf 1 0 0 1 %d %d Tm <%02X> Tj ET\n", 300-20*i, 700-11*k, code)
		}
	}
	return out
}

func TestLayout(t *testing.T) {
	left, right := strings.Join(leftColumn, " "), strings.Join(rightColumn, " ")
	for name, c := range map[string]struct {
		turned    int
		operators string
		want      []string
	}{
		"columns, one after the other": {0, lines(50, 700, leftColumn...) + lines(320, 700, rightColumn...), []string{left, right}},
		"columns, row by row":          {0, rowWise(), []string{left, right}},
		"columns below a title that is drawn last": {0, lines(50, 700, leftColumn...) + lines(320, 700, rightColumn...) + at(18, 60, 730, "The harbour of Elsing and its gate by the old wall"),
			[]string{"The harbour of Elsing and its gate by the old wall", left, right}},
		"columns above a foot that is drawn first": {0, at(8, 280, 40, "On the harbours of Elsing") + at(16, 50, 718, "Gates") + lines(50, 700, leftColumn...) + lines(295, 715, rightColumn...),
			[]string{"Gates", left, right, "On the harbours of Elsing"}},
		"drawn upwards":                 {0, drawnUpwards(), []string{left}},
		"a page on its side":            {270, turnedLines(), []string{left}},
		"a page upside down":            {180, lines(50, 700, leftColumn...), []string{left}},
		"a note on the margin":          {0, lines(50, 700, leftColumn...) + matrixed(20, "0 1 -1 0", 30, 300, "Draft of May 5"), []string{left, "Draft of May 5"}},
		"a drop cap":                    {0, at(30, 50, 688, "T") + lines(75, 700, "he harbour lies behind a wall of") + lines(75, 688, "grey stone and of red bricks and") + lines(50, 676, "opens at six."), []string{"The harbour lies behind a wall of grey stone and of red bricks and opens at six."}},
		"letters apart":                 {0, "BT /F1 10 Tf 3 Tc 50 700 Td (The harbour opens at six.) Tj ET", []string{"The harbour opens at six."}},
		"letters apart, one by one":     {0, "BT /F1 10 Tf 50 700 Td [(T)-300(h)-300(e)-700(h)-300(a)-300(r)-300(b)-300(o)-300(u)-300(r)-700(o)-300(p)-300(e)-300(n)-300(s)] TJ ET", []string{"The harbour opens"}},
		"words apart":                   {0, "BT /F1 10 Tf 50 700 Td [(The)-250(harb)20(our)-250(opens)] TJ ET", []string{"The harbour opens"}},
		"a hyphen at the end of a line": {0, lines(50, 700, "The keeper of the har-", "bour lives on a well-", "known hill."), []string{"The keeper of the harbour lives on a well-known hill."}},
		"an umlaut of two pieces":       {0, "BT /F1 10 Tf 50 700 Td [(Johann K\\250)333(olling)] TJ ET", []string{"Johann Kölling"}},
		"a raised number":               {0, at(10, 50, 700, "The gate opens at six") + at(6, 143.5, 704, "1") + at(10, 150, 700, "in winter."), []string{"The gate opens at six1 in winter."}},
		"characters half a line off":    {0, "BT /F1 10 Tf 50 700 Td (Water is H) Tj /F1 8 Tf -5 Ts (2) Tj /F1 10 Tf 0 Ts (O.) Tj /F1 8 Tf 5 Ts (1) Tj /F1 10 Tf 0 Ts ( It is 5 m) Tj /F1 8 Tf 5 Ts (2) Tj /F1 10 Tf 0 Ts (.) Tj ET", []string{"Water is H2O.1 It is 5 m2."}},
		"large bullets":                 {0, lines(50, 720, leftColumn...) + at(12, 50, 680, "\\225") + at(10, 68, 682, "Bring oil for the lamp.") + at(12, 50, 668, "\\225") + at(10, 68, 670, "Bring rope."), []string{left, "Bring oil for the lamp.", "Bring rope."}},
		"a table, row by row":           {0, at(10, 50, 700, "Berth") + at(10, 200, 700, "Ships") + at(10, 50, 686, "North") + at(10, 200, 686, "71"), []string{"Berth\tShips", "North\t71"}},
		"a table, column by column":     {0, lines(50, 700, "Berth", "North", "South") + lines(200, 700, "Ships", "71", "8"), []string{"Berth\tShips", "North\t71", "South\t8"}},
		"a footnote":                    {0, lines(50, 700, leftColumn...) + at(7, 50, 640, "1") + at(7, 62, 640, "The town's records tell of another gate."), []string{left, "1 The town's records tell of another gate."}},
		"a justified line":              {0, lines(50, 700, leftColumn...) + at(10, 50, 664, "Ships") + at(10, 90, 664, "wait") + at(10, 122, 664, "until") + lines(50, 652, "the lamps are lit."), []string{left + " Ships wait until the lamps are lit."}},
		"short columns":                 {0, lines(50, 700, leftColumn[:2]...) + lines(320, 700, rightColumn[:2]...), []string{strings.Join(leftColumn[:2], " "), strings.Join(rightColumn[:2], " ")}},
		"a cell of two lines": {0, at(10, 50, 700, "Berth") + at(10, 250, 700, "Keeper") + lines(50, 680, "North berth by", "the old crane") + at(10, 250, 680, "Oda Brekke"),
			[]string{"Berth\tKeeper", "North berth by the old crane\tOda Brekke"}},
		"bullets":                  {0, at(10, 50, 700, "\\225") + lines(64, 700, "paint the crane before the winter,") + at(10, 50, 680, "\\225") + lines(64, 680, "replace the lamp."), []string{"paint the crane before the winter,", "replace the lamp."}},
		"from right to left":       {0, wide(60, 700, "תחתפנ למנה"), []string{"הנמל נפתחת"}},
		"numbers between them":     {0, wide(60, 700, "4091 תנשב"), []string{"בשנת 4091"}},
		"from the top to the foot": {0, downwardText("港は灰色の石の壁の後ろに、", "あり門は六時に開きます。"), []string{"港は灰色の石の壁の後ろに、あり門は六時に開きます。"}},
		"what is cut off":          {0, lines(50, 700, leftColumn...) + at(10, 50, 820, "printed on May 5"), []string{left}},
		"commands": {0, lines(50, 700, leftColumn...) + strings.ReplaceAll(lines(70, 650, "if $ready; then")+lines(82, 638, "verbatim  serve"), "/F1", "/F4") + lines(50, 614, "Then ask what you like."),
			[]string{left, "if $ready; then\n  verbatim serve", "Then ask what you like."}},
		"questions in bold": {0, strings.ReplaceAll(lines(50, 700, "When does it open?"), "/F1", "/F5") + lines(50, 688, leftColumn...), []string{"When does it open?", left}},
		"lists in lists": {0, lines(50, 712, leftColumn...) + lines(60, 670, "\\225 Lamps") + lines(75, 658, "\\225 The north lamp is lit at dusk.") + lines(60, 646, "\\225 Bells") + lines(50, 634, "After that the gate"),
			[]string{left, "Lamps", "The north lamp is lit at dusk.", "Bells", "After that the gate"}},
		"headings alone": {0, at(30, 50, 700, "Harbour") + at(20, 50, 600, "Elsing"), []string{"Harbour", "Elsing"}},
	} {
		articles, skips := corpustest.FromBytes(t, "x.pdf", drawingOf(c.turned, c.operators), pdfiumtest.Reader(t, Read))
		if len(articles) != 1 {
			t.Errorf("%s: %d articles, %v", name, len(articles), skips)
			continue
		}
		var got []string
		for _, b := range articles[0].Blocks {
			got = append(got, articles[0].Text[b.Start:b.End])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
