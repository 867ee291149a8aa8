package bot

import (
	"context"
	"fmt"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/message"
	"verbatim/bot/store"
)

// onContext shows the paragraph around a quote, to the one who pressed only.
func (b *Bot) onContext(ctx context.Context, c *call.Call) error {
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	show := func(ctx context.Context) (message.Message, error) {
		p, err := b.paragraph(ctx, c, a)
		if err != nil {
			return message.Message{}, err
		}
		if c.Vars["page"] == card.PageOfSentence {
			return p.Message(p.PageOfSentence()), nil
		}
		return p.Message(c.Number("page")), nil
	}
	if c.Vars["page"] == card.PageOfSentence {
		return c.Soon(ctx, true, show)
	}
	return c.UpdateSoon(ctx, show)
}

// paragraph finds the passage that a quote stands in, if it still stands there.
func (b *Bot) paragraph(ctx context.Context, c *call.Call, a store.Answer) (card.Paragraph, error) {
	rank := c.Number("rank")
	if rank < 0 || rank >= len(a.Quotes) {
		return card.Paragraph{}, message.Refuse(c.Texts.Errors.Expired)
	}
	a, err := b.readable(ctx, a)
	if err != nil {
		return card.Paragraph{}, err
	}
	room, err := b.shelves.Of(a.Server)
	if err != nil {
		return card.Paragraph{}, err
	}
	q := shown(a.Quotes[rank])
	whole, start, err := room.Context(q)
	if err != nil {
		b.log.DebugContext(ctx, "the context of a quote is gone", "article", q.Article.ID, "error", err)
		return card.Paragraph{}, message.Refuse(c.Texts.Context.Changed)
	}
	from, to := q.SentenceStart, q.SentenceEnd
	if q.SpanStart < q.SpanEnd {
		from, to = q.SpanStart, q.SpanEnd
	}
	p := card.Paragraph{Texts: c.Texts, ID: fmt.Sprintf("context/%s/%d/", a.Key, rank)}
	p.Text, p.Start, p.End = room.Masked(whole, from-start, to-start)
	return p, nil
}
