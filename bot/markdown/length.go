package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Ellipsis marks the place where Cut took something away.
const Ellipsis = "…"

// Len returns the length of s in UTF-16 code units. An invalid byte counts as one.
func Len(s string) int {
	n := 0
	for _, r := range s {
		n += units(r)
	}
	return n
}

func units(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// Cut returns s when it is at most limit UTF-16 units long, and otherwise its beginning
// with an ellipsis, together at most limit units long. It cuts between words where the
// second half has such a place, and never inside a rune.
func Cut(s string, limit int) string {
	if Len(s) <= limit {
		return s
	}
	if limit < 1 {
		return ""
	}
	end := prefix(s, limit-1)
	if at := wordEnd(s, end); at >= end/2 {
		end = at
	}
	return strings.TrimRightFunc(s[:end], unicode.IsSpace) + Ellipsis
}

// prefix returns the byte length of the longest beginning of s that is at most limit
// UTF-16 units long.
func prefix(s string, limit int) int {
	n := 0
	for i, r := range s {
		if n += units(r); n > limit {
			return i
		}
	}
	return len(s)
}

// wordEnd returns the end of the last whole word in s[:end], 0 when there is none.
func wordEnd(s string, end int) int {
	if end >= len(s) {
		return len(s)
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsSpace(r) {
		return end
	}
	return max(0, strings.LastIndexFunc(s[:end], unicode.IsSpace))
}
