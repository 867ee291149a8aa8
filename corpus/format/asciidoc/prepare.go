package asciidoc

import (
	"regexp"
	"strings"
	"unicode"
)

// A line is one of a file, without white space at its end.
type line struct {
	text   string
	number int
}

var conditional = regexp.MustCompile(`^(ifdef|ifndef|ifeval|endif)::([^\[\s]*)\[(.*)\]$`)

// Bounds of a file.
const (
	maxConditions = 100 // conditionals inside each other
	maxContinued  = 200 // lines that the value of an attribute goes on for
)

// prepare resolves the conditionals of a file, joins the lines of attributes, and finds the titles
// of sections with names.
func (p *page) prepare(src []string) []line {
	out := make([]line, 0, len(src))
	var hidden []bool // of the conditionals around a line
	inside := false   // one of them
	for i := 0; i < len(src); i++ {
		l := line{strings.TrimRightFunc(src[i], unicode.IsSpace), i + 1}
		if m := conditional.FindStringSubmatch(l.text); m != nil {
			var shown string
			hidden, shown = p.condition(hidden, m)
			inside = isHidden(hidden)
			if shown == "" || inside {
				continue
			}
			l.text = shown
		}
		if inside {
			continue
		}
		if attributeEntry.MatchString(l.text) {
			for n := 0; n < maxContinued && i+1 < len(src) && strings.HasSuffix(l.text, " \\"); n++ {
				i++
				l.text = strings.TrimSuffix(l.text, "\\") + strings.TrimSpace(src[i])
			}
			p.entry(l.text)
		}
		out = append(out, l)
	}
	p.findTitles(out)
	return out
}

func isHidden(hidden []bool) bool {
	for _, h := range hidden {
		if h {
			return true
		}
	}
	return false
}

// condition opens or closes a conditional. One on a line of its own shows the text in its brackets.
func (p *page) condition(hidden []bool, m []string) (now []bool, shown string) {
	if m[1] == "endif" {
		return hidden[:max(len(hidden)-1, 0)], ""
	}
	holds := false
	switch m[1] {
	case "ifdef":
		holds = p.defined(m[2])
	case "ifndef":
		holds = !p.defined(m[2])
	case "ifeval":
		holds = p.equal(m[3])
	}
	if m[1] != "ifeval" && m[3] != "" {
		if holds {
			shown = m[3]
		}
		return hidden, shown
	}
	if len(hidden) >= maxConditions {
		return hidden, ""
	}
	return append(hidden, !holds), ""
}

// defined reports whether one of some attributes is set, or all of them.
func (p *page) defined(names string) bool {
	all := strings.Contains(names, "+")
	for name := range strings.FieldsFuncSeq(names, func(r rune) bool { return r == ',' || r == '+' }) {
		if _, set := p.attributes[strings.ToLower(name)]; set != all {
			return set
		}
	}
	return all
}

var comparison = regexp.MustCompile(`^\s*(\S+|"[^"]*"|'[^']*')\s*(==|!=)\s*(\S+|"[^"]*"|'[^']*')\s*$`)

// equal resolves a comparison. One that is not of equality does not hold.
func (p *page) equal(expression string) bool {
	m := comparison.FindStringSubmatch(expression)
	if m == nil {
		return false
	}
	value := func(s string) string { return strings.Trim(p.replaced(s), `"'`) }
	return (value(m[1]) == value(m[3])) == (m[2] == "==")
}

// findTitles notes the titles that names of sections lead to: their own, and those made of them.
func (p *page) findTitles(l []line) {
	own := ""
	for i := range l {
		if id := ownName(l[i].text); id != "" {
			own = id
			continue
		}
		t, n := titleAt(l[i:])
		if n == 0 || strings.HasPrefix(t.text, "<") {
			if l[i].text != "" && !attributeLine.MatchString(l[i].text) {
				own = ""
			}
			continue
		}
		if own != "" {
			p.titles[own] = t.text
		}
		p.titles[p.slug(t.text)] = t.text
		p.titles[t.text] = t.text
		own = ""
	}
}

var (
	attributeLine = regexp.MustCompile(`^\[(?:|[\pL_.#%{,"'].*)\]$`)
	anchorLine    = regexp.MustCompile(`^\[\[([^\],]+)(?:,.*)?\]\]$`)
	shorthandName = regexp.MustCompile(`^\[[\w-]*(?:[.%][\w-]+)*#([^.,%\]]+)`)
	namedID       = regexp.MustCompile(`\bid=["']?([^"',\]]+)`)
)

// ownName returns the name that a line gives what is below it, "" for none.
func ownName(text string) string {
	if !strings.HasPrefix(text, "[") || !strings.HasSuffix(text, "]") {
		return ""
	}
	for _, r := range []*regexp.Regexp{anchorLine, shorthandName, namedID} {
		if m := r.FindStringSubmatch(text); m != nil {
			return m[1]
		}
	}
	return ""
}
