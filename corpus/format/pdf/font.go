package pdf

import (
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// A font turns the codes of a font into text and widths. The library has both, but reads
// the font's dictionary again for every character.
type font struct {
	name     string
	bytes    int // of a code: 2 in composite fonts
	text     map[int]string
	widths   map[int]float64 // in thousandths of the size
	fallback float64         // width of other codes
	left     int             // codes that ranges may still name
}

// maxCodes is how many codes the ranges of a font may name, each as often as it is named:
// there are 65,536 of them.
const maxCodes = 1 << 18

// unknownGlyph stands for a code that the font gives no character for.
const unknownGlyph = "\uFFFD"

func newFont(v pdf.Value) *font {
	f := &font{name: v.Key("BaseFont").Name(), bytes: 1, text: map[int]string{}, widths: map[int]float64{}, fallback: 500, left: maxCodes}
	if v.Key("Subtype").Name() == "Type0" {
		f.bytes = 2
		f.cidWidths(v.Key("DescendantFonts").Index(0))
	} else {
		f.simpleWidths(v)
		f.simpleText(v)
	}
	if v.Key("ToUnicode").Kind() == pdf.Stream {
		f.toUnicode(v.Key("ToUnicode"))
	}
	return f
}

func (f *font) simpleWidths(v pdf.Value) {
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[first+i] = widths.Index(i).Float64()
	}
	if strings.Contains(f.name, "Courier") {
		f.fallback = 600
	}
}

// cidWidths reads the widths of a composite font: "c [w1 w2 …]" and "c1 c2 w".
func (f *font) cidWidths(descendant pdf.Value) {
	f.fallback = 1000
	if dw := descendant.Key("DW"); dw.Kind() == pdf.Integer || dw.Kind() == pdf.Real {
		f.fallback = dw.Float64()
	}
	w := descendant.Key("W")
	for i := 0; i+1 < w.Len(); {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for j := range list.Len() {
				f.widths[first+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		last, width := min(int(w.Index(i+1).Int64()), 0xFFFF), w.Index(i+2).Float64()
		for c := max(first, 0); c <= last && f.left > 0; c++ {
			f.widths[c] = width
			f.left--
		}
		i += 3
	}
}

// simpleText asks the library for each of the 256 codes once.
func (f *font) simpleText(v pdf.Value) {
	font := pdf.Font{V: v}
	enc := font.Encoder()
	differences := v.Key("Encoding").Kind() == pdf.Dict
	for code := range 256 {
		text := strings.ToValidUTF8(enc.Decode(string([]byte{byte(code)})), unknownGlyph)
		if differences && code >= 0x80 && text == string(rune(code)) {
			text = string(charmap.Windows1252.DecodeByte(byte(code)))
		}
		f.text[code] = text
	}
}

var (
	cmapSection = regexp.MustCompile(`(?s)begin(bfchar|bfrange|codespacerange)(.*?)end(?:bfchar|bfrange|codespacerange)`)
	cmapToken   = regexp.MustCompile(`<([0-9A-Fa-f\s]*)>|(\[)|(\])`)
)

// maxCMap is the most bytes of a ToUnicode map that are read.
const maxCMap = 4 << 20

// toUnicode reads a font's own map from codes to text (Adobe Technical Note 5411).
func (f *font) toUnicode(stream pdf.Value) {
	rd := stream.Reader()
	defer rd.Close()
	data, _ := io.ReadAll(io.LimitReader(rd, maxCMap)) // what was read of a damaged map still helps
	for _, section := range cmapSection.FindAllSubmatch(data, -1) {
		tokens := cmapToken.FindAllStringSubmatch(string(section[2]), -1)
		switch string(section[1]) {
		case "codespacerange":
			if len(tokens) > 0 && f.bytes == 2 && len(tokens[0][1]) == 2 {
				f.bytes = 1
			}
		case "bfchar":
			for i := 0; i+1 < len(tokens); i += 2 {
				f.text[hexCode(tokens[i][1])] = hexText(tokens[i+1][1])
			}
		case "bfrange":
			f.ranges(tokens)
		}
	}
}

// ranges reads "<from> <to> <text>" and "<from> <to> [<text> …]".
func (f *font) ranges(tokens [][]string) {
	for i := 0; i+2 < len(tokens); {
		from, to := hexCode(tokens[i][1]), min(hexCode(tokens[i+1][1]), 0xFFFF)
		i += 2
		if tokens[i][2] != "[" {
			text := []rune(hexText(tokens[i][1]))
			for c := from; c <= to && len(text) > 0 && f.left > 0; c++ {
				f.text[c] = string(text)
				text[len(text)-1]++
				f.left--
			}
			i++
			continue
		}
		for i++; i < len(tokens) && tokens[i][3] != "]"; i++ {
			f.text[from] = hexText(tokens[i][1])
			from++
		}
		i++
	}
}

func hexCode(s string) int {
	n, err := strconv.ParseInt(strings.Join(strings.Fields(s), ""), 16, 32)
	if err != nil {
		return -1
	}
	return int(n)
}

func hexText(s string) string {
	raw, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		return unknownGlyph
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// A glyph is one code shown.
type glyph struct {
	text  string
	width float64 // in thousandths of the size
	space bool    // a single-byte space, which word spacing widens
}

// glyphs splits a string of the page into glyphs.
func (f *font) glyphs(raw string) []glyph {
	out := make([]glyph, 0, len(raw)/f.bytes)
	for i := 0; i+f.bytes <= len(raw); i += f.bytes {
		code := int(raw[i])
		if f.bytes == 2 {
			code = code<<8 | int(raw[i+1])
		}
		width, ok := f.widths[code]
		if !ok {
			width = f.fallback
		}
		text, ok := f.text[code]
		if !ok {
			text = unknownGlyph
		}
		out = append(out, glyph{text, width, f.bytes == 1 && code == ' '})
	}
	return out
}
