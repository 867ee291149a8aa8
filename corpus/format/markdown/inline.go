package markdown

import (
	"html"
	"regexp"
	"strings"
)

// inline takes what is no Markdown out of the text of a line.
func (d *dialect) inline(s string) string {
	if !strings.ContainsAny(s, "\\`<{[]=^+~:%") {
		return s
	}
	in := scanner{dialect: d, s: s, heading: strings.HasPrefix(strings.TrimLeft(s, " "), "#")}
	in.out.Grow(len(s))
	for in.i < len(s) {
		if !in.step() {
			in.copy(1)
		}
	}
	if d.html {
		return inHTML(in.out.String())
	}
	return in.out.String()
}

// A scanner goes through the text of a line.
type scanner struct {
	*dialect
	s       string
	i       int
	out     strings.Builder
	heading bool
	futile  int // how often the end of something was looked for in vain
}

// Bounds of what is looked through in one line, so that a long one costs no more than many.
const (
	maxFutile = 50
	maxMark   = 4096 // bytes of a link or a mark of emphasis
)

// copy passes on n bytes as they are.
func (in *scanner) copy(n int) {
	in.out.WriteString(in.s[in.i : in.i+n])
	in.i += n
}

// put writes text in the place of n bytes.
func (in *scanner) put(text string, n int) {
	in.out.WriteString(text)
	in.i += n
}

// step handles what begins at the next byte, and reports whether it is more than text.
func (in *scanner) step() bool {
	rest := in.s[in.i:]
	short := rest[:min(len(rest), maxMark)]
	if in.futile > maxFutile && strings.IndexByte("<{]", rest[0]) >= 0 {
		return false
	}
	switch rest[0] {
	case '\\':
		in.copy(min(2, len(rest)))
	case '`':
		in.span(rest)
	case '<':
		return in.tag(rest)
	case '{':
		text, n := in.brace(rest)
		in.put(text, n)
		if n == 0 {
			in.futile++
		}
		return n > 0
	case '[':
		return in.bracket(short)
	case ']':
		return in.link(short)
	case '=', '^', '+', '~', ':':
		return in.mark(short)
	case '%':
		return in.comment(short)
	default:
		n := strings.IndexAny(rest, "\\`<{[]=^+~:%")
		if n < 0 {
			n = len(rest)
		}
		in.copy(n)
	}
	return true
}

// span copies a span of code, or backticks that begin none.
func (in *scanner) span(rest string) {
	n := run(rest)
	if end := spanEnd(rest, n); end > 0 {
		in.put(codeHoles(rest[:end]), end)
		return
	}
	in.copy(n)
}

// run returns how many backticks s begins with.
func run(s string) int { return len(s) - len(strings.TrimLeft(s, "`")) }

// spanEnd returns where the span of code ends that s begins with n backticks, 0 for nowhere.
func spanEnd(s string, n int) int {
	for i := n; i < len(s); {
		at := strings.IndexByte(s[i:], '`')
		if at < 0 {
			return 0
		}
		i += at
		m := run(s[i:])
		i += m
		if m == n {
			return i
		}
	}
	return 0
}

func (in *scanner) tag(rest string) bool {
	if strings.HasPrefix(rest, "<!--") {
		end := strings.Index(rest, "-->")
		if end > 0 {
			in.i += end + len("-->")
		} else {
			in.futile++
		}
		return end > 0
	}
	if m := docfxName.FindStringSubmatch(rest); m != nil {
		in.put(shown(m[1]), len(m[0]))
		return true
	}
	t := parseTag(rest)
	switch {
	case t.size <= 0 || t.name == "" && !in.mdx:
		if t.size < 0 {
			in.futile++
		}
		return false
	case component(&t):
		in.put(in.within(&t), t.size)
	default:
		in.put(t.plain(rest[:t.size]), t.size)
	}
	return true
}

