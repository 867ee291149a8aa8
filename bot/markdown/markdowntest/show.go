package markdowntest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Shown is what people see of a message.
type Shown struct {
	Text  string   // the visible characters, formatting gone
	Quote string   // the visible characters of block quotes alone, joined by newlines
	Bold  []string // visible text of each bold run
	Links []Link   // everything that can be clicked
	Marks []string // kinds of everything else that is not plain text: "mention", "emoji", "heading" …
}

// A Link is something that can be clicked.
type Link struct {
	Text, URL string
	Unfolds   bool // Discord would show an embed below the message, unless embeds are suppressed
}

// Show renders a message's content.
func Show(content string) Shown {
	p := &parser{}
	p.shown.Text = p.parse(content, true, false)
	if invitation.MatchString(content) {
		p.mark("invitation")
	}
	return p.shown
}

var invitation = regexp.MustCompile(`discord(?:\.gg|(?:app)?\.com/invite)/[\w-]+`)

// A parser renders one message.
type parser struct {
	shown Shown
}

// mark notes that something other than plain text was found.
func (p *parser) mark(kind string) { p.shown.Marks = append(p.shown.Marks, kind) }

// parse renders s. lineStart says whether s begins at a line's beginning; quotes do
// not nest.
func (p *parser) parse(s string, lineStart, inQuote bool) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		shown, n := "", 0
		if lineStart {
			shown, n = p.block(s[i:], inQuote)
		}
		if n == 0 {
			shown, n = p.inline(s[i:])
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[i:])
			shown = s[i : i+n]
		}
		out.WriteString(shown)
		i += n
		lineStart = s[i-1] == '\n'
	}
	return out.String()
}
