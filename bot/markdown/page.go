package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Range is a byte range of a text.
type Range struct{ Start, End int }

// Pages divides a text into ranges that take at most limit UTF-16 units each as a block
// quote, whatever is in them. They follow one another without a gap, break between
// words where they can, and are at least one.
func Pages(text string, limit int) []Range {
	limit = max(limit, 64) - len("> ****")
	var pages []Range
	for start := 0; start < len(text); {
		end := reach(text, start, limit)
		if end < len(text) {
			if at := strings.LastIndexFunc(text[start:end], unicode.IsSpace); at > (end-start)/2 {
				_, space := utf8.DecodeRuneInString(text[start+at:])
				end = start + at + space
			}
		}
		pages = append(pages, Range{start, end})
		start = end
	}
	if len(pages) == 0 {
		pages = []Range{{}}
	}
	return pages
}