var (
	reference  = regexp.MustCompile("^\\[((?:[^\\[\\]\n`]|`[^`\n]*`)+)\\]\\[([^\\[\\]\n]*)\\]")
	span       = regexp.MustCompile(`^\[([^\[\]\n]+)\](\{[^{}\n]*\})`)
	besides    = regexp.MustCompile(`^\[(?://|comment)\]:[ \t]*(?:#|<>)`) // a comment, as links are defined
	comment    = regexp.MustCompile(`^%%(?:\s[^%]*|[^%\s]+\s[^%]*)%%`)
	blockName  = regexp.MustCompile(`^\^[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*[ \t]*(?:\n|$)`) // that links lead to
	wikiLink   = regexp.MustCompile(`^\[\[([\pL\pN][^\[\]\n|]*)(?:\\?\|([^\[\]\n]+))?\]\]`)
	noteMark   = regexp.MustCompile(`^\[\^([^\]\s]+)\]`)
	docfx      = regexp.MustCompile(`^\[!([\w-]+)[ \t]*(?:\[[^\]\n]*\]\([^)\n]*\)|([^\[\]\n]*))\]`)
	docfxName  = regexp.MustCompile(`^<xref:([^>?\s]+)[^>\s]*>`)
	targetBare = regexp.MustCompile(`^\(\s*(?:<[^<>\n]*>|[^\s<>{}]*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`)
)

// bracket handles links that a page does not define, which show their text.
func (in *scanner) bracket(rest string) bool {
	before := byte(' ')
	if in.i > 0 {
		before = in.s[in.i-1]
	}
	if m := noteMark.FindStringSubmatch(rest); m != nil && !in.known.labels[labelOf("^"+m[1])] {
		in.i += len(m[0])
		return true
	}
	if m := docfx.FindStringSubmatch(rest); m != nil {
		text := shown(m[2])
		if text == "" {
			text = hole // another file
		}
		in.put(text, len(m[0]))
		return true
	}
	if m := wikiLink.FindStringSubmatch(rest); m != nil && !letter(before) && !digit(before) {
		in.wiki(m[1], m[2], before == '!')
		in.i += len(m[0])
		return true
	}
	if m := span.FindStringSubmatch(rest); m != nil && attributeList.MatchString(rest[len(m[0])-len(m[2]):]) {
		in.put(in.inline(m[1]), len(m[0]))
		return true
	}
	m := reference.FindStringSubmatch(rest)
	if m == nil || strings.Trim(m[1], "0123456789") == "" || letter(before) || digit(before) || before == ']' || before == '!' || strings.HasPrefix(rest[len(m[0]):], "(") {
		return false
	}
	label := m[2]
	if label == "" {
		label = m[1]
	}
	if in.known.labels[labelOf(label)] {
		return false
	}
	in.put(in.inline(m[1]), len(m[0]))
	return true
}

// comment leaves out what Obsidian takes for one: words between marks, not a single one that a program
// fills in, nor percentages.
func (in *scanner) comment(rest string) bool {
	m := comment.FindString(rest)
	if m == "" || in.i > 0 && !strings.ContainsRune(" \t\n", rune(in.s[in.i-1])) {
		return false
	}
	in.i += len(m)
	return true
}

// wiki writes the text of a link as wikis of notes write them; a page that is shown in the place
// of its link is missing.
func (in *scanner) wiki(target, text string, embedded bool) {
	switch {
	case embedded:
		before := strings.TrimSuffix(in.out.String(), "!")
		in.out.Reset()
		in.out.WriteString(before + hole)
	case text != "":
		in.out.WriteString(in.inline(text))
	default:
		page, section, ok := strings.Cut(target, "#")
		if ok && page != "" {
			page += " > " + section
		}
		in.out.WriteString(shown(page))
	}
}

// link copies the target of a link, so that nothing in it is taken for a mark. One that is no
// target becomes one: its text is what people see.
func (in *scanner) link(rest string) bool {
	if !strings.HasPrefix(rest, "](") {
		return false
	}
	if n := len(targetBare.FindString(rest[1:])); n > 0 && balanced(rest[1:1+n]) {
		in.copy(1 + n)
		return true
	}
	n := closing(rest[1:])
	if n == 0 {
		n = strings.LastIndexByte(firstLine(rest), ')')
	}
	if n <= 0 {
		in.futile++
		return false
	}
	in.put("](#)", 1+n)
	return true
}

// linkTarget replaces a template in the line that defines a link.
func linkTarget(line string) string {
	if at := strings.Index(line, "]: "); at > 0 && strings.Contains(line, "{{") {
		return line[:at] + "]: #"
	}
	return line
}

func balanced(s string) bool { return strings.Count(s, "(") == strings.Count(s, ")") }

