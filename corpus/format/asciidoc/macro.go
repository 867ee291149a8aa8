package asciidoc

import (
	"regexp"
	"strings"
)

var (
	macroName   = regexp.MustCompile(`(?:^|[^\w\\])([a-z][a-z0-9_-]*)$`)
	macroTarget = regexp.MustCompile(`^:([^\s\[\]]*)\[`)
	address     = regexp.MustCompile(`^://[^\s\[\]<>]+`)
	urlText     = regexp.MustCompile(`^[\w-]+=`)
)

// Bounds of a macro, in bytes.
const (
	maxTarget = 1000
	maxText   = 4000
)

// macro reads a macro or an address at its colon; its name is written already.
func (s *inline) macro(rest string) bool {
	m := macroName.FindSubmatch(s.out.Bytes()[max(0, s.out.Len()-40):])
	if m == nil || !strings.HasSuffix(s.src[:s.at], string(m[1])) {
		return false
	}
	name := string(m[1])
	near := rest[:min(len(rest), maxTarget)]
	if m := address.FindString(near); m != "" && isScheme(name) {
		return s.address(name, m)
	}
	target := macroTarget.FindStringSubmatch(near)
	if target == nil {
		return false
	}
	text, end := bracketed(s.src, s.at+len(target[0]))
	if end < 0 || strings.HasPrefix(target[1], ":") {
		return false
	}
	s.out.Truncate(s.out.Len() - len(name))
	return s.take(s.inner(s.page.macro(name, target[1], text)), end)
}

func isScheme(name string) bool {
	switch name {
	case "http", "https", "ftp", "irc", "file":
		return true
	}
	return false
}

// address reads an address with its text, or alone.
func (s *inline) address(scheme, rest string) bool {
	end := s.at + len(rest)
	if end < len(s.src) && s.src[end] == '[' {
		if text, after := bracketed(s.src, end+1); after > 0 {
			s.out.Truncate(s.out.Len() - len(scheme))
			if text = linkText(text); text == "" {
				text = scheme + rest
			} else {
				text = s.inner(text)
			}
			return s.take(text, after)
		}
	}
	s.out.Truncate(s.out.Len() - len(scheme))
	if b := s.out.Bytes(); len(b) > 0 && b[len(b)-1] == '<' && end < len(s.src) && s.src[end] == '>' {
		s.out.Truncate(len(b) - 1)
		return s.take(scheme+rest, end+1)
	}
	return s.take(scheme+s.page.replaced(rest), end)
}

// bracketed returns what stands up to the bracket that closes, and the place behind that; -1 where
// there is none.
func bracketed(src string, from int) (text string, end int) {
	depth := 0
	first := -1
	for at := from; at < min(len(src), from+maxText); at++ {
		switch src[at] {
		case '\\':
			at++
		case '[':
			depth++
		case ']':
			if first < 0 {
				first = at
			}
			if depth == 0 {
				return strings.ReplaceAll(src[from:at], `\]`, "]"), at + 1
			}
			depth--
		}
	}
	if first < 0 {
		return "", -1
	}
	return strings.ReplaceAll(src[from:first], `\]`, "]"), first + 1
}

// linkText is what is shown of the text of a link, without its attributes.
func linkText(text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, `"`) {
		if end := strings.IndexByte(text[1:], '"'); end >= 0 {
			return strings.TrimSuffix(text[1:1+end], "^")
		}
	}
	if strings.Contains(text, "=") {
		parts := strings.Split(text, ",")
		for i, part := range parts {
			if urlText.MatchString(strings.TrimSpace(part)) {
				text = strings.Join(parts[:i], ",")
				break
			}
		}
	}
	return strings.TrimSuffix(text, "^")
}

// macro returns what is shown of a macro, as markup.
func (p *page) macro(name, target, text string) string {
	switch name {
	case "link", "mailto":
		return p.link(target, text)
	case "xref":
		return p.xref(target, text)
	case "footnote", "footnoteref":
		p.note(text)
		return ""
	case "kbd", "btn":
		return strings.TrimSpace(text)
	case "linkgit", "man", "manpage":
		return target + "(" + text + ")"
	case "menu":
		return menu(target, text)
	case "pass":
		return text
	case "image", "icon":
		return hole
	case "anchor", "indexterm", "ifdef", "ifndef", "endif", "ifeval":
		return ""
	case "indexterm2":
		return text
	case "stem", "latexmath", "asciimath":
		if strings.ContainsAny(text, `\_^{`) {
			return hole
		}
		return text
	}
	return unknown(text)
}

// unknown is what is shown of a macro that nothing is known of: its text, unless that is only a number
// or nothing, to which a program puts words.
func unknown(text string) string {
	text = linkText(text)
	if strings.Trim(text, "0123456789 ") == "" || strings.Contains(text, "=") {
		return hole
	}
	return text
}

func (p *page) link(target, text string) string {
	if text = linkText(text); text == "" {
		return strings.TrimPrefix(p.replaced(target), "mailto:")
	}
	return text
}

// xref is what is shown of a cross reference: its text, or the title of a section of this file.
func (p *page) xref(target, text string) string {
	if text = linkText(text); text != "" {
		return text
	}
	if title, ok := p.titles[strings.TrimPrefix(target, "#")]; ok {
		return title
	}
	return hole
}

// note keeps a footnote for the end of the page. One without text leads to another.
func (p *page) note(text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.notes = append(p.notes, p.inline(text))
	}
}

func menu(target, text string) string {
	parts := []string{target}
	for part := range strings.SplitSeq(text, ">") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " › ")
}

var reference = regexp.MustCompile(`^<<([^<>,\n]+)(?:,\s*([^<>]*))?>>`)

// crossReference reads a reference between angle brackets.
func (s *inline) crossReference(rest string) bool {
	m := reference.FindStringSubmatch(rest[:min(len(rest), maxTarget)])
	if m == nil {
		return false
	}
	return s.take(s.inner(s.page.xref(m[1], strings.Join(strings.Fields(m[2]), " "))), s.at+len(m[0]))
}

var (
	hiddenTerm = regexp.MustCompile(`^\(\(\([^()]*\)\)\)`)
	shownTerm  = regexp.MustCompile(`^\(\(([^()]+)\)\)`)
)

// indexTerm reads a term of the index, which is hidden between three parentheses.
func (s *inline) indexTerm(rest string) bool {
	near := rest[:min(len(rest), maxTarget)]
	if m := hiddenTerm.FindString(near); m != "" {
		return s.take("", s.at+len(m))
	}
	if m := shownTerm.FindStringSubmatch(near); m != nil {
		return s.take(s.inner(m[1]), s.at+len(m[0]))
	}
	return false
}
