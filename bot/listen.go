package bot

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/gateway/event"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/hear"
	"verbatim/bot/limit"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/monitor"
)

// A heard message is a message that is meant for the bot, as a request.
type heard struct {
	request
	do     hear.Do
	direct bool         // the bot was addressed: it says what keeps it from answering
	silent bool         // nothing is said without an answer
	aside  bool         // the answer goes into a thread of its own, which channel is then
	about  store.Answer // that it may speak of, the zero one for none
}

// onMessage sees to a message that is meant for the bot.
func (b *Bot) onMessage(ctx context.Context, m *discordgo.Message) {
	ctx = monitor.Request(ctx)
	b.live.Heard(m, b.nameOf(ctx, m.ChannelID))
	said := hear.From(m)
	original, ok, err := b.settle(ctx, &said)
	if err == nil && ok {
		err = b.attend(ctx, said, original)
	}
	if err != nil {
		b.log.ErrorContext(ctx, "could not answer a message", "channel", m.ChannelID, "error", err)
	}
}

// attend does what is right about a message, unless it comes again as a copy.
func (b *Bot) attend(ctx context.Context, m hear.Message, o *original) error {
	h, err := b.meant(ctx, m, hear.History{})
	if err != nil || h.do == hear.Ignore || !o.wait(ctx) {
		return err
	}
	done, mine, err := b.claim(ctx, m.ID)
	switch {
	case err != nil && h.do == hear.Answer:
		return b.excuse(ctx, h, err)
	case err != nil || !mine:
		return err
	}
	defer done()
	if h.do == hear.Answer {
		return b.answerMessage(ctx, h)
	}
	return b.converse(ctx, h)
}

// meant decides what is right about a message, and makes the request in it.
func (b *Bot) meant(ctx context.Context, m hear.Message, past hear.History) (heard, error) {
	if !m.Person {
		return heard{}, nil
	}
	chosen := hear.Settings{Me: b.me(ctx), Content: b.config.MessageContent}
	if chosen.Me == "" {
		return heard{}, nil
	}
	roles, _ := b.roles.Get(m.Server)
	chosen.Role = roles[chosen.Me]
	var err error
	if chosen.Settings, err = b.settings(m.Server); err != nil {
		return heard{}, err
	}
	past, about, err := b.remember(m, past)
	if err != nil {
		return heard{}, err
	}
	v := b.decide(ctx, m, chosen, past)
	if v.Do == hear.Ignore {
		return heard{}, nil
	}
	understood, lent, err := b.follow(ctx, m, v.Question)
	return heard{do: v.Do, direct: v.Direct, silent: v.Silent, about: about, request: request{
		surface: surfaceOf(m, v), question: v.Question, understood: understood, lent: lent, others: v.Others, gap: v.Asks,
		server: m.Server, channel: m.Channel, user: m.Author, asked: m.ID, texts: b.messageTexts(chosen.Settings, m),
		words: chosen.Refusal, people: b.standingOne(chosen.People),
	}}, err
}

// remember adds to a message's history what was recorded of other messages, and returns the
// answer that the message may speak of.
func (b *Bot) remember(m hear.Message, past hear.History) (hear.History, store.Answer, error) {
	past.Joined = b.config.MessageContent && b.takesPart(m.Channel)
	about, err := b.spokenOf(m)
	past.Spoken = about.Key != ""
	if err != nil || m.Reply.ID == "" || m.Reply.Sent || m.Content == "" {
		return past, about, err
	}
	a, ok, err := b.recordOf(m.Reply.ID)
	past.Follows = ok && a.Message == m.Reply.ID
	return past, about, err
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
	ctx, q := b.monitor.Ask(ctx, h.surface, event.Arrival(ctx))
	defer q.Done()
	a, speak, err := b.hear(ctx, h)
	if err != nil || !speak {
		return b.excuse(ctx, h, err)
	}
	there := b.aside(ctx, h)
	a.record.Channel = there.channel
	b.record(a.record)
	b.join(there)
	a.record.Message, err = b.replyTo(ctx, there, a.message, h.asked)
	if rest.Barred(err) || rest.Gone(err) {
		return errors.Join(b.store.DropAnswer(a.record.Key), b.barred(ctx, h, err))
	}
	if err != nil {
		return err
	}
	q.Delivered()
	b.trouble.over(h.server, h.channel)
	b.record(a.record)
	b.spoke(a.record)
	return nil
}

