package bot

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/hear"
	"verbatim/bot/limit"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

// A heard message is a message that is meant for the bot, as a request.
type heard struct {
	request
	direct bool // the bot was addressed: it says what keeps it from answering
}

// onMessage answers a message that is meant for the bot.
func (b *Bot) onMessage(ctx context.Context, m *discordgo.Message) {
	h, ok, err := b.meant(ctx, hear.From(m), hear.History{})
	if err == nil && ok {
		err = b.answerMessage(ctx, h)
	}
	if err != nil {
		b.log.Error("could not answer a message", "channel", m.ChannelID, "error", err)
	}
}

// meant reports whether a message is meant for the bot, and makes the request in it.
func (b *Bot) meant(ctx context.Context, m hear.Message, past hear.History) (heard, bool, error) {
	if !m.Person {
		return heard{}, false, nil
	}
	chosen := hear.Settings{Me: b.me(ctx), Content: b.config.MessageContent}
	if chosen.Me == "" {
		return heard{}, false, nil
	}
	var err error
	if chosen.Settings, err = b.settings(m.Server); err != nil {
		return heard{}, false, err
	}
	if past, err = b.remember(m, past); err != nil {
		return heard{}, false, err
	}
	v := b.decide(ctx, m, chosen, past)
	understood, lent, err := b.follow(ctx, m, v.Question)
	return heard{direct: v.Direct, request: request{
		question: v.Question, understood: understood, lent: lent, others: v.Others, silent: v.Silent,
		server: m.Server, channel: m.Channel, user: m.Author, asked: m.ID, texts: b.messageTexts(chosen.Settings, m),
	}}, v.Ask, err
}

// remember adds to a message's history what was recorded of other messages.
func (b *Bot) remember(m hear.Message, past hear.History) (hear.History, error) {
	past.Joined = b.config.MessageContent && b.takesPart(m.Channel)
	if m.Reply.ID == "" || m.Reply.Sent || m.Content == "" {
		return past, nil
	}
	a, ok, err := b.recordOf(m.Reply.ID)
	past.Follows = ok && a.Message == m.Reply.ID
	return past, err
}

// decide looks up the channels on which a verdict depends.
func (b *Bot) decide(ctx context.Context, m hear.Message, s hear.Settings, past hear.History) hear.Verdict {
	known := hear.Places{}
	for {
		v := hear.Decide(m, known, s, past)
		if v.Look == "" {
			return v
		}
		known[v.Look] = b.channel(ctx, v.Look)
	}
}

// messageTexts returns the texts for answers to a message. A message does not tell its
// author's language, so it is the server's, or the one in which the author last used
// the bot.
func (b *Bot) messageTexts(s store.Settings, m hear.Message) *text.Texts {
	if s.Language != "" {
		return b.catalogue.For(s.Language)
	}
	from := m.Server
	if from == "" {
		from = m.Author
	}
	locale, _ := b.locales.Get(from)
	return b.catalogue.For(locale)
}

// takesPart reports whether the bot has answered in a channel.
func (b *Bot) takesPart(channel string) bool {
	in, err := b.store.Joined(channel)
	if err != nil {
		b.log.Error("could not look up a channel", "error", err)
	}
	return in
}

// join notes that the bot takes part in a channel.
func (b *Bot) join(h heard) {
	if !b.config.MessageContent || h.server == "" {
		return
	}
	b.store.Join(h.channel, b.clock(), func(err error) {
		if err != nil {
			b.log.Error("could not note a channel", "error", err)
		}
	})
}

