package bot

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/message"
)

// onNext shows another quote of an answer: in place for the one who asked, privately for
// everybody else.
func (b *Bot) onNext(ctx context.Context, c *call.Call) error {
	m, err := b.recall(c)
	if err != nil {
		return err
	}
	show := func(ctx context.Context) (message.Message, error) {
		m, err := b.refilled(ctx, m)
		if err != nil {
			return message.Message{}, err
		}
		rank := c.Number("rank")
		if m.answer.Abstained || rank < 0 || rank >= len(m.answer.Quotes) {
			return message.Message{}, message.Refuse(c.Texts.Silence.NoMore)
		}
		b.renumber(m)
		return cardFor(b.catalogue.For(m.record.Language), m, rank, m.record.Asked == "").Message(), nil
	}
	if b.store.Person(c.UserID()) == m.record.Asker {
		return c.UpdateSoon(ctx, show)
	}
	return c.Soon(ctx, true, show)
}

// renumber makes the buttons of an answer count its quotes as they are now, should the
// library have changed since it was given.
func (b *Bot) renumber(m remembered) {
	now := references(m.answer.Quotes)
	if slices.Equal(now, m.record.Quotes) {
		return
	}
	m.record.Quotes = now
	b.record(m, m.record.Message)
}

// onClosest shows the sentences closest to a question without an answer.
func (b *Bot) onClosest(ctx context.Context, c *call.Call) error {
	m, err := b.recall(c)
	if err != nil {
		return err
	}
	return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) {
		m, err := b.refilled(ctx, m)
		return card.Closest(c.Texts, m.answer.Quotes), err
	})
}

// onOther answers a further question of a message: for everybody when the one who asked
// presses, otherwise privately.
func (b *Bot) onOther(ctx context.Context, c *call.Call) error {
	m, err := b.recall(c)
	if err != nil {
		return err
	}
	n := c.Number("n")
	if n < 0 || n >= len(m.record.Others) {
		return message.Refuse(c.Texts.Errors.Expired)
	}
	hidden := c.Message != nil && c.Message.Flags&discordgo.MessageFlagsEphemeral != 0
	private := hidden || b.store.Person(c.UserID()) != m.record.Asker
	settings, err := b.settings(c.Server())
	if err != nil {
		return err
	}
	r := b.commandRequest(c, settings, private)
	r.question, r.article = m.record.Others[n], m.record.Article
	return b.answerCall(ctx, c, r, settings)
}

// recall finds the answer that a component belongs to.
func (b *Bot) recall(c *call.Call) (remembered, error) {
	if m, ok := b.recent.Get(c.Vars["key"]); ok {
		return m, nil
	}
	record, ok, err := b.store.Answer(c.Vars["key"])
	if err != nil {
		return remembered{}, err
	}
	if !ok {
		return remembered{}, message.Refuse(c.Texts.Errors.Expired)
	}
	return remembered{record: record}, nil
}

// refilled returns an answer with its quotes, asking the library again when they are no
// longer in memory.
func (b *Bot) refilled(ctx context.Context, m remembered) (remembered, error) {
	if len(m.answer.Quotes) > 0 || m.answer.Abstained {
		return m, nil
	}
	settings, err := b.settings(m.record.Server)
	if err != nil {
		return m, err
	}
	m.answer, err = b.library.Answer(ctx, query(m.record.Question, m.record.Article, settings))
	if err == nil {
		b.recent.Put(m.record.Key, m)
	}
	return m, err
}
