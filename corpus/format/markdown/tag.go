package markdown

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

// A tag is that of an element of HTML or of a component.
type tag struct {
	name   string // "" for a fragment of MDX
	attrs  []attribute
	end    bool // "</name>"
	closed bool // "<name/>"
	size   int  // bytes
}

// An attribute is text or, in braces, an expression.
type attribute struct {
	name, value string
	expression  bool
}

// maxTag bounds the bytes of a tag, and of what is looked through for the end of one.
const maxTag = 512 << 10

// parseTag reads the tag that s begins with. Its size is 0 where there is none, and -1 where s
// ends within what may be one.
func parseTag(s string) tag {
	i := 1
	t := tag{end: strings.HasPrefix(s, "</")}
	if t.end {
		i++
	}
	for i < len(s) && nameByte(s[i], i > 1) {
		i++
	}
	t.name = strings.TrimPrefix(s[1:i], "/")
	if strings.HasPrefix(t.name, "-") || t.name != "" && !letter(t.name[0]) {
		return tag{}
	}
	for {
		from := i
		for i < len(s) && space(s[i]) {
			i++
		}
		switch {
		case strings.Count(s[from:i], "\n") > 1:
			return tag{}
		case i == len(s):
			t.size = -1
			return t
		case s[i] == '>':
			t.size = i + 1
			return t
		case strings.HasPrefix(s[i:], "/>") && !t.end:
			t.closed, t.size = true, i+2
			return t
		case i == from || t.end || t.name == "":
			return tag{}
		}
		a, n := parseAttribute(s[i:])
		if n <= 0 {
			return tag{size: n}
		}
		t.attrs = append(t.attrs, a)
		i += n
	}
}

// parseAttribute reads one attribute, and returns its bytes as those of a tag.
func parseAttribute(s string) (attribute, int) {
	if s[0] == '{' {
		return attribute{}, braced(s)
	}
	i := strings.IndexAny(s, " \t\n\r=/>\"'{}<`")
	switch {
	case i == 0:
		return attribute{}, 0
	case i < 0:
		return attribute{}, -1
	}
	a := attribute{name: s[:i]}
	rest := strings.TrimLeft(s[i:], " \t\n\r")
	if rest == "" || rest[0] != '=' {
		return a, i
	}
	rest = strings.TrimLeft(rest[1:], " \t\n\r")
	at := len(s) - len(rest)
	if rest == "" {
		return a, -1
	}
	switch rest[0] {
	case '"', '\'':
		end := strings.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return a, -1
		}
		a.value = rest[1 : 1+end]
		return a, at + end + 2
	case '{':
		n := braced(rest)
		if n <= 0 {
			return a, n
		}
		a.value, a.expression = rest[1:n-1], true
		return a, at + n
	}
	n := strings.IndexAny(rest, " \t\n\r\"'=<>`")
	if n <= 0 {
		return a, n
	}
	a.value = strings.TrimSuffix(rest[:n], "/")
	return a, at + n
}

// braced returns the size of the expression in braces that s begins with, -1 when it does not
// end. Braces within its texts do not count.
func braced(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '`', '\'':
			if s[i] == '\'' && i > 0 && (letter(s[i-1]) || digit(s[i-1])) {
				continue // an apostrophe
			}
			n := quotedText(s[i:])
			if n < 0 {
				return -1
			}
			i += n - 1
		}
	}
	return -1
}

// quotedText returns the size of the text in quotation marks that s begins with, -1 when it does
// not end. Only one in backticks may have several lines; a mark alone in its line is a character.
func quotedText(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '\n':
			if s[0] != '`' {
				return 1
			}
		case s[0]:
			return i + 1
		}
	}
	return -1
}

// attr returns the text of an attribute, "" where it has none.
func (t *tag) attr(name string) string {
	for _, a := range t.attrs {
		if a.name != name {
			continue
		}
		if a.expression {
			text, _ := literal(a.value)
			return text
		}
		return html.UnescapeString(a.value)
	}
	return ""
}

// first returns the first of some attributes that has text.
func (t *tag) first(names []string) string {
	for _, name := range names {
		if text := strings.TrimSpace(t.attr(name)); text != "" {
			return text
		}
	}
	return ""
}

// plain returns the tag that src is as HTML, without attributes that are expressions or shorthands
// of Vue.
func (t *tag) plain(src string) string {
	if !slices.ContainsFunc(t.attrs, func(a attribute) bool { return a.expression || !attributeName.MatchString(a.name) }) {
		return src
	}
	var out strings.Builder
	out.WriteString("<")
	if t.end {
		out.WriteString("/")
	}
	out.WriteString(t.name)
	for _, a := range t.attrs {
		name := a.name
		switch {
		case a.expression && name == "style" && hides.MatchString(a.value):
			out.WriteString(" hidden")
			continue
		case name == "className":
			name = "class"
		}
		value := a.value
		if a.expression {
			text, ok := literal(value)
			if !ok {
				continue
			}
			value = html.EscapeString(text)
		}
		if attributeName.MatchString(name) {
			out.WriteString(" " + name + `="` + strings.ReplaceAll(value, `"`, "&quot;") + `"`)
		}
	}
	if t.closed {
		out.WriteString("/")
	}
	out.WriteString(">")
	return out.String()
}

var attributeName = regexp.MustCompile(`^[A-Za-z_][\w.-]*$`)

var hides = regexp.MustCompile(`display:\s*['"]none`)

// literal returns the text that an expression is, if it is nothing else.
func literal(expression string) (string, bool) {
	s := strings.TrimSpace(expression)
	switch {
	case s == "" || strings.HasPrefix(s, "/*") && strings.Index(s, "*/") == len(s)-2:
		return "", true
	case strings.Trim(s, "0123456789.") == "":
		return s, true
	case !strings.ContainsRune("\"'`", rune(s[0])) || quotedText(s) != len(s) || s[0] == '`' && strings.Contains(s, "${"):
		return "", false
	}
	return escapes.Replace(s[1 : len(s)-1]), true
}

var escapes = strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\"`, `"`, `\'`, "'", "\\`", "`", `\\`, `\`)

func nameByte(c byte, inner bool) bool {
	return letter(c) || inner && (digit(c) || c == '-' || c == '_' || c == '.' || c == ':')
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func digit(c byte) bool  { return c >= '0' && c <= '9' }
func space(c byte) bool  { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
