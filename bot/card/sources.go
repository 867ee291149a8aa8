package card

import (
	"fmt"
	"strings"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
	"verbatim/index"
)

// articlesOnPage is how many articles are listed at once.
const articlesOnPage = 10

// Sources lists a page of articles, counted from 0.
func Sources(t *text.Texts, articles []index.Source, page int) message.Message {
	if len(articles) == 0 {
		return message.Message{Content: t.Sources.Empty}
	}
	pages := (len(articles) + articlesOnPage - 1) / articlesOnPage
	page = min(max(page, 0), pages-1)
	content := "**" + text.Fill(t.Sources.Header, "n", len(articles)) + "**"
	if pages > 1 {
		content += " · " + text.Fill(t.Sources.Page, "n", page+1, "total", pages)
	}
	first := page * articlesOnPage
	last := min(first+articlesOnPage, len(articles))
	room := (message.MaxContent - markdown.Len(content)) / (last - first)
	for _, a := range articles[first:last] {
		content += "\n• " + origin(t, index.Quote{Article: a}, room-3)
	}
	return message.Message{Content: content, Rows: []message.Row{message.PageButtons(t.Buttons.PreviousPage, t.Buttons.NextPage, page, page+1 < pages, func(n int) string {
		return fmt.Sprintf("sources/%d", n)
	})}}
}

// Article shows what is known of one article.
func Article(t *text.Texts, a index.Source) message.Message {
	lines := []string{"**" + markdown.Escape(Name(t, a)) + "**"}
	add := func(label, value string) {
		if value != "" {
			lines = append(lines, label+": "+value)
		}
	}
	add(t.Sources.Published, t.Day(a.Published))
	add(t.Sources.Language, markdown.Escape(a.Language))
	add(t.Sources.Passages, fmt.Sprint(a.Passages))
	add(t.Sources.Length, kilobytes(a.Bytes))
	m := message.Message{}
	if address, ok := markdown.WebURL(a.Source, ""); ok {
		m.Rows = []message.Row{{message.LinkButton(t.Buttons.Source, address)}}
	} else {
		add(t.Buttons.Source, markdown.Escape(markdown.Cut(markdown.OneLine(a.Source), maxTrail)))
	}
	m.Content = strings.Join(lines, "\n")
	return m
}

// kilobytes writes a length in bytes for people.
func kilobytes(n int) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.1f kB", float64(n)/1000)
}
