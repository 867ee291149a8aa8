package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/message"
	"verbatim/index"
)

// onNext shows another quote of an answer: in place for the one who asked, privately for
// everybody else.
func (b *Bot) onNext(ctx context.Context, c *call.Call) error {
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	show := func(ctx context.Context) (message.Message, error) {
		rank := c.Number("rank")
		if a.Silent || rank < 0 || rank >= len(a.Quotes) {
			return message.Message{}, message.Refuse(c.Texts.Silence.NoMore)
		}
		a, err := b.readable(ctx, a)
		if err != nil {
			return message.Message{}, err
		}
		if !b.stands(a.Server, shown(a.Quotes[rank])) {
			return message.Message{}, message.Refuse(c.Texts.Context.Changed)
		}
		return b.cardFor(b.catalogue.For(a.Language), a, rank).Message(), nil
	}
	if b.store.Person(c.UserID()) == a.Asker {
		return c.UpdateSoon(ctx, show)
	}
	return c.Soon(ctx, true, show)
}

// onClosest shows the sentences closest to a question without an answer, as far as they
// still stand in the library.
func (b *Bot) onClosest(ctx context.Context, c *call.Call) error {
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) {
		a, err := b.readable(ctx, a)
		var closest []index.Quote
		for _, q := range a.Quotes {
			if q := shown(q); b.stands(a.Server, q) {
				closest = append(closest, q)
			}
		}
		return card.Closest(c.Texts, closest), err
	})
}

// onOther answers a further question of a message: for everybody when the one who asked
// presses, otherwise privately.
func (b *Bot) onOther(ctx context.Context, c *call.Call) error {
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	n := c.Number("n")
	if n < 0 || n >= len(a.Others) {
		return message.Refuse(c.Texts.Errors.Expired)
	}
	hidden := c.Message != nil && c.Message.Flags&discordgo.MessageFlagsEphemeral != 0
	private := hidden || b.store.Person(c.UserID()) != a.Asker
	settings, err := b.settings(c.Server())
	if err != nil {
		return err
	}
	r := b.commandRequest(c, settings, private)
	r.question, r.article, r.gap = a.Others[n], a.Article, true
	return b.answerCall(ctx, c, r, settings)
}
