package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A textRun is a piece of text on one line of a page, in points from the lower left corner.
type textRun struct {
	x0, x1, y float64 // left and right end, baseline
	size      float64 // of the font
	font      string
	text      string
}

// Bounds of one page.
const (
	maxContent = 64 << 20 // bytes of drawing operators
	maxRuns    = 200_000  // pieces of text
	maxForms   = 5        // forms inside forms
	maxDrawn   = 10_000   // forms, each as often as it is drawn
	maxOps     = 5_000_000
)

// A pageReader runs the drawing operators of one page and keeps the text (ISO 32000-1,
// section 9).
type pageReader struct {
	ctx       context.Context
	page      page
	fonts     map[string]*font // by object, shared by all pages
	named     map[string]*font // by their names in the present resources
	resources pdf.Value
	state     textState
	stack     []textState
	depth     int // of forms
	ops       int
	drawn     int   // forms
	content   int64 // bytes of operators
}

// A textState is what "q" saves, and the two matrices of a text object.
type textState struct {
	ctm, tm, line matrix
	font          *font
	size          float64
	charSpace     float64
	wordSpace     float64
	scale         float64 // horizontal, 1 is 100 %
	leading, rise float64
}

// A matrix maps (x, y) to (ax+cy+e, bx+dy+f).
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

var identity = matrix{a: 1, d: 1}

// readPage reads one page. Panics of the library become the page's error.
func readPage(ctx context.Context, number int, src pdf.Page, fonts map[string]*font) (result page) {
	r := &pageReader{ctx: ctx, fonts: fonts, named: map[string]*font{}, page: page{number: number}, state: textState{ctm: identity, tm: identity, line: identity, scale: 1}}
	defer func() {
		result = r.page
		if p := recover(); p != nil {
			result.runs, result.err = nil, fmt.Errorf("damaged: %v", p)
			if err, ok := p.(error); ok {
				result.err = fmt.Errorf("damaged: %w", err)
			}
		} else if unreadable(result.runs) {
			result.err = document.Refuse(corpus.ReasonEmpty, errors.New("its fonts do not tell their characters: run OCR, for example: ocrmypdf --force-ocr in.pdf out.pdf"))
			result.runs = nil
		}
	}()
	r.resources = inherited(src.V, "Resources")
	contents := src.V.Key("Contents")
	for i := range contents.Len() {
		r.bounded(contents.Index(i))
	}
	if contents.Kind() == pdf.Stream {
		r.bounded(contents)
	}
	if contents.Kind() == pdf.Stream || contents.Kind() == pdf.Array {
		pdf.Interpret(contents, r.operator)
	}
	return r.page
}

// inherited returns what a page, or else a node above it, has under a key. The library's own
// way never ends where a node is above itself.
func inherited(v pdf.Value, key string) pdf.Value {
	for range maxDepth {
		if found := v.Key(key); !found.IsNull() {
			return found
		}
		v = v.Key("Parent")
	}
	return pdf.Value{}
}

// bounded panics on a stream with which a page would decode to more than a page can be.
func (r *pageReader) bounded(stream pdf.Value) {
	if stream.Kind() != pdf.Stream {
		return
	}
	if r.content += drained(stream, maxContent); r.content > maxContent {
		panic(document.TooLarge(maxContent))
	}
}

// unreadable reports a page most of whose characters are unknown.
func unreadable(runs []textRun) bool {
	known, unknown := 0, 0
	for _, run := range runs {
		n := strings.Count(run.text, unknownGlyph)
		unknown += n
		known += len([]rune(run.text)) - n
	}
	return unknown > known
}

func (r *pageReader) operator(stk *pdf.Stack, op string) {
	args := make([]pdf.Value, stk.Len())
	for i := len(args) - 1; i >= 0; i-- {
		args[i] = stk.Pop()
	}
	if r.ops++; r.ops%1000 == 0 && r.ctx.Err() != nil {
		panic(r.ctx.Err())
	}
	if len(r.page.runs) > maxRuns || r.ops > maxOps {
		panic(document.Refuse(corpus.ReasonTooLarge, errors.New("more text than a page can hold")))
	}
	s := &r.state
	switch op {
	case "q":
		if len(r.stack) < 1000 {
			r.stack = append(r.stack, *s)
		}
	case "Q":
		if n := len(r.stack); n > 0 {
			*s, r.stack = r.stack[n-1], r.stack[:n-1]
		}
	case "cm":
		s.ctm = matrixOf(args).mul(s.ctm)
	case "Do":
		r.object(args)
	case "BI":
		r.page.images = true
	default:
		r.textOperator(op, args)
	}
}

