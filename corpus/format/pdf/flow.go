package pdf

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A flow makes paragraphs of the lines of all pages.
type flow struct {
	lines    []line    // of the text, without running heads and footnotes
	notes    []line    // of footnotes
	body     float64   // size of most of the text
	leading  float64   // distance of most lines, in sizes
	headings []float64 // sizes of headings, largest first
	bold     bool      // most of the text is
	fixed    bool      // most of the text is of a typewriter
	words    map[string]bool
}

// A flowBlock is a paragraph or heading before its lines are joined.
type flowBlock struct {
	kind  corpus.BlockKind
	level int
	lines []line
}

func newFlow(pages [][]line) *flow {
	f := &flow{words: map[string]bool{}, lines: withoutRunning(pages)}
	f.measure()
	f.partNotes()
	return f
}

// measure finds the usual size and leading, the sizes of headings, and the words that are
// never broken at the end of a line.
func (f *flow) measure() {
	sizes, gaps := map[float64]int{}, map[float64]int{}
	bold, fixed, total := 0, 0, 0
	for i, l := range f.lines {
		sizes[math.Round(2*l.size)/2] += len(l.text)
		total += len(l.text)
		if l.bold {
			bold += len(l.text)
		}
		if l.fixed {
			fixed += len(l.text)
		}
		if i > 0 && f.lines[i-1].page == l.page && f.lines[i-1].y > l.y {
			gaps[math.Round(20*(f.lines[i-1].y-l.y)/l.size)/20]++
		}
		for i, w := range wordsOf(l.text) {
			if i > 0 {
				f.words[strings.ToLower(w)] = true
			}
		}
	}
	f.bold, f.fixed = 2*bold > total, 2*fixed > total
	f.body, f.leading = mostOf(sizes, 10), min(max(mostOf(gaps, 1.2), 1), 2.2)
	for size := range sizes {
		if size > 1.12*f.body {
			f.headings = append(f.headings, size)
		}
	}
	slices.Sort(f.headings)
	slices.Reverse(f.headings)
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' })
}

// partNotes takes out the small print at the foot of pages, so that a paragraph goes on
// from one page to the next.
func (f *flow) partNotes() {
	var rest []line
	for len(f.lines) > 0 {
		end := slices.IndexFunc(f.lines, func(l line) bool { return l.page != f.lines[0].page })
		if end < 0 {
			end = len(f.lines)
		}
		page := f.lines[:end]
		f.lines = f.lines[end:]
		foot := f.footOf(page)
		for _, l := range page {
			if f.small(l) && l.y < foot {
				f.notes = append(f.notes, l)
			} else {
				rest = append(rest, l)
			}
		}
	}
	f.lines = rest
}

func (f *flow) small(l line) bool { return l.size < 0.92*f.body }

// footOf returns the height on a page below which there are only notes, set off from the
// text by a gap.
func (f *flow) footOf(page []line) float64 {
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, l := range page {
		if !f.small(l) {
			lowest = min(lowest, l.y)
		}
	}
	for _, l := range page {
		if f.small(l) && l.y < lowest {
			highest = max(highest, l.y)
		}
	}
	if lowest-highest < 1.3*f.leading*f.body {
		return math.Inf(-1)
	}
	return lowest
}

// write adds the blocks in their order, the footnotes of a page behind the last block that
// begins on it.
func (f *flow) write(b *document.Builder) {
	main, notes := f.blocks(f.lines), f.blocks(f.notes)
	if !slices.ContainsFunc(append(slices.Clone(main), notes...), func(b flowBlock) bool { return b.kind != corpus.Heading }) {
		for i := range main { // a slide, a poster: there is nothing that they head
			main[i].kind = corpus.Paragraph
		}
	}
	for _, block := range main {
		for len(notes) > 0 && notes[0].lines[0].page < block.lines[0].page {
			f.add(b, notes[0])
			notes = notes[1:]
		}
		f.add(b, block)
	}
	for _, note := range notes {
		f.add(b, note)
	}
}

