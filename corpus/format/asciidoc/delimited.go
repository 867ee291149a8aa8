package asciidoc

import (
	"regexp"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

var delimiter = regexp.MustCompile("^(?:-{4,}|\\.{4,}|={4,}|\\*{4,}|_{4,}|\\+{4,}|/{4,}|--|~{4,}|```[^`]*|[|,:!]={3,})$")

func isDelimiter(text string) bool {
	return len(text) > 1 && strings.IndexByte("-.=*_+/`|,:!~", text[0]) >= 0 && delimiter.MatchString(text)
}

// delimited reads what stands between two delimiters that are alike. One that is not closed goes on
// to the end.
func (r *reader) delimited(text string) bool {
	if !isDelimiter(text) {
		return false
	}
	fence := text
	if strings.HasPrefix(text, "```") {
		fence = "```"
	}
	start := r.at + 1
	end := start
	for end < len(r.lines) && r.lines[end].text != fence {
		end++
	}
	r.at = min(end+1, len(r.lines))
	r.inside(text[0], fence, r.lines[start:min(end, len(r.lines))])
	return true
}

// inside adds what stands between delimiters that begin with a sign.
func (r *reader) inside(sign byte, fence string, l []line) {
	switch {
	case sign == '/' || r.style("comment", "stem", "latexmath", "asciimath") || r.isDiagram():
	case sign == '+' || r.style("pass"): // what the page's own language writes
	case strings.IndexByte("|,:!", sign) >= 0:
		r.caption()
		r.table(sign, l)
	case r.style("verse"):
		r.caption()
		r.verse(l)
	case sign == '`', sign == '.', fence != "--" && sign == '-', r.style("source", "listing", "literal"):
		r.caption()
		r.code(l)
	case sign == '_' || r.style("quote"):
		r.caption()
		r.body(l, corpus.Quotation)
	default:
		r.caption()
		r.body(l, r.kind)
	}
}

// verse adds lines that are kept apart.
func (r *reader) verse(l []line) {
	r.add(corpus.Quotation, strings.ReplaceAll(join(l), "\n", string(document.LineBreak)))
}

var (
	callout  = regexp.MustCompile(`[ \t]*(?:(?://|#|--|;;)[ \t]*)?(?:<(?:\d+|\.)>[ \t]*|<!--(?:\d+|\.)-->[ \t]*)+$`)
	included = regexp.MustCompile(`^include::\S+\[.*\]$`)
)

// code adds a block of code without the marks of callouts. What it includes is left out.
func (r *reader) code(l []line) {
	lines := make([]string, 0, len(l))
	edge := 1 << 20
	for _, one := range l {
		if included.MatchString(one.text) {
			r.page.leave(one.number, "include")
			continue
		}
		text := one.text
		if strings.HasSuffix(text, ">") {
			text = callout.ReplaceAllString(text, "")
		}
		if text != "" {
			edge = min(edge, len(text)-len(strings.TrimLeft(text, " ")))
		}
		lines = append(lines, text)
	}
	for i := range lines {
		lines[i] = lines[i][min(edge, len(lines[i])):]
	}
	r.out.Code(strings.Join(lines, "\n"))
}
