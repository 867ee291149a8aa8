package rst

import (
	"regexp"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// paragraph reads a paragraph, or a term with its definition, and the literal block that it may
// lead to.
func (p *parser) paragraph(l lines) int {
	n := l.filled()
	for i := 1; i < n; i++ {
		if l.text[i][0] == ' ' {
			n = i
			break
		}
	}
	text := l.until(n).join()
	if n == 1 && strings.HasPrefix(l.at(1), " ") && !strings.HasSuffix(text, "::") {
		return p.definition(l)
	}
	if !strings.HasSuffix(text, "::") {
		p.add(p.kind, text)
		return n
	}
	text = strings.TrimSuffix(text, ":")
	if text == ":" || strings.HasSuffix(text, " :") || strings.HasSuffix(text, "\n:") {
		text = strings.TrimRight(strings.TrimSuffix(text, ":"), " \n")
	}
	if text != "" {
		p.add(p.kind, text)
	}
	return n + p.literal(l.from(n))
}

// literal reads a literal block: lines that are indented, or that all begin with one sign.
func (p *parser) literal(l lines) int {
	block, n := l.indented(0)
	if len(block.text) > 0 {
		p.code(block)
		return n
	}
	start := 0
	for start < len(l.text) && l.text[start] == "" {
		start++
	}
	if l = l.from(start); len(l.text) == 0 || start == 0 || !isPunctuation(l.text[0][0]) || strings.HasPrefix(l.text[0], ".. ") {
		return 0
	}
	end := 0
	for end < len(l.text) && l.text[end] != "" && l.text[end][0] == l.text[0][0] {
		end++
	}
	p.code(l.until(end))
	return start + end
}

// quotation reads what is indented.
func (p *parser) quotation(l lines) int {
	if l.at(0)[0] != ' ' {
		return 0
	}
	block, n := l.indented(0)
	kind := p.kind
	if kind == corpus.Paragraph {
		kind = corpus.Quotation
	}
	p.within(kind, "", block)
	return n
}

// definition reads a term with its definition.
func (p *parser) definition(l lines) int {
	body, n := l.indented(1)
	p.term(l.at(0))
	p.within(corpus.ListItem, "", body)
	return n
}

// doctest reads a session with Python.
func (p *parser) doctest(l lines) int {
	if !strings.HasPrefix(l.at(0), ">>>") {
		return 0
	}
	n := l.filled()
	p.code(l.until(n))
	return n
}

// lineBlock reads verses.
func (p *parser) lineBlock(l lines) int {
	var verses []string
	n := 0
	for ; n < len(l.text); n++ {
		line := l.text[n]
		switch {
		case line == "|":
			continue
		case strings.HasPrefix(line, "| "):
			verses = append(verses, p.page.inline(strings.TrimSpace(line[2:])))
			continue
		case strings.HasPrefix(line, " ") && len(verses) > 0:
			verses[len(verses)-1] += " " + p.page.inline(strings.TrimSpace(line))
			continue
		}
		break
	}
	if len(verses) == 0 {
		return 0
	}
	p.out.Add(p.kind, p.lead+strings.Join(verses, string(document.LineBreak)))
	p.lead = ""
	return n
}

var (
	bulletMark = regexp.MustCompile(`^[-+*•‣⁃](?: +|$)`)
	enumerator = regexp.MustCompile(`^\(?(?:[0-9]+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)[.)](?: +|$)`)
	fieldName  = regexp.MustCompile("^:((?:[^:\\\\ ]|\\\\.)(?:[^:\\\\]|\\\\.|:[^ :\\\\`])*):(?: +|$)")
	optionName = regexp.MustCompile(`^(?:` + oneOption + `)(?:, (?:` + oneOption + `))*(?:  +|$)`)
)

const oneOption = `(?:--?[\w?][\w-]*|/\w+|\+\w)(?:[ =]?(?:[A-Za-z][\w-]*|<[^<>]+>))?`

func (p *parser) bullet(l lines) int {
	mark := bulletMark.FindString(l.at(0))
	if mark == "" {
		return 0
	}
	return p.item(l, len(mark))
}

// enumerated reads an item with a number or a letter. The next line must look like it, so that a
// paragraph that begins with an initial is none.
func (p *parser) enumerated(l lines) int {
	mark := enumerator.FindString(l.at(0))
	if mark == "" {
		return 0
	}
	if next := l.at(1); next != "" && next[0] != ' ' && !enumerator.MatchString(next) {
		return 0
	}
	return p.item(l, len(mark))
}

func (p *parser) item(l lines, mark int) int {
	body, n := l.hanging(mark)
	p.within(corpus.ListItem, p.lead, body)
	p.lead = ""
	return n
}

// fields reads a list of fields. One at the top of a file says something of the file.
func (p *parser) fields(l lines) int {
	n := 0
	about := p.depth == 1 && p.aboutFile()
	for n < len(l.text) {
		m := fieldName.FindStringSubmatch(l.text[n])
		if m == nil {
			break
		}
		body, taken := l.from(n).hanging(len(m[0]))
		n += taken
		switch {
		case about:
			p.page.meta.Set(m[1], p.page.inline(body.join()))
		default:
			p.within(corpus.ListItem, fieldLead(p.page.inline(m[1])), body)
		}
	}
	return n
}

// aboutFile reports whether there is nothing but a title so far.
func (p *parser) aboutFile() bool {
	for _, b := range p.out.Blocks {
		if b.Kind != corpus.Heading || b.Level > 2 {
			return false
		}
	}
	return true
}

// fieldLead is what stands before the text of a field: a name of Sphinx's fields for programs
// without the kind before it.
func fieldLead(name string) string {
	kind, rest, found := strings.Cut(name, " ")
	switch kind {
	case "param", "parameter", "arg", "argument", "key", "keyword", "kwarg", "raises", "raise", "except", "exception", "ivar", "cvar", "var", "throws":
		if found {
			name = rest[strings.LastIndexByte(rest, ' ')+1:]
		}
	}
	return name + ": "
}

// options reads an option of a command with its description.
func (p *parser) options(l lines) int {
	mark := optionName.FindString(l.at(0))
	if mark == "" || len(mark) == len(l.at(0)) && (len(l.text) < 2 || indent(l.at(1)) < 2) {
		return 0
	}
	body, n := l.hanging(len(mark))
	p.term(escaped(strings.TrimSpace(mark)))
	p.within(corpus.ListItem, "", body)
	return n
}

// escaped keeps a text from being read as markup.
func escaped(text string) string {
	return regexp.MustCompile("[*`|_<>\\\\]").ReplaceAllString(text, `\$0`)
}
