package bot

import (
	"context"
	"time"

	"verbatim/bot/act"
	"verbatim/bot/card"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/hear"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
)

// Emoji with which the bot answers where words would be too much.
const (
	pleased = "😊"
	holding = "⏳" // under a question that has to be asked again later
	muted   = "🔇"
)

// stillMeant is how long an answer is the one that people speak of without replying to it.
const stillMeant = 10 * time.Minute

// converse does what is right about a message to the bot that asks nothing to be looked up.
func (b *Bot) converse(ctx context.Context, h heard) error {
	if b.limits.Press(h.user, b.now()) != nil {
		return nil
	}
	switch h.do {
	case hear.Introduce:
		return b.say(ctx, h, card.Intro(h.texts, b.commands(h.texts)))
	case hear.Bow:
		b.react(ctx, h, pleased)
	case hear.Complain:
		return b.takeComplaint(ctx, h)
	case hear.Cite:
		return b.cite(ctx, h)
	case hear.Blind:
		return b.say(ctx, h, card.Unreadable(h.texts))
	}
	return nil
}

// react puts an emoji on a message, and reports whether that worked.
func (b *Bot) react(ctx context.Context, h heard, emoji string) bool {
	err := b.discord.React(ctx, h.channel, h.asked, emoji)
	if err != nil {
		b.log.DebugContext(ctx, "could not react to a message", "channel", h.channel, "error", err)
	}
	return err == nil
}

// takeComplaint counts a complaint as a vote against the answer, with its words as the
// reason, and offers to say more, once.
func (b *Bot) takeComplaint(ctx context.Context, h heard) error {
	a, voter := h.about, b.store.Person(h.user)
	before, err := b.store.Voted(a.Key, voter)
	if err != nil {
		return err
	}
	err = b.store.SaveVote(store.Vote{
		Answer: a.Key, Voter: voter, Server: a.Server, Reason: markdown.Cut(hear.Anonymous(h.question), card.MaxReason),
		Question: a.Asks(), Asker: a.Asker, Lenders: a.Lenders(), Quote: a.Quotes[0].Ref, At: b.clock(),
	})
	if err == nil {
		b.monitor.Voted(false)
	}
	if err != nil || before {
		return err
	}
	return b.say(ctx, h, card.Down(h.texts, a.Key, 0, card.Rights{}))
}

// cite tells where an answer is from.
func (b *Bot) cite(ctx context.Context, h heard) error {
	a, err := b.readable(ctx, h.about)
	if err != nil {
		return err
	}
	if q := shown(a.Quotes[0]); b.stands(a.Server, q) {
		return b.say(ctx, h, card.From(h.texts, q))
	}
	return b.say(ctx, h, message.Message{Content: h.texts.Context.Changed})
}

// spokenOf returns the answer that a message may speak of, the zero one for none: the one it
// replies to, or the latest in its channel.
func (b *Bot) spokenOf(m hear.Message) (store.Answer, error) {
	if m.Server != "" && m.Reply.ID == "" && len(m.Mentions)+len(m.Roles) == 0 {
		return store.Answer{}, nil // not to the bot
	}
	if a := act.Of(m.Content).Act; a != act.Complain && a != act.Doubt {
		return store.Answer{}, nil
	}
	a, ok, err := b.store.AnswerIn(m.Reply.ID)
	if m.Reply.ID == "" {
		key, _ := b.latest.Get(m.Channel)
		a, ok, err = b.store.Answer(key)
		ok = ok && b.clock().Sub(a.At) < stillMeant
	}
	if err != nil || !ok || a.Silent || len(a.Quotes) == 0 {
		return store.Answer{}, err
	}
	return a, nil
}

// spoke remembers the latest answer in a channel.
func (b *Bot) spoke(a store.Answer) {
	if !a.Silent {
		b.latest.Put(a.Channel, a.Key)
	}
}

// barred sees to it that somebody learns that the bot may not write in a channel: the one who
// asked, by a reaction or else privately, and the managers in the settings.
func (b *Bot) barred(ctx context.Context, h heard, err error) error {
	b.log.InfoContext(ctx, "cannot write in a channel", "channel", h.channel, "error", err)
	if rest.Gone(err) || h.server == "" {
		return nil
	}
	if !b.trouble.met(h.server, h.channel, b.now()) || !h.direct || b.react(ctx, h, muted) {
		return nil
	}
	words := card.Barred(h.texts, b.commands(h.texts), h.channel, rest.Held(err))
	if err := b.discord.Whisper(ctx, h.user, words.Post()); err != nil {
		b.log.DebugContext(ctx, "could not tell somebody privately", "error", err)
	}
	return nil
}
