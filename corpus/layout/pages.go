package layout

import (
	"regexp"
	"strings"

	"verbatim/corpus/sentence"
)

// withoutPages returns a text without the heads and feet of printed pages. A foot numbers its
// page (“[Page 3]”) or stands before a form feed; a head is set in columns or stands on
// most pages. A sentence goes on over them; else the page ends a paragraph.
func withoutPages(text string) string {
	if !strings.Contains(text, "[Page ") && !strings.Contains(text, "\f") {
		return text
	}
	lines := linesOf(text)
	furniture := pageMarks(text, lines)
	var clean strings.Builder
	kept := 0 // end of what was written or left out
	for i := 0; i < len(lines); i++ {
		if !furniture[i] {
			continue
		}
		clean.WriteString(strings.TrimRight(text[kept:lines[i].start], " \t\n\f"))
		for i < len(lines) && furniture[i] {
			i++
		}
		kept = len(text)
		if i < len(lines) {
			clean.WriteString(pageBreak(clean.String(), text[lines[i].start:lines[i].end]))
			kept = 1 + strings.LastIndexByte(text[:lines[i].start], '\n')
		}
	}
	clean.WriteString(text[kept:])
	return clean.String()
}

// pageMarks tells which lines are heads and feet of pages.
func pageMarks(text string, lines []line) []bool {
	again := map[string]int{}
	for i, l := range lines {
		if pageEdge(text, lines, i) {
			again[withoutNumbers(text[l.start:l.end])]++
		}
	}
	pages := 1 + strings.Count(text, "\f")
	marks := make([]bool, len(lines))
	for i, l := range lines {
		line := text[l.start:l.end]
		times := again[withoutNumbers(line)]
		edge := times > 1 && times*2 >= pages && pageEdge(text, lines, i)
		head := i > 0 && footOfPage(text[lines[i-1].start:lines[i-1].end]) && l.blank && columned(line)
		marks[i] = edge || head || footOfPage(line)
	}
	return marks
}

// pageBreak returns what parts two pages, by what ends the first and begins the second.
func pageBreak(before, next string) string {
	if !ends(before) && startsLower(next) {
		return "\n"
	}
	return "\n\n"
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

// manualEdge reports the first and last line of a page of a manual: “ls(1)   User Commands   ls(1)”.
func manualEdge(line string) bool { return manualName.MatchString(line) }

var manualName = regexp.MustCompile(`\s{3}[\w.+:-]+\([1-9]\w{0,3}\)$`)

// columned reports lines with parts set apart by wide gaps.
func columned(line string) bool { return strings.Contains(line, "   ") }
