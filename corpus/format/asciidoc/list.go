package asciidoc

import (
	"regexp"
	"strings"

	"verbatim/corpus"
)

var (
	bullet   = regexp.MustCompile(`^[ \t]*(?:\*{1,6}|-|•)[ \t]+(\S.*)$`)
	number   = regexp.MustCompile(`^[ \t]*(?:\.{1,6}|\d+\.|[a-zA-Z]\.|[ivxIVX]+\))[ \t]+(\S.*)$`)
	colist   = regexp.MustCompile(`^<(?:\d+|\.)>[ \t]+(\S.*)$`)
	termMark = regexp.MustCompile(`^[ \t]*(\S.*?)(?:::{1,3}|;;)(?:[ \t]+(\S.*))?$`)
	task     = regexp.MustCompile(`^\[([ *x])\][ \t]+`)
)

// listed reads an item of a list, or a term with its text.
func (r *reader) listed(text string) bool {
	for _, mark := range []*regexp.Regexp{bullet, number, colist} {
		if m := mark.FindStringSubmatch(text); m != nil {
			r.caption()
			r.at++
			r.item(m[1])
			return true
		}
	}
	m := termOf(text)
	if m == nil {
		return false
	}
	r.caption()
	r.at++
	term := m[1]
	if a := leadingAnchor.FindString(term); a != "" {
		term = term[len(a):]
	}
	r.out.Heading(termLevel, "", r.page.inline(term))
	r.definition(m[2])
	return true
}

// termOf matches a line with a term.
func termOf(text string) []string {
	if !strings.Contains(text, "::") && !strings.Contains(text, ";;") {
		return nil
	}
	if blockMacro.MatchString(text) {
		return nil
	}
	return termMark.FindStringSubmatch(text)
}

// item adds the text of a list item, with the lines that go on with it.
func (r *reader) item(first string) {
	if m := task.FindStringSubmatch(first); m != nil {
		first = first[len(m[0]):]
		if m[1] == " " {
			first = "☐ " + first // nobody has done it yet
		}
	}
	text := first + r.rest()
	r.add(corpus.ListItem, text)
}

// rest returns the lines that go on with an item.
func (r *reader) rest() string {
	var out strings.Builder
	for r.at < len(r.lines) {
		text := r.lines[r.at].text
		if r.ends(text) || r.starts(text) {
			break
		}
		if !strings.HasPrefix(text, "//") {
			out.WriteString("\n" + strings.TrimLeft(text, " \t"))
		}
		r.at++
	}
	return out.String()
}

// starts reports whether a line begins an item.
func (r *reader) starts(text string) bool {
	return bullet.MatchString(text) || number.MatchString(text) || colist.MatchString(text) || termOf(text) != nil
}

// definition adds the text of a term, which may begin below it.
func (r *reader) definition(first string) {
	next := r.at
	for first == "" && next < len(r.lines) && r.lines[next].text == "" {
		next++
	}
	if first == "" && next < len(r.lines) && !r.ends(r.lines[next].text) && !r.starts(r.lines[next].text) && !blockMacro.MatchString(r.lines[next].text) {
		if t, n := titleAt(r.lines[next:]); n > 0 && t.text != "" {
			return
		}
		r.at = next
	}
	if text := first + r.rest(); text != "" {
		r.add(corpus.ListItem, text)
	}
}
