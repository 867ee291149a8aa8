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

// leading returns a title, linked to a quote in its source when that is on the web.
func leading(title string, q index.Quote) string {
	if to, ok := address(q); ok {
		return markdown.Link(title, to)
	}
	return markdown.Escape(title)
}

// address returns the link to a quote, as exact as Discord takes it.
func address(q index.Quote) (string, bool) {
	exact := q.Link()
	q.Directive = ""
	for _, link := range []string{exact, q.Link(), q.Article.Source} {
		if to, ok := markdown.WebURL(link, ""); ok {
			return to, true
		}
	}
	return "", false
}
