package bot

import (
	"context"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/hear"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
)

// onUp notes that an answer helped.
func (b *Bot) onUp(ctx context.Context, c *call.Call) error {
	a, err := b.vote(c, true, "")
	if err != nil {
		return err
	}
	return c.Reply(ctx, card.Up(c.Texts, a.Key, c.Number("rank"), b.rights(c, a)), true)
}

// onDown notes that an answer did not help, and offers to say why and what else can be done.
func (b *Bot) onDown(ctx context.Context, c *call.Call) error {
	a, err := b.vote(c, false, "")
	if err != nil {
		return err
	}
	return c.Reply(ctx, card.Down(c.Texts, a.Key, c.Number("rank"), b.rights(c, b.placed(a, c.Message))), true)
}

// onWhy opens the form for a reason.
func (b *Bot) onWhy(ctx context.Context, c *call.Call) error {
	return c.Form(ctx, card.ReasonForm(c.Texts, c.Vars["key"], c.Number("rank")))
}

// onReason notes the reason from the form.
func (b *Bot) onReason(ctx context.Context, c *call.Call) error {
	reason, _ := c.Input("reason")
	if _, err := b.vote(c, false, markdown.Cut(hear.Anonymous(reason), card.MaxReason)); err != nil {
		return err
	}
	return c.Reply(ctx, message.Message{Content: c.Texts.Feedback.ReasonSaved}, true)
}

// vote keeps what the one who acts thinks of an answer. It is on disk afterwards, and the answer before it.
func (b *Bot) vote(c *call.Call, helpful bool, reason string) (store.Answer, error) {
	a, err := b.recall(c)
	if err != nil {
		return a, err
	}
	rank := c.Number("rank")
	if rank < 0 || rank >= len(a.Quotes) {
		return a, message.Refuse(c.Texts.Errors.Expired)
	}
	err = b.store.SaveVote(store.Vote{
		Answer: a.Key, Voter: b.store.Person(c.UserID()), Server: a.Server, Helpful: helpful,
		Reason: reason, Question: a.Asks(), Asker: a.Asker, Lenders: a.Lenders(), Quote: a.Quotes[rank].Ref, At: b.clock(),
	})
	if err == nil {
		b.monitor.Voted(helpful)
	}
	return a, err
}
