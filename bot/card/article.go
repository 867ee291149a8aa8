package card

import (
	"verbatim/bot/library"
	"verbatim/bot/markdown"
	"verbatim/bot/text"
	"verbatim/index"
)

// Name returns what to call an article, on one line.
func Name(t *text.Texts, s index.Source) string {
	if name := library.Label(s); name != "" {
		return markdown.Cut(name, maxTitle)
	}
	return t.Answer.Untitled
}

// titled returns an article's title, linked to its source when that is on the web.
func titled(t *text.Texts, s index.Source, anchor string) string {
	return linked(Name(t, s), s.Source, anchor)
}

// linked returns a name, linked to a source that is on the web.
func linked(name, source, anchor string) string {
	if address, ok := markdown.WebURL(source, anchor); ok {
		return markdown.Link(name, address)
	}
	return markdown.Escape(name)
}
