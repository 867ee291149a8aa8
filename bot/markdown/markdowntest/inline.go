package markdowntest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	literal     = regexp.MustCompile(`^\\([^0-9A-Za-z\s])`)
	shrug       = regexp.MustCompile(`^¯\\_\(ツ\)_/¯`)
	codeBlock   = regexp.MustCompile("^```(?:[a-z0-9_+.#-]+\n)?\n*([^\n](?s:.*?))\n*```")
	angleLink   = regexp.MustCompile(`^<([^: >]+:/[^ >]+)>`)
	angleMail   = regexp.MustCompile(`^<([^ >@]+@[^ >]+|\+?\d[\d -]+)>`)
	plainURL    = regexp.MustCompile(`^(?:https?|steam|discord)://[^\s<]+[^<.,:;"'\]\s]`)
	maskTarget  = regexp.MustCompile(`^\(\s*(<?)([^\s\\>]*?)(>?)\s*\)`)
	mention     = regexp.MustCompile(`^(?:<@[!&]?\d+>|<#\d+>|</[^:>]+:\d+>|<id:\w+>|@everyone|@here)`)
	customEmoji = regexp.MustCompile(`^<a?:\w+:\d+>`)
	timestamp   = regexp.MustCompile(`^<t:-?\d+(?::[tTdDfFRsS])?>`)
	shortcode   = regexp.MustCompile(`^:[^\s:]+?(?:::skin-tone-\d)?:`)
)

// beginnings are the characters with which something other than plain text can begin.
const beginnings = "\\`<[*_~|@:¯hsd"

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// inline renders what may stand anywhere. It returns how many bytes of s it took, 0 for
// none.
func (p *parser) inline(s string) (string, int) {
	if !strings.ContainsRune(beginnings, firstRune(s)) {
		return "", 0
	}
	if m := shrug.FindString(s); m != "" {
		return m, len(m)
	}
	if m := literal.FindStringSubmatch(s); m != nil {
		return m[1], len(m[0])
	}
	if shown, n := p.code(s); n > 0 {
		return shown, n
	}
	if shown, n := p.link(s); n > 0 {
		return shown, n
	}
	if shown, n := p.span(s); n > 0 {
		return shown, n
	}
	for _, o := range []struct {
		kind    string
		pattern *regexp.Regexp
	}{{"mention", mention}, {"custom emoji", customEmoji}, {"timestamp", timestamp}, {"emoji", shortcode}} {
		if m := o.pattern.FindString(s); m != "" {
			p.mark(o.kind)
			return "⟦" + o.kind + "⟧", len(m)
		}
	}
	return "", 0
}

func (p *parser) code(s string) (string, int) {
	if m := codeBlock.FindStringSubmatch(s); m != nil {
		p.mark("code")
		return m[1], len(m[0])
	}
	ticks := len(s) - len(strings.TrimLeft(s, "`"))
	if ticks == 0 {
		return "", 0
	}
	fence := s[:ticks]
	for from := ticks; ; {
		at := strings.Index(s[from:], fence)
		if at < 0 {
			return "", 0
		}
		end := from + at + ticks
		if at > 0 && (end == len(s) || s[end] != '`') {
			p.mark("code")
			return strings.TrimSpace(s[ticks : end-ticks]), end
		}
		from += at + 1
	}
}

func (p *parser) link(s string) (string, int) {
	if m := angleLink.FindStringSubmatch(s); m != nil {
		p.shown.Links = append(p.shown.Links, Link{Text: m[1], URL: m[1]})
		return m[1], len(m[0])
	}
	if m := angleMail.FindStringSubmatch(s); m != nil {
		p.shown.Links = append(p.shown.Links, Link{Text: m[1], URL: "mailto:" + m[1]})
		return m[1], len(m[0])
	}
	if m := plainURL.FindString(s); m != "" {
		p.shown.Links = append(p.shown.Links, Link{Text: m, URL: m, Unfolds: true})
		return m, len(m)
	}
	return p.maskedLink(s)
}

// maskedLink renders [text](address). Like the clients it does not look for backslashes
// when it pairs the brackets of the text, and refuses a text that is an address.
func (p *parser) maskedLink(s string) (string, int) {
	if !strings.HasPrefix(s, "[") {
		return "", 0
	}
	end := closing(s)
	if end < 0 {
		return "", 0
	}
	m := maskTarget.FindStringSubmatch(s[end+1:])
	text := s[1:end]
	if m == nil || strings.Contains(text, "://") || !strings.Contains(m[2], "://") {
		return "", 0
	}
	shown := p.parse(text, false, true)
	p.shown.Links = append(p.shown.Links, Link{Text: shown, URL: m[2], Unfolds: m[1] == ""})
	return shown, end + 1 + len(m[0])
}

// closing returns the offset of the bracket that closes the one s begins with, -1 when
// the brackets of the text between do not pair.
func closing(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// span renders emphasis. Of several that fit, clients take the longest.
func (p *parser) span(s string) (string, int) {
	best, kind := "", ""
	width := 0
	for _, d := range []struct{ mark, kind string }{{"**", "bold"}, {"*", "italic"}, {"__", "underline"}, {"_", "italic"}, {"~~", "strike"}, {"||", "spoiler"}} {
		if inner, ok := between(s, d.mark); ok && len(inner)+2*len(d.mark) > len(best)+2*width {
			best, kind, width = inner, d.kind, len(d.mark)
		}
	}
	if width == 0 {
		return "", 0
	}
	if kind != "bold" {
		p.mark(kind)
	}
	shown := p.parse(best, false, true)
	if kind == "bold" {
		p.shown.Bold = append(p.shown.Bold, shown)
	}
	return shown, len(best) + 2*width
}

// between returns the text between two marks, the first at the beginning of s, and
// whether there is one: not empty, with backslashes taking the next character along.
func between(s, mark string) (string, bool) {
	if !strings.HasPrefix(s, mark) {
		return "", false
	}
	one := mark[:1]
	for i := len(mark); i < len(s); {
		if s[i] == '\\' {
			_, n := utf8.DecodeRuneInString(s[i+1:])
			i += 1 + n
			continue
		}
		if strings.HasPrefix(s[i:], mark) && i > len(mark) && !strings.HasPrefix(s[i+len(mark):], one) {
			inner := s[len(mark):i]
			return inner, len(mark) > 1 || (inner[0] != ' ' && !strings.HasPrefix(inner, one))
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	return "", false
}
