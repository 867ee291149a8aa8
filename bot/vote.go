package bot

import (
	"context"

	"verbatim/bot/card"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
)

// onUp notes that an answer helped.
func (b *Bot) onUp(ctx context.Context, c *call) error {
	if _, err := b.vote(c, true, ""); err != nil {
		return err
	}
	return c.reply(ctx, message.Message{Content: c.texts.Feedback.Thanks}, true)
}

// onDown notes that an answer did not help, and offers to say why.
func (b *Bot) onDown(ctx context.Context, c *call) error {
	m, err := b.vote(c, false, "")
	if err != nil {
		return err
	}
	return c.reply(ctx, card.Down(c.texts, m.record.Key, c.number("rank")), true)
}

// onWhy opens the form for a reason.
func (b *Bot) onWhy(ctx context.Context, c *call) error {
	return c.form(ctx, card.ReasonForm(c.texts, c.vars["key"], c.number("rank")))
}

// onReason notes the reason from the form.
func (b *Bot) onReason(ctx context.Context, c *call) error {
	reason, _ := c.input("reason")
	if _, err := b.vote(c, false, markdown.Cut(anonymous(reason), card.MaxReason)); err != nil {
		return err
	}
	return c.reply(ctx, message.Message{Content: c.texts.Feedback.ReasonSaved}, true)
}

// vote keeps what the one who acts thinks of an answer. Both are on disk afterwards.
func (b *Bot) vote(c *call, helpful bool, reason string) (remembered, error) {
	m, err := b.recall(c)
	if err != nil {
		return m, err
	}
	rank := c.number("rank")
	if rank < 0 || rank >= len(m.record.Quotes) {
		return m, message.Refuse(c.texts.Errors.Expired)
	}
	return m, b.store.SaveVote(m.record, store.Vote{
		Voter: b.store.Person(c.user()), Server: m.record.Server, Helpful: helpful,
		Reason: reason, Question: m.record.Question, Quote: m.record.Quotes[rank], At: b.now().UTC(),
	})
}
