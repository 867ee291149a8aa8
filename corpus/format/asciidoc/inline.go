package asciidoc

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

const hole = string(corpus.Hole)

// inline returns what people read of a text.
func (p *page) inline(text string) string {
	return html.UnescapeString(p.read(p.addresses(text), 0))
}

// addresses puts the values of attributes into a text that are addresses, or other macros: a text in
// brackets may stand behind them.
func (p *page) addresses(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return addressAttribute.ReplaceAllStringFunc(text, func(name string) string {
		if name[0] != '{' {
			return name
		}
		value := p.attributes[strings.ToLower(name[1:len(name)-1])]
		if p.expanded += len(value); p.expanded > maxExpanded || !strings.Contains(value, ":") {
			return name
		}
		return value
	})
}

// maxMarks is how deep marks may lie in each other.
const maxMarks = 6

// An inline is a text on its way from markup to what people read.
type inline struct {
	page  *page
	src   string
	at    int
	depth int
	out   bytes.Buffer
	ends  map[string]int // where marks end next, by the mark; -1 for one that does not any more
}

func (p *page) read(text string, depth int) string {
	if depth > maxMarks || !strings.ContainsAny(text, "\\*_`#^~+{[:<\"'(") {
		return text
	}
	s := inline{page: p, src: text, depth: depth, ends: map[string]int{}}
	for s.at < len(text) {
		if !s.markup() {
			s.out.WriteByte(text[s.at])
			s.at++
		}
	}
	return s.out.String()
}

// inner returns what people read of a part of the text.
func (s *inline) inner(text string) string { return s.page.read(text, s.depth+1) }

// take writes a text for what ends at a place.
func (s *inline) take(text string, end int) bool {
	s.out.WriteString(text)
	s.at = end
	return true
}

// markup reads the markup at a place, where there is some.
func (s *inline) markup() bool {
	rest := s.src[s.at:]
	switch rest[0] {
	case '\\':
		return s.escape(rest)
	case '{':
		return s.reference(rest)
	case '+':
		return s.passed(rest)
	case '*', '_', '`', '#':
		return s.quoted(rest)
	case '^', '~':
		return s.raised(rest)
	case '"', '\'':
		return s.speech(rest)
	case '[':
		return s.bracket(rest)
	case '<':
		return s.crossReference(rest)
	case '(':
		return s.indexTerm(rest)
	case ':':
		return s.macro(rest)
	}
	return false
}

// escape leaves out a backslash before markup, which is then text.
func (s *inline) escape(rest string) bool {
	if m := escapedMacro.FindString(rest[:min(len(rest), maxTarget)]); m != "" {
		return s.take(m[1:], s.at+len(m))
	}
	n := 1
	for n < len(rest) && n < 3 && strings.IndexByte("*_`#", rest[n]) >= 0 && rest[n] == rest[1] {
		n++
	}
	if n == 1 || !s.opens(s.at+n) || s.end(rest[1:n], s.at+n, n == 2) < 0 {
		return false
	}
	return s.take(rest[1:n], s.at+n)
}

var escapedMacro = regexp.MustCompile(`^\\\\?(?:[a-z][\w-]*:[^\s\[\]]*\[|https?://|\{\w[^{}\s]*\}|<<[^<>\n]+>>|\[\[[^\[\]\n]+\]\]|\+\S|"\x60|'\x60|\(\()`)

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// free reports whether a mark may begin here, by what is before it.
func (s *inline) free() bool {
	before, size := utf8.DecodeLastRuneInString(s.src[:s.at])
	return size == 0 || !isWord(before) && before != ';' && before != ':' && before != '}'
}

// closes reports whether a mark that must not stand inside a word may end before a place.
func closes(src string, at int) bool {
	after, size := utf8.DecodeRuneInString(src[at:])
	return size == 0 || !isWord(after)
}

// end returns where a mark ends what begins at a place, -1 where it does not.
func (s *inline) end(mark string, from int, constrained bool) int {
	key := mark
	if constrained {
		key += " "
	}
	if end, known := s.ends[key]; known && (end < 0 || end > from) {
		return end
	}
	s.ends[key] = -1
	for at := from; at < len(s.src); at++ {
		i := strings.Index(s.src[at:], mark)
		if i < 0 {
			break
		}
		at += i
		if at == from || constrained && (unicode.IsSpace(rune(s.src[at-1])) || !closes(s.src, at+len(mark))) {
			continue
		}
		s.ends[key] = at
		break
	}
	return s.ends[key]
}

// opens reports whether there is something right at a place.
func (s *inline) opens(at int) bool {
	return at < len(s.src) && !unicode.IsSpace(rune(s.src[at]))
}

// quoted reads strong, emphasised, monospaced or marked words.
func (s *inline) quoted(rest string) bool {
	mark := rest[:1]
	if strings.HasPrefix(rest, mark+mark) {
		from := s.at + 2
		if old := s.end("''", from, false); mark == "`" && old > 0 && (s.end("``", from, false) < 0 || old < s.end("``", from, false)) {
			return s.take("“"+s.inner(s.src[from:old])+"”", old+2) // as AsciiDoc.py has it
		}
		if end := s.end(mark+mark, from, false); end > 0 {
			return s.take(s.inner(s.src[from:end]), end+2)
		}
	}
	from := s.at + 1
	if !s.opens(from) || !s.free() {
		return false
	}
	end := s.end(mark, from, true)
	if end < 0 {
		return false
	}
	text := s.src[from:end]
	if mark == "`" && len(text) > 2 && text[0] == '+' && text[len(text)-1] == '+' {
		return s.take(text[1:len(text)-1], end+1)
	}
	return s.take(s.inner(text), end+1)
}