func (f *flow) add(b *document.Builder, block flowBlock) {
	b.Anchor = fmt.Sprintf("#page=%d", block.lines[0].page)
	switch text := f.join(block.lines); block.kind {
	case corpus.Code:
		b.Code(typed(block.lines))
	case corpus.Heading:
		b.Heading(block.level, b.Anchor, text)
	case corpus.Table:
		b.Row(strings.Split(text, "\t"))
	case corpus.ListItem:
		b.Add(corpus.ListItem, listMark.ReplaceAllString(text, ""))
	default:
		b.Add(block.kind, text)
	}
}

// typed returns lines of a typewriter as they stand, with what they are indented.
func typed(lines []line) string {
	left := math.Inf(1)
	for _, l := range lines {
		left = min(left, l.x0)
	}
	var out strings.Builder
	for _, l := range lines {
		const width = 0.6 // of a character, in sizes
		indent := int((l.x0 - left) / (width * l.size))
		out.WriteString(strings.Repeat(" ", min(indent, maxIndent)) + strings.ReplaceAll(l.text, "\t", "  ") + "\n")
	}
	return out.String()
}

// maxIndent is the most spaces before a line of code.
const maxIndent = 80

// title returns the heading in the largest letters on the first page that has one.
func (f *flow) title() string {
	title, level := "", 0
	for _, block := range f.blocks(f.lines) {
		if block.kind != corpus.Heading {
			continue
		}
		if title != "" && block.lines[0].page > 1 {
			break
		}
		if title == "" || block.level < level {
			title, level = document.Tidy(f.join(block.lines)), block.level
		}
	}
	return title
}

// blocks groups lines.
func (f *flow) blocks(lines []line) []flowBlock {
	var out []flowBlock
	for i, l := range lines {
		kind, level := f.kindOf(l)
		if i > 0 && len(out) > 0 {
			last := &out[len(out)-1]
			if goesOn := f.continues(lines[i-1], l, last.kind, last.lines[0].x0); goesOn && last.level == level && (last.kind == kind || (last.kind == corpus.ListItem && kind == corpus.Paragraph)) {
				last.lines = append(last.lines, l)
				continue
			}
		}
		out = append(out, flowBlock{kind, level, []line{l}})
	}
	return out
}

var (
	listMark = regexp.MustCompile(`^\s*(?:[•·●▪■◦‣⁃○–\x{FFFD}\x{F0B7}]|-\s|\*\s|\(?(?:\d{1,2}|[a-z])[.)]\s)\s*`)
	// headingEnd matches how headings end that bold type alone tells.
	headingEnd = regexp.MustCompile(`[\pL\d?!)]$`)
	// contents matches what leads to the number of a page.
	contents = regexp.MustCompile(`([.·_…]\s?){5,}\s*(\d{1,4}|[ivxl]{1,6})$`)
	leaders  = regexp.MustCompile(`([.:·_…]\s?){5,}`)
)

func (f *flow) kindOf(l line) (kind corpus.BlockKind, level int) {
	text := strings.TrimSpace(l.text)
	switch {
	case l.aside:
		return corpus.Paragraph, 0
	case l.fixed && !f.fixed:
		return corpus.Code, 0
	case contents.MatchString(text):
		return corpus.Caption, 0
	case leaders.MatchString(text), strings.Contains(text, "\t"):
		return corpus.Table, 0
	case l.size > 1.12*f.body && utf8.RuneCountInString(text) < 200:
		size := math.Round(2*l.size) / 2
		return corpus.Heading, slices.Index(f.headings, size) + 1
	case l.bold && !f.bold && len(text) < 100 && headingEnd.MatchString(text):
		return corpus.Heading, len(f.headings) + 1
	case listMark.MatchString(l.text):
		return corpus.ListItem, 0
	}
	return corpus.Paragraph, 0
}

