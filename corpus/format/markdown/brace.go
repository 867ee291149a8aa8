package markdown

import (
	"regexp"
	"strings"

	"verbatim/corpus"
)

// hole stands where a page shows words that the file does not have.
const hole = string(corpus.Hole)

// A call is what generators fill in: a shortcode of Hugo, a tag or an expression of a template.
type call struct {
	open, inner string // such as "{{<", and what stands between
	size        int    // bytes; 0 for none, -1 where it does not end
}

// callEnds are the ends of calls by their beginnings, the longer ones first.
var callEnds = [][2]string{{"{{{", "}}}"}, {"{{<", ">}}"}, {"{{%", "%}}"}, {"{{", "}}"}, {"{%", "%}"}, {"{#", "#}"}, {"{/*", "*/}"}}

// parseCall reads the call that s begins with.
func parseCall(s string) call {
	for _, pair := range callEnds {
		rest, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		end := strings.Index(rest, pair[1])
		switch {
		case pair[0] == "{#" && (end < 0 || strings.Contains(rest[:end], "}")):
			return call{} // the name of a heading
		case end < 0:
			return call{open: pair[0], size: -1}
		}
		return call{pair[0], strings.Trim(rest[:end], " \t\n-"), len(pair[0]) + end + len(pair[1])}
	}
	return call{}
}

// comment reports a call that shows nothing.
func (c *call) comment() bool { return c.open == "{#" || c.open == "{/*" }

// name returns the name of a shortcode or tag, and whether it ends one.
func (c *call) name() (name string, end bool) {
	inner, end := strings.CutPrefix(c.inner, "/")
	inner = strings.TrimSpace(inner)
	if i := strings.IndexAny(inner, " \t\n\"="); i >= 0 {
		inner = inner[:i]
	}
	if rest, ok := strings.CutPrefix(inner, "end"); ok && c.open == "{%" {
		return rest, true
	}
	return inner, end
}

var (
	control    = regexp.MustCompile(`^(if|unless|else|elsif|elif|for|case|when|ifversion|with|switch|rangedata|version)$`)
	parameter  = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	positional = regexp.MustCompile(`^[\w/.-]+\s+"([^"=]+)"`)
	codeCalls  = regexp.MustCompile(`^(highlight|code|code-toggle|codeblock|code-block|codefence|mermaid|math|syntax|prism)$`)
	quotedOnly = regexp.MustCompile(`^(?:"([^"]*)"|'([^']*)')$`)
)

// callLine handles a line that holds nothing but a call, which stands there as a block.
func (d *dialect) callLine(body string) bool {
	if strings.HasPrefix(body, "{::comment}") {
		d.upToLine("{:/")
		return true
	}
	c := parseCall(body)
	name, end := c.name()
	paired := d.known.closed[name]
	if c.size <= 0 || strings.TrimSpace(body[c.size:]) != "" {
		return c.size > 0 && paired && !end && d.pairLine(&c, body[c.size:]) || d.expressionLine(body)
	}
	switch {
	case c.comment():
		d.write("")
	case c.open == "{{" || c.open == "{{{" || d.text && !paired:
		return false
	case paired && !end && name == "comment":
		d.upTo(name)
	case paired && !end && codeCalls.MatchString(name) && !codeFence.MatchString(firstLine(strings.TrimSpace(d.src[d.at:]))):
		d.block(d.upTo(name))
	case end:
		d.leave("x-" + name)
		d.write("")
	case control.MatchString(name):
		d.write("")
	default:
		t := c.tag()
		folded := d.show(&t)
		d.write("")
		switch {
		case paired && folded:
			d.enter(layer{name: t.name, shift: 0, folded: true})
		default:
			d.fold(folded)
		}
	}
	return true
}

// pairLine handles a line that holds nothing but a shortcode, its text and its end.
func (d *dialect) pairLine(c *call, rest string) bool {
	at := strings.LastIndex(strings.TrimSpace(rest), "{")
	if at > 0 && rest[at-1] == '{' {
		at--
	}
	name, _ := c.name()
	if at <= 0 || d.text || control.MatchString(name) {
		return false
	}
	last := parseCall(rest[at:])
	ended, end := last.name()
	if last.size <= 0 || !end || ended != name || strings.TrimSpace(rest[at+last.size:]) != "" {
		return false
	}
	t := c.tag()
	folded := d.show(&t)
	d.after("", rest[:at])
	d.write("")
	d.fold(folded)
	return true
}

// upTo takes the lines up to the end of a shortcode, and that end.
func (d *dialect) upTo(name string) string {
	rest := d.src[d.at:]
	mark := regexp.MustCompile(`(?m)^.*(?:\{\{[<%]\s*/\s*|\{%-?\s*end)` + regexp.QuoteMeta(name) + `\b.*$`)
	at := mark.FindStringIndex(rest)
	if at == nil {
		delete(d.known.closed, name) // it ended before
		return ""
	}
	d.at += min(at[1]+1, len(rest))
	return rest[:at[0]]
}

// upToLine takes the lines up to one that is mark, and that line.
func (d *dialect) upToLine(mark string) string {
	rest := d.src[d.at:]
	at := strings.Index("\n"+rest, "\n"+mark)
	if at < 0 {
		return ""
	}
	d.at += lineEnd(rest, at)
	d.at = min(d.at+1, len(d.src))
	return rest[:at]
}

