package feed

import (
	"encoding/base64"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// A text is what an element holds, as it was written and as XML reads it.
type text struct {
	raw, read strings.Builder
	inline    bool // it holds elements
	ended     bool // the entry around it ended with it
	kind      kind
}

// A kind is what a feed says that a text is written in.
type kind string

const (
	kindUnsaid kind = ""
	kindPlain  kind = "text"
	kindHTML   kind = "html"
	kindPacked kind = "packed" // in base64
	kindOther  kind = "other"  // no text, such as a picture
)

// kindOf returns the kind that the type of an element names, and the mode that it is escaped in
// (Atom 0.3).
func kindOf(mediaType, mode string) kind {
	switch mediaType = strings.ToLower(mediaType); {
	case mode == "base64" || mediaType == "application/octet-stream":
		return kindPacked
	case mediaType == "":
		return kindUnsaid
	case mediaType == "text" || mediaType == "text/plain" || mediaType == "plain":
		return kindPlain
	case strings.Contains(mediaType, "html") || strings.Contains(mediaType, "xml"):
		return kindHTML
	}
	return kindOther
}

// unpack reads a text in base64.
func (t *text) unpack() {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(t.read.String()), ""))
	if t.kind = kindUnsaid; err != nil || !utf8.Valid(data) {
		t.kind = kindOther
	}
	t.read.Reset()
	t.read.Write(data)
}

// text reads what an element holds, up to its end or, where that is missing, that of the entry
// around it.
func (p *parser) text(name string) *text {
	t := &text{}
	for depth := 1; depth > 0 && !t.ended; {
		kind := p.tokens.Next()
		p.tokens.NextIsNotRawText()
		raw := string(p.tokens.Raw())
		switch kind {
		case html.ErrorToken:
			return t
		case html.TextToken:
			t.add(raw)
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			tag, _ := p.tokens.TagName()
			inner := p.name(string(tag))
			switch {
			case kind == html.StartTagToken && inner == name:
				depth++
			case kind == html.EndTagToken && inner == name:
				depth--
			case kind == html.EndTagToken && p.entry != nil && inner == p.entry.element:
				t.ended = true
			}
			if depth > 0 && !t.ended {
				t.inline = true
				t.raw.WriteString(withoutPrefix(raw, inner))
			}
		}
	}
	return t
}

// withoutPrefix writes a tag of XHTML as HTML has it.
func withoutPrefix(raw, name string) string {
	local, ok := strings.CutPrefix(name, "xhtml:")
	if at := strings.Index(strings.ToLower(raw), ":"+local); ok && at > 0 {
		mark := raw[:1]
		if strings.HasPrefix(raw, "</") {
			mark = "</"
		}
		return mark + raw[at+1:]
	}
	return raw
}

// add appends text as it was written, a section of CDATA as what it says.
func (t *text) add(raw string) {
	if inner, ok := strings.CutPrefix(raw, "<![CDATA["); ok {
		inner = strings.TrimSuffix(inner, "]]>")
		t.raw.WriteString(html.EscapeString(inner))
		t.read.WriteString(inner)
		return
	}
	t.raw.WriteString(raw)
	t.read.WriteString(html.UnescapeString(raw))
}

func (t *text) blank() bool { return t.kind == kindOther || strings.TrimSpace(t.raw.String()) == "" }

// html returns the text as HTML.
func (t *text) html() string {
	switch {
	case t.inline:
		return t.raw.String()
	case t.kind == kindPlain || t.kind == kindUnsaid && !hasTags.MatchString(t.read.String()) && !hasEntity.MatchString(t.read.String()):
		return plainHTML(t.read.String())
	}
	return t.read.String()
}

// title returns the text in one line. One whose kind nothing tells is HTML where it holds elements of
// it.
func (t *text) title() string {
	said := t.read.String()
	switch {
	case t.inline:
		return innerText(t.raw.String())
	case t.kind == kindPlain:
		return document.Tidy(said)
	case t.kind == kindHTML || hasTags.MatchString(said):
		return innerText(said)
	}
	return document.Tidy(html.UnescapeString(said))
}

// plain returns the text as XML reads it, without white space around it.
func (t *text) plain() string { return strings.TrimSpace(t.read.String()) }

var (
	hasTags   = regexp.MustCompile(`(?i)</?(a|abbr|article|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|ol|p|pre|q|s|samp|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|tr|tt|u|ul|var)(\s[^<>]*)?/?>|<!--`)
	hasEntity = regexp.MustCompile(`&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]{1,10});`)
)

// innerText returns the text of a piece of HTML.
func innerText(s string) string {
	doc, err := markup.Parse(s)
	if err != nil {
		return document.Tidy(s)
	}
	return document.Tidy(markup.InnerText(doc))
}
