package card

import (
	"fmt"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
)

// A Paragraph is the text around a quote, shown in pages when it is long, with what the answer
// shows in bold, or else the sentence that was chosen, in bold.
type Paragraph struct {
	Texts      *text.Texts
	ID         string // beginning of the custom_id that leads to a page
	Text       string
	Start, End int // byte range in text of what is bold
}

// maxPage is how much of a paragraph is shown at once, with its escapes.
const maxPage = 1700

// PageOfSentence stands in a custom_id for the page with the quote.
const PageOfSentence = "at"

// Message renders a page, counted from 0.
func (p Paragraph) Message(page int) message.Message {
	pages := markdown.Pages(p.Text, maxPage)
	page = min(max(page, 0), len(pages)-1)
	from, to := pages[page].Start, pages[page].End
	quote, _ := markdown.Quote(p.Text[from:to], max(p.Start, from)-from, min(p.End, to)-from, message.MaxContent-100)
	m := message.Message{Content: p.Texts.Context.Title + "\n" + quote}
	m.Rows = []message.Row{message.PageButtons(p.Texts.Buttons.PreviousPage, p.Texts.Buttons.NextPage, page, page+1 < len(pages), func(n int) string {
		return fmt.Sprintf("%s%d", p.ID, n)
	})}
	return m
}

// PageOfSentence returns the page on which the quote begins.
func (p Paragraph) PageOfSentence() int {
	for i, r := range markdown.Pages(p.Text, maxPage) {
		if p.Start < r.End {
			return i
		}
	}
	return 0
}
