package bot

import (
	"fmt"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
)

// A paragraph is the text around a quote, shown in pages when it is long.
type paragraph struct {
	texts      *text.Texts
	id         string // beginning of the custom_id that leads to a page
	text       string
	start, end int // byte range of the quote in text
}

// maxPage is how much of a paragraph is shown at once, with its escapes.
const maxPage = 1700

// pageOfSentence stands in a custom_id for the page with the quote.
const pageOfSentence = "at"

// message renders a page, counted from 0.
func (p paragraph) message(page int) message.Message {
	pages := markdown.Pages(p.text, maxPage)
	page = min(max(page, 0), len(pages)-1)
	from, to := pages[page].Start, pages[page].End
	quote, _ := markdown.Quote(p.text[from:to], max(p.start, from)-from, min(p.end, to)-from, message.MaxContent-100)
	m := message.Message{Content: p.texts.Context.Title + "\n" + quote}
	m.Rows = []message.Row{message.PageButtons(p.texts.Buttons.PreviousPage, p.texts.Buttons.NextPage, page, page+1 < len(pages), func(n int) string {
		return fmt.Sprintf("%s%d", p.id, n)
	})}
	return m
}

// pageOfSentence returns the page on which the quote begins.
func (p paragraph) pageOfSentence() int {
	for i, r := range markdown.Pages(p.text, maxPage) {
		if p.start < r.End {
			return i
		}
	}
	return 0
}