// continues reports whether a line belongs to the block of the line before, which begins some way
// from the left.
func (f *flow) continues(last, l line, kind corpus.BlockKind, begins float64) bool {
	down := last.y - l.y
	if last.page != l.page || down < 0 || math.Abs(last.left-l.left) > l.size && last.right < l.left {
		return kind != corpus.Heading && kind != corpus.Table && kind != corpus.Caption && kind != corpus.Code && runsOn(last.text, l.text)
	}
	short := last.x1 < last.right-0.25*(last.right-last.left)
	switch {
	case kind == corpus.Code:
		return down < 1.5*f.leading*l.size
	case kind == corpus.ListItem && (short || l.x0 < begins-0.5*l.size):
		return false
	case kind == corpus.Table, kind == corpus.Caption, short && last.bold != l.bold && kind == corpus.Paragraph:
		return false
	case kind == corpus.Heading:
		return down < 1.6*l.size && math.Abs(last.size-l.size) < 0.5
	case down > 1.25*f.leading*max(last.size, l.size), math.Abs(last.size-l.size) > 0.1*f.body, listMark.MatchString(l.text):
		return false
	case kind == corpus.Paragraph && l.x0 > last.x0+0.8*l.size && l.x0 > l.left+0.8*l.size:
		return false // an indented first line
	}
	return !(short && endsSentence(last.text))
}

// runsOn reports whether a sentence goes on behind the end of a column or page.
func runsOn(before, after string) bool {
	if strings.HasSuffix(before, "-") || strings.HasSuffix(before, "\u00ad") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(after)
	return !endsSentence(before) && !listMark.MatchString(after) && (unicode.IsLower(r) || !unicode.IsUpper(r) || len(before) > 40)
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:。！？…", r)
}

// join puts lines together and takes back the hyphens of words that were broken.
func (f *flow) join(lines []line) string {
	var out strings.Builder
	for i, l := range lines {
		text := ligatures.Replace(strings.TrimSpace(l.text))
		if i+1 == len(lines) {
			out.WriteString(text)
			break
		}
		next := strings.TrimSpace(lines[i+1].text)
		switch {
		case strings.HasSuffix(text, "\u00ad"):
			out.WriteString(strings.TrimSuffix(text, "\u00ad"))
		case strings.HasSuffix(text, "-") && elided.MatchString(next):
			out.WriteString(text + " ")
		case f.broken(text, next):
			out.WriteString(strings.TrimSuffix(strings.TrimSuffix(text, "-"), "‐"))
		case strings.HasSuffix(text, "-") || noSpaces(text, next):
			out.WriteString(text)
		default:
			out.WriteString(text + " ")
		}
	}
	return out.String()
}

// broken reports a word that was broken at the end of a line. A hyphen of the word's own is told
// by the rest of the text, where "well-known" stands in one piece, or by what it is made of.
func (f *flow) broken(line, next string) bool {
	if !strings.HasSuffix(line, "-") && !strings.HasSuffix(line, "‐") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next)
	before, after := wordsOf(line), wordsOf(next)
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	head := strings.ToLower(strings.TrimRight(before[len(before)-1], "-"))
	tail := strings.ToLower(after[0])
	switch {
	case f.words[head+tail]:
		return true
	case f.words[head+"-"+tail], hyphened.MatchString(head):
		return false
	}
	return head != "" && unicode.IsLower(r)
}

// hyphened matches first parts of English words that keep their hyphen.
var hyphened = regexp.MustCompile(`^(self|well|ex|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$|-`)

// elided matches words before which a hyphen stands for the rest of a word, as in "Nord- und Osttor".
var elided = regexp.MustCompile(`^(und|oder|bzw|and|or|et|ou|y|o|e|en|of)\b`)

// noSpaces reports a line break inside text of a script that has no spaces.
func noSpaces(line, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	first, _ := utf8.DecodeRuneInString(next)
	return spaceless(last) && spaceless(first)
}
