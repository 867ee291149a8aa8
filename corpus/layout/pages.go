package layout

import (
	"strings"

	"verbatim/corpus/sentence"
)

// withoutPages returns a text in which the heads and feet of printed pages are blank, as long as
// it was, and the places where pages broke: where the text goes on. A foot numbers its page
// (“[Page 3]”) or stands before a form feed; a head is set in columns or comes again and again.
func withoutPages(text string) (string, []int) {
	if !strings.Contains(text, "[Page ") && !strings.Contains(text, "\f") {
		return text, nil
	}
	lines := linesOf(text)
	again := map[string]int{}
	for i := range lines {
		if l := lines[i]; pageEdge(text, lines, i) {
			again[withoutNumbers(text[l.start:l.end])]++
		}
	}
	clean := []byte(text)
	var breaks []int
	for i := range lines {
		l := lines[i]
		line := text[l.start:l.end]
		foot := footOfPage(line)
		edge := pageEdge(text, lines, i) && again[withoutNumbers(line)] > 1
		head := i > 0 && footOfPage(text[lines[i-1].start:lines[i-1].end]) && l.blank && (columned(line) || edge)
		if foot || edge || head {
			blank(clean, l.start, l.end)
			if i+1 < len(lines) {
				breaks = append(breaks, lines[i+1].start)
			}
		}
	}
	return string(clean), breaks
}

// footOfPage reports lines that end with the number of their page.
func footOfPage(line string) bool {
	at := strings.LastIndex(line, "[Page ")
	return at >= 0 && strings.HasSuffix(line, "]") && sentence.AllDigits(strings.TrimSpace(line[at+len("[Page "):len(line)-1]))
}

// pageEdge reports the first and the last line of a page between form feeds.
func pageEdge(text string, lines []line, i int) bool {
	l := lines[i]
	first := i > 0 && strings.Contains(text[lines[i-1].end:l.start], "\f")
	last := i+1 < len(lines) && strings.Contains(text[l.end:lines[i+1].start], "\f")
	return (first || last) && l.width <= maxWrap
}

// withoutNumbers returns a line as it is on every page: without digits and spaces.
func withoutNumbers(line string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == ' ' {
			return -1
		}
		return r
	}, line)
}

// columned reports lines with parts set apart by wide gaps.
func columned(line string) bool { return strings.Contains(line, "   ") }

// blank writes spaces over what stands in a range.
func blank(text []byte, start, end int) {
	for i := start; i < end; i++ {
		text[i] = ' '
	}
}
