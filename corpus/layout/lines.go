package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus/sentence"
)

// A line is a line of text that has something on it.
type line struct {
	start, end int  // byte offsets, without white space at the ends
	width      int  // columns, indentation included
	indent     int  // columns
	blank      bool // a blank line or the start of the text is above it
	tabs       bool // a tab separates things on it
	depth      int  // marks of quotation in front
}

func linesOf(text string) []line {
	lines := make([]line, 0, 1+strings.Count(text, "\n"))
	blank := true
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		s, e := sentence.Trim(text, start, end)
		if s == e {
			blank = true
		} else {
			indent := columns(text[start:s])
			depth, _ := quoteDepth(text[s:e])
			lines = append(lines, line{
				start: s, end: e, indent: indent, width: indent + columns(text[s:e]),
				blank: blank, tabs: strings.Contains(text[s:e], "\t"), depth: depth,
			})
			blank = false
		}
		start = end + 1
	}
	return lines
}

// columns counts the columns text takes: two for wide characters, eight for a tab. Text
// too long for its width to matter counts by its bytes.
func columns(text string) int {
	if len(text) > 4*maxWrap {
		return len(text)
	}
	n := 0
	for _, r := range text {
		switch {
		case r == '\t':
			n += 8
		case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 2
		default:
			n++
		}
	}
	return n
}

// Widths of hard-wrapped text and of verse, in columns.
const (
	minWrap  = 30
	maxWrap  = 132
	maxVerse = 60
)

// A wrap tells whether a text's lines were broken at a width, not where its
// paragraphs end.
type wrap struct {
	found bool
	width int // columns
}

// wrapOf finds out whether a text is hard-wrapped: most lines with another one right
// below are so full that the next word would not have fitted, and many of them
// break off in the middle of a sentence.
func wrapOf(text string, lines []line) wrap {
	var widths []int
	for i, l := range lines {
		if i+1 < len(lines) && !lines[i+1].blank {
			widths = append(widths, l.width)
		}
	}
	if len(widths) < 3 {
		return wrap{}
	}
	slices.Sort(widths)
	w := wrap{width: widths[(len(widths)-1)*95/100]}
	if w.width < minWrap || w.width > maxWrap {
		return wrap{}
	}
	full, broken := 0, 0
	for i, l := range lines {
		if i+1 == len(lines) || lines[i+1].blank {
			continue
		}
		next := text[lines[i+1].start:lines[i+1].end]
		if !w.full(l, next) {
			continue
		}
		full++
		if !ends(text[l.start:l.end]) && startsLower(next) {
			broken++
		}
	}
	w.found = full*10 >= len(widths)*6 && broken*10 >= len(widths)*3
	return w
}

// full reports whether the first word of the next line did not fit on this one.
func (w wrap) full(this line, next string) bool {
	first := next
	if i := strings.IndexFunc(next, unicode.IsSpace); i >= 0 {
		first = next[:i]
	}
	return this.width+1+columns(first) > w.width
}

// startsLower reports whether text goes on with a sentence: its first letter, behind
// nothing but opening marks, is lower case.
func startsLower(text string) bool {
	for _, r := range text {
		if !sentence.IsOpener(r) {
			return unicode.IsLower(r)
		}
	}
	return false
}

// startsNumber reports text that begins with a number.
func startsNumber(text string) bool { return '0' <= text[0] && text[0] <= '9' }

// lowerEnd reports text whose last word is in lower case.
func lowerEnd(text string) bool {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	return strings.IndexFunc(last, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// ruler reports lines without a letter or digit, drawn to separate or underline.
func ruler(text string) bool {
	return len(text) >= 3 && strings.IndexFunc(text, func(r rune) bool { return sentence.InWord(r) || sentence.IsOpener(r) }) < 0 &&
		strings.ContainsAny(text, "-=*_~#+─━═")
}

// underline reports a ruler of one character, as stands below a heading.
func underline(text string) bool {
	return len(text) >= 3 && (strings.Trim(text, "=") == "" || strings.Trim(text, "-") == "" || strings.Trim(text, "~") == "")
}

// hashes returns the level of a heading marked with number signs, 0 for none.
func hashes(text string) int {
	rest := strings.TrimLeft(text, "#")
	if n := len(text) - len(rest); n <= 6 && strings.HasPrefix(rest, " ") && n > 0 {
		return n
	}
	return 0
}

// bullet reports whether text starts with a bullet.
func bullet(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	return (strings.ContainsRune("•-*+▪◦‣·○●–➢►✓■□", r) || strings.HasPrefix(text, "o  ")) && sentence.SpaceAt(text, size) && len(text) > size+1
}

// listMarker returns the length of the bullet, number or letter that starts a list
// item, 0 when there is none: "• ", "1. ", "2) ", "(a) ".
func listMarker(text string) int {
	if bullet(text) {
		_, size := utf8.DecodeRuneInString(text)
		return size
	}
	at := 0
	if strings.HasPrefix(text, "(") {
		at = 1
	}
	digits := len(text[at:]) - len(strings.TrimLeft(text[at:], "0123456789"))
	switch {
	case digits > 0 && digits <= 3:
		at += digits
	case digits == 0 && len(text) > at+1 && 'a' <= text[at] && text[at] <= 'z' && text[at+1] == ')':
		at++
	default:
		return 0
	}
	if at+1 < len(text) && (text[at] == ')' || text[at] == '.' && text[0] != '(') && sentence.SpaceAt(text, at+1) {
		return at + 1
	}
	return 0
}
