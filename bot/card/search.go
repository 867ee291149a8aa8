package card

import (
	"fmt"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
	"verbatim/index"
)

// Search shows some passages.
func Search(t *text.Texts, key, words string, hits []index.PassageHit, page int, more bool) message.Message {
	shown := markdown.Escape(markdown.Cut(markdown.OneLine(words), maxEcho))
	if len(hits) == 0 {
		return message.Message{Content: text.Fill(t.Search.None, "words", shown)}
	}
	content := text.Fill(t.Search.Header, "words", shown)
	if page > 0 || more {
		content += " · " + text.Fill(t.Search.Page, "n", page+1)
	}
	room := (message.MaxContent - markdown.Len(content)) / len(hits)
	for _, h := range hits {
		q := index.Quote{Article: h.Article, Section: h.Section, Anchor: h.Anchor, Date: h.Date, Version: h.Version, Start: h.Start, End: h.End, Text: h.Text}
		where := origin(t, q, room/2)
		quote, _ := quoted(q, room-markdown.Len(where)-2)
		content += "\n" + quote + "\n" + where
	}
	return message.Message{Content: content, Rows: []message.Row{message.PageButtons(t.Buttons.PreviousPage, t.Buttons.NextPage, page, more, func(n int) string {
		return fmt.Sprintf("search/%s/%d", key, n)
	})}}
}