// block writes a block of code.
func (d *dialect) block(code string) {
	const fence = "~~~~~~~~"
	d.write("")
	d.write(fence)
	d.write(codeHoles(strings.TrimRight(code, "\n")))
	d.write(fence)
	d.text = false
}

// tag returns a call as the component that it is.
func (c *call) tag() tag {
	name, end := c.name()
	t := tag{name: "x-" + name, end: end, closed: true}
	for _, m := range parameter.FindAllStringSubmatch(c.inner, -1) {
		t.attrs = append(t.attrs, attribute{name: m[1], value: m[2] + m[3]})
	}
	if m := positional.FindStringSubmatch(c.inner); m != nil {
		t.attrs = append(t.attrs, attribute{name: "title", value: m[1]})
	}
	return t
}

// within returns what stands for a call inside a sentence.
func (d *dialect) filled(c *call) string {
	name, end := c.name()
	switch {
	case c.comment() || strings.HasPrefix(c.inner, "!--") || strings.HasPrefix(c.inner, "#") && c.open == "{{" && d.known.closed[name]:
		return ""
	case strings.HasPrefix(c.inner, "/*"):
		return shown(c.open + strings.TrimSuffix(c.inner[2:], "*/") + c.end())
	case c.open == "{{" || c.open == "{{{":
		if m := quotedOnly.FindStringSubmatch(c.inner); m != nil {
			return shown(m[1] + m[2])
		}
		return hole
	case control.MatchString(name) && c.open == "{%":
		return hole
	case end || d.known.closed[name] || name == "raw":
		return ""
	case wordless.MatchString(name):
		return picture
	}
	for _, m := range parameter.FindAllStringSubmatch(c.inner, -1) {
		if m[1] == "text" || m[1] == "label" || m[1] == "title" {
			return shown(m[2] + m[3])
		}
	}
	return hole
}

// end returns what ends a call.
func (c *call) end() string {
	for _, pair := range callEnds {
		if pair[0] == c.open {
			return pair[1]
		}
	}
	return ""
}

// expressionLine handles an expression of MDX that stands in lines of its own. A text of several
// lines is code.
func (d *dialect) expressionLine(body string) bool {
	if !d.mdx || d.text {
		return false
	}
	n := braced(body)
	if n <= 0 || strings.TrimSpace(body[n:]) != "" {
		return false
	}
	text, _ := literal(body[1 : n-1])
	if strings.Contains(text, "\n") {
		d.block(text)
		return true
	}
	d.write(shown(text))
	return true
}

var (
	attributeList = regexp.MustCompile(`^\{:?[ \t]*(?:(?:[.#][\w:.-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s}"']+)|-)[ \t]*)+\}`)
	kramdown      = regexp.MustCompile(`^\{:{1,2}[^{}\n]*\}`)
	role          = regexp.MustCompile("^\\{([a-zA-Z][\\w:.+-]*)\\}`([^`]+)`")
	roleTarget    = regexp.MustCompile(`^(.*\S)\s*<[^<>]*>$`)
	titled        = regexp.MustCompile(`^(ref|numref|doc|download|eq|cite\b.*|footcite.*|p|t)$`)
	criticText    = regexp.MustCompile(`^\{(?:--.*?--|>>.*?<<)\}`)
	criticKept    = regexp.MustCompile(`^\{(?:\+\+(.*?)\+\+|==(.*?)==|~~.*?~>(.*?)~~)\}`)
)

// brace returns what stands for the braces that s begins with, and their bytes; 0 for braces that
// are text.
func (in *scanner) brace(s string) (string, int) {
	if m := criticText.FindString(s); m != "" {
		return "", len(m)
	}
	if m := criticKept.FindStringSubmatch(s); m != nil {
		return in.inline(m[1] + m[2] + m[3]), len(m[0])
	}
	if c := parseCall(s); c.size > 0 {
		return in.filled(&c), c.size
	}
	if m := attributeList.FindString(s); m != "" && in.hasAttributes(m) {
		if in.heading && strings.Contains(m, "#") {
			return "{" + strings.TrimLeft(m[1:], ": \t"), len(m)
		}
		return "", len(m)
	}
	if m := kramdown.FindString(s); m != "" {
		return "", len(m)
	}
	if m := role.FindStringSubmatch(s); m != nil {
		return roleText(m[1], m[2]), len(m[0])
	}
	if n := braced(s); in.mdx && n > 0 {
		text, ok := literal(s[1 : n-1])
		switch {
		case !ok:
			return hole, n
		case strings.TrimSpace(text) == "":
			return text, n
		}
		return shown(text), n
	}
	return "", 0
}

// hasAttributes reports whether a list of attributes belongs to what stands before it: it follows an
// element at once, or a line is at its end.
func (in *scanner) hasAttributes(list string) bool {
	if in.heading || in.mdx || strings.HasPrefix(list, "{:") || in.i == 0 || strings.IndexByte(")]`*_>~\"=+}:", in.s[in.i-1]) >= 0 {
		return true
	}
	rest := in.s[in.i+len(list):]
	return !letter(in.s[in.i-1]) && !digit(in.s[in.i-1]) && (rest == "" || rest[0] == '\n')
}

// roleText returns what a role of MyST shows of its text: a reference without a title of its own
// shows that of its target.
func roleText(name, text string) string {
	if m := roleTarget.FindStringSubmatch(text); m != nil {
		return shown(m[1])
	}
	if titled.MatchString(name) {
		return hole
	}
	return "`" + text + "`"
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