var raisedText = regexp.MustCompile(`^(?:\^[^\s^]+\^|~[^\s~]+~)`)

// raised reads words above or below the line.
func (s *inline) raised(rest string) bool {
	m := raisedText.FindString(rest[:min(len(rest), 200)])
	return m != "" && s.take(s.inner(m[1:len(m)-1]), s.at+len(m))
}

// passed reads text that is not to be read as markup, and a plus that breaks the line.
func (s *inline) passed(rest string) bool {
	if s.at > 0 && s.src[s.at-1] == ' ' && (len(rest) == 1 || rest[1] == '\n') {
		return s.take(string(document.LineBreak), s.at+1)
	}
	for _, mark := range []string{"+++", "++"} {
		if strings.HasPrefix(rest, mark) {
			from := s.at + len(mark)
			if end := s.end(mark, from, false); end > 0 {
				return s.take(s.src[from:end], end+len(mark))
			}
		}
	}
	if !s.opens(s.at+1) || !s.free() {
		return false
	}
	end := s.end("+", s.at+1, true)
	return end > 0 && s.take(s.src[s.at+1:end], end+1)
}

// speech reads words in typographic quotation marks.
func (s *inline) speech(rest string) bool {
	mark := rest[:1]
	if !strings.HasPrefix(rest[1:], "`") || !s.opens(s.at+2) {
		return false
	}
	end := s.end("`"+mark, s.at+2, true)
	if end < 0 {
		return false
	}
	left, right := "“", "”"
	if mark == "'" {
		left, right = "‘", "’"
	}
	return s.take(left+s.inner(s.src[s.at+2:end])+right, end+2)
}

var (
	roleBefore = regexp.MustCompile("^\\[[^\\[\\]\n]*\\]([*_`#+])")
	inlineName = regexp.MustCompile(`^\[\[[^\[\]\n]*\]\]`)
	biblioName = regexp.MustCompile(`^\[\[\[([^\[\],\n]+)(?:,\s*([^\[\]\n]+))?\]\]\]`)
)

// bracket reads roles before marks, which are not shown, and names of places.
func (s *inline) bracket(rest string) bool {
	near := rest[:min(len(rest), 500)]
	if m := biblioName.FindStringSubmatch(near); m != nil {
		label := m[1]
		if m[2] != "" {
			label = m[2]
		}
		return s.take("["+label+"]", s.at+len(m[0]))
	}
	if m := inlineName.FindString(near); m != "" {
		return s.take("", s.at+len(m))
	}
	m := roleBefore.FindString(near)
	if m == "" || !s.free() {
		return false
	}
	start := s.at
	s.at += len(m) - 1
	inner := inline{page: s.page, src: s.src, at: s.at, depth: s.depth, ends: s.ends}
	read := inner.src[inner.at:]
	if read[0] == '+' || !inner.quotedAfterRole(read) {
		s.at = start
		return false
	}
	if strings.Contains(m, "line-through") {
		return s.take(hole, inner.at) // struck out
	}
	return s.take(inner.out.String(), inner.at)
}

// quotedAfterRole reads marked words behind their role.
func (s *inline) quotedAfterRole(rest string) bool {
	mark := rest[:1]
	n, constrained := 1, true
	if strings.HasPrefix(rest, mark+mark) {
		n, constrained = 2, false
	}
	from := s.at + n
	if !s.opens(from) {
		return false
	}
	end := s.end(rest[:n], from, constrained)
	return end > 0 && s.take(s.inner(s.src[from:end]), end+n)
}

var (
	attributeName = regexp.MustCompile(`^\{(\w[\w-]*)\}`)
	attributeSet  = regexp.MustCompile(`^\{(?:set|counter2):[^{}\n]*\}`)
	counted       = regexp.MustCompile(`^\{counter:[^{}\n]*\}`)
)

// reference reads the name of an attribute. A dollar sign before it is that of a variable.
func (s *inline) reference(rest string) bool {
	near := rest[:min(len(rest), 200)]
	if m := attributeSet.FindString(near); m != "" {
		return s.take("", s.at+len(m))
	}
	if m := counted.FindString(near); m != "" {
		return s.take(hole, s.at+len(m))
	}
	m := attributeName.FindStringSubmatch(near)
	if m == nil || s.at > 0 && s.src[s.at-1] == '$' {
		return false
	}
	value, text := s.page.attributes[strings.ToLower(m[1])]
	if !text {
		return s.take(hole, s.at+len(m[0]))
	}
	if _, plain := characters[strings.ToLower(m[1])]; !plain {
		s.page.expanded += len(value)
		if s.page.expanded > maxExpanded {
			return s.take(hole, s.at+len(m[0]))
		}
		value = s.inner(value)
	}
	return s.take(value, s.at+len(m[0]))
}

// maxExpanded is how many bytes attributes may add to one file.
const maxExpanded = 1 << 20

var (
	anyAttribute     = regexp.MustCompile(`\{(\w[\w-]*)\}`)
	addressAttribute = regexp.MustCompile(`[\\$]?\{\w[\w-]*\}`)
)

// replaced puts the values of known attributes into a text, such as the value of another.
func (p *page) replaced(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return anyAttribute.ReplaceAllStringFunc(text, func(name string) string {
		value, known := p.attributes[strings.ToLower(name[1:len(name)-1])]
		if p.expanded += len(value); !known || p.expanded > maxExpanded {
			return name
		}
		return value
	})
}