// answerMessage answers a message with a reply to it. What the answer's buttons and
// follow-ups need is recorded before it is sent: they can be faster than what comes after.
func (b *Bot) answerMessage(ctx context.Context, h heard) error {
	a, speak, err := b.hear(ctx, h)
	if err != nil || !speak {
		return b.excuse(ctx, h, err)
	}
	b.record(a.record)
	b.join(h)
	a.record.Message, err = b.replyTo(ctx, h, a.message, h.asked)
	if rest.Forbidden(err) || rest.Gone(err) {
		b.log.Info("cannot write in a channel", "channel", h.channel, "error", err)
		return b.store.DropAnswer(a.record.Key)
	}
	if err != nil {
		return err
	}
	b.record(a.record)
	return nil
}

// typingAtMost is how many questions wait at most while the bot shows itself typing. Discord takes
// 50 requests a second: in a rush the answers need them.
const typingAtMost = 20

// hear answers what was heard, typing while it takes long. It returns false when the bot
// had better stay silent.
func (b *Bot) hear(ctx context.Context, h heard) (a answered, speak bool, err error) {
	typing := time.AfterFunc(call.Patience, func() {
		if b.desk.Counts().Waiting > typingAtMost {
			return
		}
		if err := b.discord.Typing(ctx, h.channel); err != nil {
			b.log.Debug("could not show typing", "error", err)
		}
	})
	defer typing.Stop()
	a, err = b.ask(ctx, h.request)
	if err != nil {
		return answered{}, false, err
	}
	silent := h.silent || !h.direct && a.reason == index.NoQuestion
	return a, !a.record.Silent || !silent, nil
}

// excuse tells the author of a message why there is no answer, unless nobody asked.
func (b *Bot) excuse(ctx context.Context, h heard, err error) error {
	var tooMuch limit.Reached
	if errors.As(err, &tooMuch) {
		return b.hold(ctx, h, tooMuch)
	}
	if err == nil || !h.direct {
		return err
	}
	return errors.Join(err, b.say(ctx, h, message.Message{Content: card.Apology(h.texts, err)}))
}

// holding is the emoji under a question that has to be asked again later.
const holding = "⏳"

// hold tells somebody, once a minute at most, to wait: in words in a direct message. In a server
// there is no private way to say so, and one more message is the last thing that a busy channel
// needs, so the question gets a reaction there, and words only where reactions are not permitted.
func (b *Bot) hold(ctx context.Context, h heard, l limit.Reached) error {
	b.log.Debug("held back a message", "channel", h.channel, "error", l)
	if h.silent || !b.limits.Notice(h.user, b.now()) {
		return nil
	}
	if h.server != "" {
		reacting, cancel := context.WithTimeout(ctx, delivery)
		defer cancel()
		err := b.discord.React(reacting, h.channel, h.asked, holding)
		if rest.Gone(err) {
			return nil
		}
		if !rest.Forbidden(err) {
			return err
		}
	}
	err := b.say(ctx, h, message.Message{Content: card.Apology(h.texts, l)})
	if rest.Forbidden(err) || rest.Gone(err) {
		return nil
	}
	return err
}

// say replies to a message with something that is no answer.
func (b *Bot) say(ctx context.Context, h heard, m message.Message) error {
	_, err := b.replyTo(ctx, h, m, "!"+h.asked)
	return err
}

// codeCannotReply is Discord's error for a reply where the bot may write but not read what
// was written before (https://docs.discord.com/developers/topics/opcodes-and-status-codes).
const codeCannotReply = 160002

// delivery is how long a message may wait for Discord to take it: a rush in one channel has more
// answers than Discord takes there at once.
const delivery = 2 * time.Minute

// replyTo posts a reply to a message, or a message of its own where replies are not
// permitted, and returns its id. The nonce keeps it from being posted twice.
func (b *Bot) replyTo(ctx context.Context, h heard, m message.Message, nonce string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, delivery)
	defer cancel()
	post := m.Post()
	post.ReplyTo, post.Nonce = h.asked, nonce
	id, err := b.discord.Send(ctx, h.channel, post)
	if rest.Code(err) == codeCannotReply {
		post.ReplyTo = ""
		id, err = b.discord.Send(ctx, h.channel, post)
	}
	return id, err
}
