package rst

import (
	"regexp"
	"strings"
)

var (
	directiveMark = regexp.MustCompile(`^\.\. +([A-Za-z0-9](?:[\w.+:-]*[A-Za-z0-9])?) ?::(?: +(.*))?$`)
	noteMark      = regexp.MustCompile(`^\.\. +\[([^\]]+)\](?: +|$)`)
	targetMark    = regexp.MustCompile(`^(?:\.\. +_|__(?: |$))`)
)

// explicit reads explicit markup: what begins with two dots, and targets without a name.
func (p *parser) explicit(l lines) int {
	first := l.at(0)
	switch {
	case targetMark.MatchString(first):
	case !strings.HasPrefix(first, ".. ") && first != "..":
		return 0
	case valueMark.MatchString(first):
	case noteMark.MatchString(first):
		return p.note(l)
	case directiveMark.MatchString(first):
		return p.directive(l)
	case first == ".." && l.at(1) == "": // an empty comment ends what is before it
		return 1
	}
	_, n := l.indented(1)
	return n
}

// note reads a footnote or a citation, whose name is shown.
func (p *parser) note(l lines) int {
	m := noteMark.FindStringSubmatch(l.at(0))
	body, n := l.hanging(len(m[0]))
	lead := ""
	if m[1][0] != '#' && m[1] != "*" && strings.Trim(m[1], "0123456789") != "" {
		lead = "[" + m[1] + "] "
	}
	p.within(p.kind, lead, body)
	return n
}
