package rst

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An inline is a text on its way from markup to what people read.
type inline struct {
	page    *page
	src     string
	at      int
	out     bytes.Buffer
	endless map[string]bool // marks that do not end any more
	nested  bool            // the text stands for a name
}

// inline returns what people read of a text.
func (p *page) inline(text string) string { return p.read(text, false) }

// nested returns what people read of a text that stands for a name in another one.
func (p *page) nested(text string) string { return p.read(text, true) }

func (p *page) read(text string, nested bool) string {
	if !strings.ContainsAny(text, "\\*`|_[:") {
		return text
	}
	s := inline{page: p, src: text, nested: nested, endless: map[string]bool{}}
	for s.at < len(text) {
		if !s.markup() {
			s.out.WriteByte(text[s.at])
			s.at++
		}
	}
	return settled(s.out.String())
}

// markup reads the markup at a place, where there is some.
func (s *inline) markup() bool {
	rest := s.src[s.at:]
	switch rest[0] {
	case '\\':
		s.escape()
		return true
	case '_':
		return s.reference()
	case '*', '`', '|', '[', ':':
		return s.starts() && s.started(rest)
	}
	return false
}

// started reads the markup that the rest of the text begins with.
func (s *inline) started(rest string) bool {
	switch {
	case strings.HasPrefix(rest, "``"):
		return s.literal()
	case rest[0] == '`':
		return s.interpreted("default", 1)
	case rest[0] == ':':
		m := roleStart.FindStringSubmatch(rest[:min(len(rest), 100)])
		return m != nil && s.interpreted(m[1], len(m[0]))
	case strings.HasPrefix(rest, "**"):
		return s.emphasis("**")
	case rest[0] == '*':
		return s.emphasis("*")
	case rest[0] == '|':
		return s.substitution()
	}
	return s.noteMark()
}

// escape leaves out a backslash, and white space behind it.
func (s *inline) escape() {
	r, size := utf8.DecodeRuneInString(s.src[s.at+1:])
	if size > 0 && !unicode.IsSpace(r) {
		s.out.WriteString(s.src[s.at+1 : s.at+1+size])
	}
	s.at += 1 + size
}

// unescape leaves out the backslashes of a text without other markup.
func unescape(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	s := inline{src: text}
	for s.at < len(text) {
		if text[s.at] == '\\' {
			s.escape()
			continue
		}
		s.out.WriteByte(text[s.at])
		s.at++
	}
	return s.out.String()
}

// starts reports whether markup may begin here, by what is before it.
func (s *inline) starts() bool {
	before, size := utf8.DecodeLastRuneInString(s.src[:s.at])
	if size == 0 || unicode.IsSpace(before) {
		return true
	}
	if before < utf8.RuneSelf {
		return strings.ContainsRune(`'"([{<-/:`, before)
	}
	return unicode.IsPunct(before)
}

// ends reports whether markup may end before a place.
func ends(src string, at int) bool {
	after, size := utf8.DecodeRuneInString(src[at:])
	if size == 0 || unicode.IsSpace(after) {
		return true
	}
	if after < utf8.RuneSelf {
		return strings.ContainsRune(`'")]}>-/\:.,;!?`, after)
	}
	return unicode.IsPunct(after)
}

// end returns where a mark ends what begins at a place, -1 where it does not. Marks inside words end
// nothing where strict.
func (s *inline) end(mark string, from int, strict bool) int {
	if s.endless[mark] {
		return -1
	}
	for at := from + 1; at < len(s.src); at++ {
		i := strings.IndexByte(s.src[at:], mark[0])
		if i < 0 {
			break
		}
		at += i
		if mark == "`" && strings.HasPrefix(s.src[at:], "``") {
			at++
			continue
		}
		if !strings.HasPrefix(s.src[at:], mark) || s.src[at-1] == '\\' && strict || unicode.IsSpace(rune(s.src[at-1])) {
			continue
		}
		if strict && !ends(s.src, at+len(mark)) {
			continue
		}
		return at
	}
	s.endless[mark] = true
	return -1
}

// opens reports whether there is something right behind a mark.
func (s *inline) opens(from int) bool {
	r, size := utf8.DecodeRuneInString(s.src[min(from, len(s.src)):])
	return size > 0 && !unicode.IsSpace(r)
}

func (s *inline) literal() bool {
	from := s.at + 2
	if !s.opens(from) {
		return false
	}
	end := s.end("``", from, false)
	if end < 0 {
		return false
	}
	for end+2 < len(s.src) && s.src[end+2] == '`' { // a backquote is the last character
		end++
	}
	s.out.WriteString(s.src[from:end])
	s.at = end + 2
	return true
}

