package bot

import (
	"context"
	"fmt"
	"slices"

	"verbatim/bot/message"
	"verbatim/index"
)

// onContext shows the paragraph around a quote, to the one who pressed only.
func (b *Bot) onContext(ctx context.Context, c *call) error {
	m, err := b.recall(c)
	if err != nil {
		return err
	}
	show := func(ctx context.Context) (message.Message, error) {
		p, err := b.paragraph(ctx, c, m)
		if err != nil {
			return message.Message{}, err
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
		return paragraph{}, message.Refuse(c.texts.Errors.Expired)
	}
	m, err := b.refilled(ctx, m)
	if err != nil {
		return paragraph{}, err
	}
	at := slices.IndexFunc(m.answer.Quotes, func(q index.Quote) bool { return reference(q) == m.record.Quotes[rank] })
	if at < 0 {
		return paragraph{}, message.Refuse(c.texts.Context.Changed)
	}
	q := m.answer.Quotes[at]
	whole, start, err := b.library.Context(q)
	if err != nil {
		b.log.Debug("the context of a quote is gone", "article", q.Article.ID, "error", err)
		return paragraph{}, message.Refuse(c.texts.Context.Changed)
	}
	return paragraph{
		texts: c.texts, id: fmt.Sprintf("context/%s/%d/", m.record.Key, rank),
		text: whole, start: q.Start - start, end: q.End - start,
	}, nil
}