// closing returns the size of what the bracket ends that s begins with, on its line; 0 for none.
func closing(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n':
			return 0
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

var (
	highlight = regexp.MustCompile(`^==([^=\s](?:[^=\n]*[^=\s])?)==`)
	inserted  = regexp.MustCompile(`^\^\^([^\^\s](?:[^\^\n]*[^\^\s])?)\^\^`)
	raised    = regexp.MustCompile(`^\^([\w+()-]{1,12})\^`)
	lowered   = regexp.MustCompile(`^~([\w+()-]{1,12})~`)
	innerNote = regexp.MustCompile(`^\^\[[^\[\]]*\]`)
	keyStroke = regexp.MustCompile(`^\+\+((?:[\w-]+|"[^"]*")(?:\+(?:[\w-]+|"[^"]*"))*)\+\+`)
	iconMark  = regexp.MustCompile(`^:(?:material|octicons|fontawesome|simple|fa|fas|far|fab|bi|mdi|bx|la|lucide|hero|tabler|ph)-[\w-]+:`)
	directive = regexp.MustCompile(`^:([a-zA-Z][\w-]*)\[([^\]\n]+)\](?:\{[^}\n]*\})?`)
	address   = regexp.MustCompile(`^://[^\s<>()\[\]]*`)
)

// mark handles the marks of emphasis that some generators know besides those of Markdown.
func (in *scanner) mark(rest string) bool {
	joined := in.i > 0 && (letter(in.s[in.i-1]) || digit(in.s[in.i-1]))
	same := in.i > 0 && in.s[in.i-1] == rest[0]
	var m []string
	switch {
	case same:
	case rest[0] == '=':
		m = highlight.FindStringSubmatch(rest)
	case rest[0] == '+' && !joined:
		m = keyStroke.FindStringSubmatch(rest)
	case strings.HasPrefix(rest, "^["):
		n := len(innerNote.FindString(rest))
		in.i += n
		return n > 0
	case rest[0] == '^' && joined:
		if m = raised.FindStringSubmatch(rest); m != nil && len(m[0]) < len(rest) && (letter(rest[len(m[0])]) || digit(rest[len(m[0])])) {
			m = nil // of a formula
		}
	case rest[0] == '^' && in.i > 0 && in.s[in.i-1] == ' ' && blockName.MatchString(rest):
		in.i += len(strings.TrimRight(blockName.FindString(rest), "\n"))
		return true
	case rest[0] == '^':
		m = inserted.FindStringSubmatch(rest)
	case rest[0] == '~' && joined && digit(in.s[in.i-1]) && !strings.HasPrefix(rest, "~~"):
		in.put(`\~`, 1) // a range of numbers
		return true
	case rest[0] == '~' && joined:
		m = lowered.FindStringSubmatch(rest)
	case rest[0] == ':':
		return in.colon(rest, joined)
	}
	switch {
	case m == nil:
		return false
	case rest[0] == '^' && joined:
		in.put("<sup>"+m[1]+"</sup>", len(m[0]))
	default:
		in.put(in.inline(m[1]), len(m[0]))
	}
	return true
}

// colon handles signs and directives between words, and passes over addresses.
func (in *scanner) colon(rest string, joined bool) bool {
	if n := len(address.FindString(rest)); n > 0 {
		in.copy(n)
		return true
	}
	if joined {
		return false
	}
	if n := len(iconMark.FindString(rest)); n > 0 {
		in.put(picture, n)
		return true
	}
	m := directive.FindStringSubmatch(rest)
	if m == nil {
		return false
	}
	text := in.inline(m[2])
	if wordless.MatchString(m[1]) {
		text = picture
	}
	in.put(text, len(m[0]))
	return true
}

var (
	linkInHTML   = regexp.MustCompile(`!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	spanInHTML   = regexp.MustCompile("`([^`\n]+)`")
	strongInHTML = regexp.MustCompile(`\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*`)
	escaped      = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
)

// inHTML reads the Markdown that stands inside a block of HTML: generators do, where browsers
// would show its signs.
func inHTML(s string) string {
	if !strings.ContainsAny(s, "`[*\\") {
		return s
	}
	s = spanInHTML.ReplaceAllStringFunc(s, func(span string) string {
		return "<code>" + html.EscapeString(html.UnescapeString(span[1:len(span)-1])) + "</code>"
	})
	s = linkInHTML.ReplaceAllString(s, `<a href="#">$1</a>`)
	s = strongInHTML.ReplaceAllString(s, "<b>$1</b>")
	return escaped.ReplaceAllString(s, "$1")
}