func (s *inline) emphasis(mark string) bool {
	from := s.at + len(mark)
	if !s.opens(from) {
		return false
	}
	end := s.end(mark, from, true)
	if end < 0 {
		return false
	}
	s.out.WriteString(unescape(s.src[from:end]))
	s.at = end + len(mark)
	return true
}

var (
	roleStart = regexp.MustCompile("^:([A-Za-z0-9][\\w.+:-]*):`")
	roleEnd   = regexp.MustCompile(`^:([A-Za-z0-9][\w.+:-]*):`)
)

// interpreted reads words between backquotes, with a role or as a link.
func (s *inline) interpreted(role string, mark int) bool {
	from := s.at + mark
	if !s.opens(from) {
		return false
	}
	end := s.end("`", from, false)
	for end >= 0 && s.src[end-1] == '\\' {
		end = s.end("`", end, false)
	}
	if end < 0 {
		return false
	}
	words, after := s.src[from:end], end+1
	if m := roleEnd.FindStringSubmatch(s.src[after:min(len(s.src), after+100)]); m != nil && role == "default" {
		role, after = m[1], after+len(m[0])
	}
	link := after
	for link < len(s.src) && link < after+2 && s.src[link] == '_' {
		link++
	}
	switch {
	case role != "default":
		s.out.WriteString(s.page.role(role, words))
	case link > after:
		s.out.WriteString(linkText(words))
		after = link
	default:
		s.out.WriteString(name(unescape(words), false))
	}
	s.at = after
	return true
}

// linkText is what people see of a link.
func linkText(words string) string {
	if m := titled.FindStringSubmatch(words); m != nil {
		return unescape(m[1])
	}
	if strings.HasPrefix(words, "<") && strings.HasSuffix(words, ">") {
		words = words[1 : len(words)-1]
	}
	return unescape(words)
}

// Bounds of substitutions.
const (
	maxName     = 200     // bytes of a name
	maxExpanded = 1 << 20 // bytes that they may add to one file
)

func (s *inline) substitution() bool {
	from := s.at + 1
	end := strings.IndexByte(s.src[from:min(len(s.src), from+maxName)], '|')
	if end <= 0 || !s.opens(from) || s.src[from+end-1] == ' ' || !ends(strings.TrimLeft(s.src[from+end+1:], "_"), 0) {
		return false
	}
	s.out.WriteString(s.page.value(s.src[from:from+end], s.nested))
	s.at = from + end + 1
	for s.at < len(s.src) && s.src[s.at] == '_' {
		s.at++
	}
	return true
}

var codePoint = regexp.MustCompile(`^(?:0x|x|\\x|U\+|u|\\u|&#x)([0-9A-Fa-f]{1,6});?$`)

// value returns the text that a name stands for; one inside another is not looked for.
func (p *page) value(name string, nested bool) string {
	v, known := p.values[normal(name)]
	if !known || nested || p.expanded > maxExpanded {
		return hole
	}
	text := hole
	switch v.directive {
	case "replace":
		text = p.nested(v.text)
	case "unicode":
		text = characters(v.text)
	}
	p.expanded += len(text)
	return text
}

// nameBefore returns where the name begins that ends at a place: letters and digits, with single
// marks between them.
func nameBefore(src string, end int) int {
	at := end
	for at > max(0, end-maxName) {
		c := src[at-1]
		inside := at < end && strings.IndexByte("-._+:", c) >= 0 && isAlnum(src[at])
		if !isAlnum(c) && !inside {
			break
		}
		at--
	}
	for at < end && !isAlnum(src[at]) {
		at++
	}
	return at
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= utf8.RuneSelf
}

// reference leaves out the underscores behind a name that is a link, and before a target between
// backquotes.
func (s *inline) reference() bool {
	rest := s.src[s.at:]
	if strings.HasPrefix(rest, "_`") && s.starts() {
		s.at++
		return s.interpreted("default", 1)
	}
	length := 1
	if strings.HasPrefix(rest, "__") {
		length = 2
	}
	if !ends(s.src, s.at+length) {
		return false
	}
	before := inline{src: s.src, at: nameBefore(s.src, s.at)}
	if before.at == s.at || !before.starts() {
		return false
	}
	s.at += length
	return true
}

// noteMark leaves out the mark of a footnote and the space before it; a citation keeps its name.
func (s *inline) noteMark() bool {
	end := strings.Index(s.src[s.at:min(len(s.src), s.at+maxName)], "]_")
	if end < 2 || !ends(s.src, s.at+end+2) {
		return false
	}
	label := s.src[s.at+1 : s.at+end]
	if strings.ContainsAny(label, "[] \n") {
		return false
	}
	if label[0] == '#' || label == "*" || strings.Trim(label, "0123456789") == "" {
		s.out.Truncate(len(bytes.TrimRight(s.out.Bytes(), " \n")))
	} else {
		s.out.WriteString("[" + label + "]")
	}
	s.at += end + 2
	return true
}
