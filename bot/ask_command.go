package bot

import (
	"context"

	"verbatim/bot/act"
	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/gateway/event"
	"verbatim/bot/hear"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/monitor"
)

// onAsk answers /ask.
func (b *Bot) onAsk(ctx context.Context, c *call.Call) error {
	settings, err := b.settings(c.Server())
	if err != nil {
		return err
	}
	r := b.commandRequest(c, settings, c.Flag("private", settings.Private))
	asked := c.Option("question")
	a := act.Of(asked).Act
	if a == act.Greet || a == act.Help {
		return c.Reply(ctx, card.Intro(c.Texts, b.commands(c.Texts)), true)
	}
	r.question, r.others = hear.Questions(asked)
	r.gap = !a.Talk()
	if r.article, err = b.articleOption(ctx, c); err != nil {
		return err
	}
	return b.answerCall(ctx, c, r, settings)
}

// onAskAbout answers the question in the message that a message command was used on.
func (b *Bot) onAskAbout(ctx context.Context, c *call.Call) error {
	settings, err := b.settings(c.Server())
	if err != nil {
		return err
	}
	r := b.commandRequest(c, settings, settings.Private)
	r.surface = monitor.MessageCommand
	if m := c.Target(); m != nil {
		asked := hear.WithoutMention(hear.Text(m), b.me(ctx))
		r.question, r.others = hear.Questions(asked)
		r.gap = act.Of(asked).Act == act.Ask
	}
	return b.answerCall(ctx, c, r, settings)
}

// answerCall answers a request that came as an interaction, and records the answer. It
// refuses where the managers of the server do not want answers.
func (b *Bot) answerCall(ctx context.Context, c *call.Call, r request, s store.Settings) error {
	ctx, q := b.monitor.Ask(ctx, r.surface, event.Arrival(ctx))
	defer q.Done()
	err := c.Soon(ctx, r.private, func(ctx context.Context) (message.Message, error) {
		if !b.allowed(ctx, s, r.channel) {
			return message.Message{}, message.Refuse(card.NotHere(c.Texts, b.standing(s.AllowedChannels)))
		}
		a, err := b.ask(ctx, r)
		if err != nil {
			return message.Message{}, err
		}
		b.record(a.record)
		if !r.private {
			b.spoke(a.record)
		}
		return a.message, nil
	})
	if err == nil {
		q.Delivered()
	}
	return err
}

// commandRequest makes a request without a question from an interaction.
func (b *Bot) commandRequest(c *call.Call, s store.Settings, private bool) request {
	r := request{
		surface: monitor.Slash, server: c.Server(), channel: c.ChannelID, user: c.UserID(), private: private, texts: c.Texts,
		words: s.Refusal, people: b.standingOne(s.People),
	}
	if !private {
		r.texts = b.publicTexts(s, c)
	}
	return r
}

// publicTexts returns the texts for what everybody in a channel sees.
func (b *Bot) publicTexts(s store.Settings, c *call.Call) *text.Texts {
	switch {
	case s.Language != "":
		return b.catalogue.For(s.Language)
	case c.GuildLocale != nil && c.Server() != "":
		return b.catalogue.For(string(*c.GuildLocale))
	}
	return c.Texts
}
