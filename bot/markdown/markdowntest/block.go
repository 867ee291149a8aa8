package markdowntest

import (
	"regexp"
	"strings"
)

var (
	quoteLines = regexp.MustCompile(`^ *> [^\n]*(?:\n *> [^\n]*)*\n?`)
	quoteRest  = regexp.MustCompile(`^ *>>> (?s:.*)`)
	quoteMark  = regexp.MustCompile(`(?m)^ *> ?`)
	heading    = regexp.MustCompile(`^ *(#{1,3})\s+([^\n]+?)\s*#*[ \t]*(\n|$)`)
	subtext    = regexp.MustCompile(`^-#\s+([^\n]+)(\n|$)`)
	listItem   = regexp.MustCompile(`^ *([*+-]|\d+\.) +`)
)

// block renders what may stand at a line's beginning only. It returns how many bytes of
// s it took, 0 for none.
func (p *parser) block(s string, inQuote bool) (string, int) {
	if m := quoteRest.FindString(s); m != "" && !inQuote {
		return p.quote(strings.TrimPrefix(strings.TrimLeft(m, " "), ">>> "), ""), len(m)
	}
	if m := quoteLines.FindString(s); m != "" && !inQuote {
		body, end := strings.TrimSuffix(m, "\n"), m[len(strings.TrimSuffix(m, "\n")):]
		return p.quote(quoteMark.ReplaceAllString(body, ""), end), len(m)
	}
	if m := heading.FindStringSubmatch(s); m != nil {
		p.mark("heading")
		return p.parse(m[2], false, inQuote) + m[3], len(m[0])
	}
	if m := subtext.FindStringSubmatch(s); m != nil {
		p.mark("subtext")
		return p.parse(m[1], false, inQuote) + m[2], len(m[0])
	}
	if m := listItem.FindString(s); m != "" {
		p.mark("list")
		return "• ", len(m)
	}
	return "", 0
}

func (p *parser) quote(body, end string) string {
	shown := p.parse(body, true, true)
	if p.shown.Quote != "" {
		p.shown.Quote += "\n"
	}
	p.shown.Quote += shown
	return shown + end
}
