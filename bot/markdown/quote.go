package markdown

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// omission stands where Quote left out a part; Discord shows it as […].
const omission = `\[…\]`

// Quote returns text as a block quote in which Discord shows exactly its characters,
// with the bytes from boldStart to boldEnd bold. At most limit UTF-16 units come
// back: of a longer text the part around the bold bytes, or the beginning when there are
// none, with […] in place of what is missing, and cut set. A limit below 64 is taken
// as 64.
func Quote(text string, boldStart, boldEnd, limit int) (quote string, cut bool) {
	boldStart, boldEnd = wholeCharacters(text, boldStart, boldEnd)
	whole := writeQuote(text, boldStart, boldEnd)
	if Len(whole) <= limit {
		return whole, false
	}
	from, to := window(text, boldStart, boldEnd, max(limit, 64)-2*len(" "+omission)-4)
	part := writeQuote(text[from:to], boldStart-from, boldEnd-from)
	if from > 0 {
		part = "> " + omission + " " + strings.TrimPrefix(part, "> ")
	}
	if to < len(text) {
		part += " " + omission
	}
	return part, true
}

func writeQuote(text string, boldStart, boldEnd int) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	start := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		b.WriteString("> ")
		writeLine(&b, strings.TrimSuffix(line, "\n"), boldStart-start, boldEnd-start)
		if strings.HasSuffix(line, "\n") {
			b.WriteByte('\n')
		}
		start += len(line)
	}
	return b.String()
}

// writeLine writes one line escaped, with its bytes from boldStart to boldEnd bold.
// Both may lie outside the line.
func writeLine(b *strings.Builder, line string, boldStart, boldEnd int) {
	boldStart, boldEnd = trim(line, max(boldStart, 0), min(boldEnd, len(line)))
	e := escaper{text: line, lineStart: true}
	for e.next() {
		start := e.at - len(e.char)
		if start == boldStart && boldStart < boldEnd {
			b.WriteString("**")
		}
		if e.special {
			b.WriteByte('\\')
		}
		b.WriteString(e.char)
		if e.at == boldEnd && boldStart < boldEnd {
			b.WriteString("**")
		}
	}
}

// trim moves start and end inwards over white space. It returns an empty range where
// nothing is left.
func trim(s string, start, end int) (int, int) {
	if start >= end {
		return 0, 0
	}
	part := s[start:end]
	start += len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	part = strings.TrimSpace(part)
	return start, start + len(part)
}

// wholeCharacters widens a byte range to the characters that people see (grapheme
// clusters, UAX #29), so that no accent and no emoji is torn apart by a marker.
func wholeCharacters(text string, start, end int) (int, int) {
	start, end = max(start, 0), min(end, len(text))
	if start >= end {
		return 0, 0
	}
	from, to := start, end
	for g := graphemes.FromString(text); g.Next() && g.Start() < end; {
		if g.Start() <= start {
			from = g.Start()
		}
		to = max(end, g.End())
	}
	return from, to
}

// window returns the byte range of text to show when only budget UTF-16 units fit:
// from the beginning if the bold bytes are in reach, otherwise with about a quarter of
// the room before them.
func window(text string, boldStart, boldEnd, budget int) (from, to int) {
	to = reach(text, 0, budget)
	if boldEnd > to {
		from = back(text, boldStart, budget/4)
		to = reach(text, from, budget)
	}
	if to < len(text) {
		if at := wordEnd(text, to); at > from+(to-from)*4/5 {
			to = at
		}
	}
	if from > 0 {
		if at := strings.IndexFunc(text[from:boldStart], unicode.IsSpace); at >= 0 {
			from += at + 1
		}
	}
	return from, to
}

// reach returns the end of the longest part of text from from on that takes at most
// budget units once written, whatever is in it.
func reach(text string, from, budget int) int {
	for i, r := range text[from:] {
		if budget -= cost(r); budget < 0 {
			return from + i
		}
	}
	return len(text)
}

// back returns the start of a part of text that ends at end and takes at most budget
// units once written.
func back(text string, end, budget int) int {
	runes := []rune(text[:end])
	start := end
	for i := len(runes) - 1; i >= 0; i-- {
		if budget -= cost(runes[i]); budget < 0 {
			break
		}
		start -= len(string(runes[i]))
	}
	return start
}

// cost is the most UTF-16 units that one character takes in a quote: itself and its
// backslash, for a line's end also the next line's mark and both ends of bold.
func cost(r rune) int {
	if r == '\n' {
		return 1 + len("> ") + len("****")
	}
	return 1 + units(r)
}
