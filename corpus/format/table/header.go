package table

import (
	"strings"
	"unicode"

	"verbatim/corpus/document"
)

// maxAbove is in which row a header stands at the latest.
const maxAbove = 10

// above reports a first row that is what the table is called, or empty, and no header: nothing but
// its first cell is filled, and the next row is more of a header.
func above(first, next []string) bool {
	if len(first) < 2 || strings.TrimSpace(strings.Join(first[1:], "")) != "" {
		return false
	}
	full := 0
	for _, name := range next {
		if strings.TrimSpace(name) == "" {
			continue
		}
		if full++; strings.IndexFunc(name, unicode.IsLetter) < 0 {
			return false // a value
		}
	}
	return full > 1 || strings.TrimSpace(strings.Join(next, "")) == ""
}

// headless reports a first row that is no header but like those below it: it has a sentence, or asks
// something, in a column that does so elsewhere.
func headless(first []string, rows [][]string) bool {
	for i, value := range first {
		value = strings.TrimSpace(value)
		if asks(value) && share(rows, i, asks) >= .5 || isProse(value) && document.EndsSentence(value) && share(rows, i, isProse) >= .5 {
			return true
		}
	}
	return false
}
