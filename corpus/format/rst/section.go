package rst

import (
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// isAdornment reports a line of one punctuation character again and again.
func isAdornment(line string) bool {
	if line == "" || !isPunctuation(line[0]) {
		return false
	}
	return strings.Count(line, line[:1]) == len(line)
}

func isPunctuation(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// A title is the title of a section as it is written.
type title struct {
	text  string
	style string // the character under it, after that over it
	lines int
}

// titleAt returns the title that lines begin with; one of no lines where there is none.
func titleAt(l lines) title {
	first, second := l.at(0), l.at(1)
	switch {
	case second == "":
		return title{}
	case isAdornment(first) && !isAdornment(second) && len(first) > 1 && l.at(2) != "" && isAdornment(l.at(2)) && l.at(2)[0] == first[0] &&
		long(first, strings.TrimSpace(second)):
		return title{strings.TrimSpace(second), first[:1] + first[:1], 3}
	case first[0] != ' ' && !isAdornment(first) && isAdornment(second) && long(second, first):
		return title{first, second[:1], 2}
	}
	return title{}
}

// long reports whether an adornment is long enough for a title. Four characters are, though
// docutils warns of it.
func long(adornment, text string) bool {
	return len(adornment) >= 4 || len(adornment) >= columns(text)
}

// columns returns how wide a text is; East Asian characters take two columns.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if isWide(r) {
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// section adds the title of a section. Levels come in the order in which styles do.
func (p *parser) section(l lines) int {
	t := titleAt(l)
	if t.lines == 0 || bulletMark.MatchString(l.at(0)) {
		return 0
	}
	level := slices.Index(p.page.styles, t.style)
	if level < 0 {
		level = len(p.page.styles)
		p.page.styles = append(p.page.styles, t.style)
	}
	text := p.page.inline(t.text)
	anchor := p.page.anchors.Name(level+1, text, "")
	if anchor != "" {
		anchor = "#" + anchor
	}
	p.out.Heading(level+1, anchor, text)
	return t.lines
}

// transition leaves out a line between parts of a text, or an adornment without a title.
func (p *parser) transition(l lines) int {
	if isAdornment(l.at(0)) && len(l.at(0)) >= 4 && l.at(1) == "" {
		return 1
	}
	return 0
}