// typingAtMost is how many questions wait at most while the bot shows itself typing. Discord takes
// 50 requests a second: in a rush the answers need them.
const typingAtMost = 20

// hear answers what was heard, typing while it takes long, unless it may come to nothing. It
// returns false when the bot had better stay silent.
func (b *Bot) hear(ctx context.Context, h heard) (a answered, speak bool, err error) {
	if !h.silent {
		typing := time.AfterFunc(call.Patience, func() {
			if b.desk.Counts().Waiting > typingAtMost {
				return
			}
			if err := b.discord.Typing(ctx, h.channel); err != nil {
				b.log.DebugContext(ctx, "could not show typing", "error", err)
			}
		})
		defer typing.Stop()
	}
	a, err = b.ask(ctx, h.request)
	if err != nil {
		return answered{}, false, err
	}
	if speak = !a.record.Silent || !h.silent; !speak {
		monitor.Of(ctx).Silent()
	}
	return a, speak, nil
}

// excuse tells the author of a message why there is no answer, unless nobody asked.
func (b *Bot) excuse(ctx context.Context, h heard, err error) error {
	var tooMuch limit.Reached
	switch {
	case errors.As(err, &tooMuch):
		return b.hold(ctx, h, tooMuch)
	case err == nil || h.silent:
		return err
	}
	return errors.Join(err, b.say(ctx, h, message.Message{Content: card.Apology(h.texts, err)}))
}

// hold tells somebody who asked, once a minute at most, to wait: in words in a direct message. In a
// server there is no private way to say so, and one more message is the last thing that a busy
// channel needs, so the question gets a reaction there, and words only where the bot was
// addressed and reactions are not permitted.
func (b *Bot) hold(ctx context.Context, h heard, l limit.Reached) error {
	b.log.DebugContext(ctx, "held back a message", "channel", h.channel, "error", l)
	if h.silent && !h.gap || !b.limits.Notice(h.user, b.now()) {
		return nil
	}
	if h.server != "" {
		reacting, cancel := context.WithTimeout(ctx, delivery)
		defer cancel()
		err := b.discord.React(reacting, h.channel, h.asked, holding)
		switch {
		case rest.Gone(err), h.silent && rest.Forbidden(err):
			return nil
		case !rest.Forbidden(err):
			return err
		}
	}
	return b.say(ctx, h, message.Message{Content: card.Apology(h.texts, l)})
}

// say replies to a message with something that is no answer.
func (b *Bot) say(ctx context.Context, h heard, m message.Message) error {
	_, err := b.replyTo(ctx, h, m, "!"+h.asked)
	if rest.Barred(err) || rest.Gone(err) {
		return b.barred(ctx, h, err)
	}
	return err
}

// codeCannotReply is Discord's error for a reply where the bot may write but not read what
// was written before (https://docs.discord.com/developers/topics/opcodes-and-status-codes).
const codeCannotReply = 160002

// delivery is how long a message may wait for Discord to take it: a rush in one channel has more
// answers than Discord takes there at once.
const delivery = 2 * time.Minute

// replyTo posts a reply to a message, or a message of its own where replies are not
// permitted, and returns its id. Where Discord refuses a part of it, it goes out without
// buttons and links. The nonce keeps it from being posted twice.
func (b *Bot) replyTo(ctx context.Context, h heard, m message.Message, nonce string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, delivery)
	defer cancel()
	post := m.Post()
	post.ReplyTo, post.Nonce = h.asked, nonce
	if h.aside { // the question is in another channel
		post.ReplyTo = ""
	}
	id, err := b.discord.Send(ctx, h.channel, post)
	if rest.Code(err) == codeCannotReply {
		post.ReplyTo = ""
		id, err = b.discord.Send(ctx, h.channel, post)
	}
	if rest.Code(err) == rest.CodeInvalidForm {
		b.log.WarnContext(ctx, "Discord refused a part of a message; sending it without buttons and links", "error", err)
		plain := m.Plain().Post()
		plain.ReplyTo, plain.Nonce = post.ReplyTo, nonce
		id, err = b.discord.Send(ctx, h.channel, plain)
	}
	return id, err
}
