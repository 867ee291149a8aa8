package bot

import (
	"context"
	"fmt"
	"slices"

	"verbatim/bot/markdown"
	"verbatim/bot/text"
	"verbatim/index"
)

// onContext shows the paragraph around a quote, to the one who pressed only.
func (b *Bot) onContext(ctx context.Context, c *call) error {
	m, err := b.recall(c)
	if err != nil {
		return err
	}
	show := func(ctx context.Context) (message, error) {
		p, err := b.paragraph(ctx, c, m)
		if err != nil {
			return message{}, err
		}
		if c.vars["page"] == pageOfSentence {
			return p.message(p.pageOfSentence()), nil
		}
		return p.message(c.number("page")), nil
	}
	if c.vars["page"] == pageOfSentence {
		return c.soon(ctx, true, show)
	}
	return c.updateSoon(ctx, show)
}

// paragraph finds the passage that a quote stands in, if it still stands there.
func (b *Bot) paragraph(ctx context.Context, c *call, m remembered) (paragraph, error) {
	rank := c.number("rank")
	if rank < 0 || rank >= len(m.record.Quotes) {
		return paragraph{}, refuse(c.texts.Errors.Expired)
	}
	m, err := b.refilled(ctx, m)
	if err != nil {
		return paragraph{}, err
	}
	at := slices.IndexFunc(m.answer.Quotes, func(q index.Quote) bool { return reference(q) == m.record.Quotes[rank] })
	if at < 0 {
		return paragraph{}, refuse(c.texts.Context.Changed)
	}
	q := m.answer.Quotes[at]
	whole, start, err := b.library.Context(q)
	if err != nil {
		b.log.Debug("the context of a quote is gone", "article", q.Article.ID, "error", err)
		return paragraph{}, refuse(c.texts.Context.Changed)
	}
	return paragraph{
		texts: c.texts, id: fmt.Sprintf("context/%s/%d/", m.record.Key, rank),
		text: whole, start: q.Start - start, end: q.End - start,
	}, nil
}

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
func (p paragraph) message(page int) message {
	pages := markdown.Pages(p.text, maxPage)
	page = min(max(page, 0), len(pages)-1)
	from, to := pages[page].Start, pages[page].End
	quote, _ := markdown.Quote(p.text[from:to], max(p.start, from)-from, min(p.end, to)-from, maxContent-100)
	m := message{content: p.texts.Context.Title + "\n" + quote}
	m.rows = []row{pageButtons(p.texts.Buttons.PreviousPage, p.texts.Buttons.NextPage, page, page+1 < len(pages), func(n int) string {
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