func (r *pageReader) textOperator(op string, args []pdf.Value) {
	s := &r.state
	switch op {
	case "BT":
		s.tm, s.line = identity, identity
	case "Tf":
		r.setFont(args)
	case "Tc":
		s.charSpace = number(args, 0)
	case "Tw":
		s.wordSpace = number(args, 0)
	case "Tz":
		s.scale = number(args, 0) / 100
	case "TL":
		s.leading = number(args, 0)
	case "Ts":
		s.rise = number(args, 0)
	case "Tm":
		s.tm = matrixOf(args)
		s.line = s.tm
	case "Td":
		s.move(number(args, 0), number(args, 1))
	case "TD":
		s.leading = -number(args, 1)
		s.move(number(args, 0), number(args, 1))
	case "T*":
		s.move(0, -s.leading)
	case "Tj":
		r.show(args)
	case "'":
		s.move(0, -s.leading)
		r.show(args)
	case "\"":
		s.wordSpace, s.charSpace = number(args, 0), number(args, 1)
		s.move(0, -s.leading)
		r.show(args[min(2, len(args)):])
	case "TJ":
		if len(args) > 0 {
			r.showAll(args[0])
		}
	}
}

func (s *textState) move(x, y float64) {
	s.line = matrix{1, 0, 0, 1, x, y}.mul(s.line)
	s.tm = s.line
}

func (r *pageReader) setFont(args []pdf.Value) {
	if len(args) < 2 {
		return
	}
	name := args[0].Name()
	f, ok := r.named[name]
	if !ok {
		f = r.fontOf(r.resources.Key("Font").Key(name))
		r.named[name] = f
	}
	r.state.font, r.state.size = f, number(args, 1)
}

// fontOf returns a font that was read before, on any page, or reads it.
func (r *pageReader) fontOf(v pdf.Value) *font {
	key := fmt.Sprint(r.depth, v.String())
	f, ok := r.fonts[key]
	if !ok {
		f = newFont(v)
		r.fonts[key] = f
	}
	return f
}

func (r *pageReader) show(args []pdf.Value) {
	if len(args) > 0 {
		r.text(args[0].RawString())
	}
}

func (r *pageReader) showAll(list pdf.Value) {
	s := &r.state
	for i := range list.Len() {
		v := list.Index(i)
		if v.Kind() == pdf.String {
			r.text(v.RawString())
			continue
		}
		s.tm = matrix{1, 0, 0, 1, -v.Float64() / 1000 * s.size * s.scale, 0}.mul(s.tm)
	}
}

// text shows a string: one run, or one for each word where spaces are only gaps.
func (r *pageReader) text(raw string) {
	s := &r.state
	if s.font == nil {
		return
	}
	start := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(s.tm).mul(s.ctm)
	var text strings.Builder
	for _, g := range s.font.glyphs(raw) {
		text.WriteString(g.text)
		advance := g.width/1000*s.size + s.charSpace
		if g.space {
			advance += s.wordSpace
		}
		s.tm = matrix{1, 0, 0, 1, advance * s.scale, 0}.mul(s.tm)
	}
	end := s.tm.mul(s.ctm)
	size := math.Hypot(start.c, start.d)
	run := textRun{x0: start.e, x1: end.e, y: start.f, size: size, font: s.font.name, text: text.String()}
	if text.Len() == 0 || size < 1 || math.IsNaN(run.x0+run.x1+run.y) || math.Abs(start.b) > 0.1*math.Abs(start.a) || start.a <= 0 {
		return // nothing, or text that stands on its side
	}
	r.page.runs = append(r.page.runs, run)
}

// object draws a form, which may hold text, or notes an image.
func (r *pageReader) object(args []pdf.Value) {
	if len(args) == 0 || r.depth >= maxForms {
		return
	}
	v := r.resources.Key("XObject").Key(args[0].Name())
	if v.Key("Subtype").Name() == "Image" {
		r.page.images = true
	}
	if v.Key("Subtype").Name() != "Form" {
		return
	}
	if r.drawn++; r.drawn > maxDrawn {
		panic(document.Refuse(corpus.ReasonTooLarge, errors.New("more drawings inside each other than a page can hold")))
	}
	r.bounded(v)
	state, stack, resources, named := r.state, r.stack, r.resources, r.named
	r.depth++
	r.stack, r.named = nil, map[string]*font{}
	if own := v.Key("Resources"); !own.IsNull() {
		r.resources = own
	}
	if m := v.Key("Matrix"); m.Len() == 6 {
		var args []pdf.Value
		for i := range 6 {
			args = append(args, m.Index(i))
		}
		r.state.ctm = matrixOf(args).mul(r.state.ctm)
	}
	pdf.Interpret(v, r.operator)
	r.depth--
	r.state, r.stack, r.resources, r.named = state, stack, resources, named
}

func number(args []pdf.Value, i int) float64 {
	if i >= len(args) {
		return 0
	}
	return args[i].Float64()
}

func matrixOf(args []pdf.Value) matrix {
	return matrix{number(args, 0), number(args, 1), number(args, 2), number(args, 3), number(args, 4), number(args, 5)}
}
