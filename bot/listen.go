package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/limit"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

// A heard message is a message that is meant for the bot, as a request.
type heard struct {
	request
	unprompted bool // nobody addressed the bot: it stays silent rather than say that it has no answer
}

// onMessage answers a message that is meant for the bot.
func (b *Bot) onMessage(ctx context.Context, m *discordgo.Message) {
	h, ok, err := b.meant(ctx, m)
	if err == nil && ok {
		err = b.answerMessage(ctx, m, h)
	}
	if err != nil {
		b.log.Error("could not answer a message", "channel", m.ChannelID, "error", err)
	}
}

// meant reports whether a message is meant for the bot, and makes the request in it.
func (b *Bot) meant(ctx context.Context, m *discordgo.Message) (heard, bool, error) {
	if m.Author.Bot || m.WebhookID != "" || !said(m.Type) {
		return heard{}, false, nil
	}
	me := b.me(ctx)
	if me == "" {
		return heard{}, false, nil
	}
	settings, err := b.settings(m.GuildID)
	if err != nil {
		return heard{}, false, err
	}
	direct := m.GuildID == "" || addressed(m, me)
	if !direct {
		if direct, err = b.repliesToAnswer(m); err != nil {
			return heard{}, false, err
		}
	}
	if !direct && !b.listens(ctx, settings, m) {
		return heard{}, false, nil
	}
	if m.GuildID != "" && !b.allowed(ctx, settings, m.ChannelID) {
		return heard{}, false, nil
	}
	h := heard{unprompted: !direct, request: request{
		server: m.GuildID, channel: m.ChannelID, user: m.Author.ID, asked: m.ID, texts: b.messageTexts(settings, m),
	}}
	h.setQuestions(b.questionOf(ctx, m, me))
	h.chatter = h.unprompted && !holdsQuestion(h.question)
	return h, h.question != "" || direct, nil
}

// messageTexts returns the texts for answers to a message. A message does not tell its
// author's language, so it is the server's, or the one in which the author last used
// the bot.
func (b *Bot) messageTexts(s store.Settings, m *discordgo.Message) *text.Texts {
	if s.Language != "" {
		return b.catalogue.For(s.Language)
	}
	from := m.GuildID
	if from == "" {
		from = m.Author.ID
	}
	locale, _ := b.locales.Get(from)
	return b.catalogue.For(locale)
}

// listens reports whether the bot answers a message that is not addressed to it: in an
// ask-channel, to a new post in a forum among them, and to questions in threads where it
// has answered before. All this needs the message's content, which Discord gives only
// with a privileged intent.
func (b *Bot) listens(ctx context.Context, s store.Settings, m *discordgo.Message) bool {
	if !b.config.MessageContent || m.Content == "" {
		return false
	}
	if slices.Contains(s.AskChannels, m.ChannelID) {
		return true
	}
	if len(s.AskChannels) > 0 && m.ID == m.ChannelID { // the first message of a post has the id of its thread
		if slices.Contains(s.AskChannels, b.channel(ctx, m.ChannelID).parent) {
			return true
		}
	}
	if !holdsQuestion(m.Content) {
		return false
	}
	spot := b.channel(ctx, m.ChannelID)
	return spot.thread && b.takesPart(m.ChannelID) && !b.isForum(ctx, spot.parent)
}

// takesPart reports whether the bot has answered in a thread.
func (b *Bot) takesPart(thread string) bool {
	if _, ok := b.joined.Get(thread); ok {
		return true
	}
	in, err := b.store.InThread(thread)
	if err != nil {
		b.log.Error("could not look up a thread", "error", err)
	}
	return in
}

// isForum reports whether a channel consists of posts. A post gets one answer.
func (b *Bot) isForum(ctx context.Context, channel string) bool {
	kind := b.channel(ctx, channel).kind
	return kind == discordgo.ChannelTypeGuildForum || kind == discordgo.ChannelTypeGuildMedia
}

// answerMessage answers a message with a reply to it.
func (b *Bot) answerMessage(ctx context.Context, m *discordgo.Message, h heard) error {
	answer, answered, err := b.hear(ctx, h)
	if err != nil || answer == nil {
		return b.excuse(ctx, m, h, err)
	}
	b.joined.Put(m.ChannelID, true) // a follow-up can be faster than what comes after sending
	sent, err := b.replyTo(ctx, m, *answer, m.ID)
	if rest.Forbidden(err) || rest.Gone(err) {
		b.log.Info("cannot write in a channel", "channel", m.ChannelID, "error", err)
		return nil
	}
	if err != nil {
		return err
	}
	b.record(answered, sent)
	return b.join(ctx, h)
}

// hear asks for a message, typing while it takes long. The answer is nil when the bot
// had better stay silent.
func (b *Bot) hear(ctx context.Context, h heard) (*message.Message, remembered, error) {
	typing := time.AfterFunc(call.Patience, func() {
		if err := b.discord.Typing(ctx, h.channel); err != nil {
			b.log.Debug("could not show typing", "error", err)
		}
	})
	defer typing.Stop()
	answer, answered, err := b.ask(ctx, h.request)
	if err != nil {
		return nil, remembered{}, err
	}
	if answered.answer.Abstained && (h.chatter || h.unprompted && answered.answer.Reason == index.NoQuestion) {
		return nil, remembered{}, nil
	}
	return &answer, answered, nil
}

// excuse tells the author of a message why there is no answer, unless nobody asked.
func (b *Bot) excuse(ctx context.Context, m *discordgo.Message, h heard, err error) error {
	if err == nil || h.unprompted {
		return err
	}
	var tooMuch limit.Reached
	if errors.As(err, &tooMuch) {
		return b.hold(ctx, m, h, tooMuch)
	}
	return errors.Join(err, b.say(ctx, m, message.Message{Content: card.Apology(h.texts, err)}))
}

// hold tells somebody in a direct message, once a minute at most, to wait. In a server
// there is no private way to say so, and one more message is the last thing that a busy
// channel needs.
func (b *Bot) hold(ctx context.Context, m *discordgo.Message, h heard, l limit.Reached) error {
	b.log.Debug("held back a message", "channel", m.ChannelID, "error", l)
	if m.GuildID != "" {
		return nil
	}
	if wait, _ := b.limits.Notice.Take(h.user, b.now()); wait > 0 {
		return nil
	}
	return b.say(ctx, m, message.Message{Content: card.Apology(h.texts, l)})
}

// say replies to a message with something that is no answer.
func (b *Bot) say(ctx context.Context, to *discordgo.Message, m message.Message) error {
	_, err := b.replyTo(ctx, to, m, "!"+to.ID)
	return err
}

// codeCannotReply is Discord's error for a reply where the bot may write but not read what
// was written before (https://docs.discord.com/developers/topics/opcodes-and-status-codes).
const codeCannotReply = 160002

// replyTo posts a reply to a message, or a message of its own where replies are not
// permitted, and returns its id. The nonce keeps it from being posted twice.
func (b *Bot) replyTo(ctx context.Context, to *discordgo.Message, m message.Message, nonce string) (string, error) {
	post := m.Post()
	post.ReplyTo, post.Nonce = to.ID, nonce
	id, err := b.discord.Send(ctx, to.ChannelID, post)
	if rest.Code(err) == codeCannotReply {
		post.ReplyTo = ""
		id, err = b.discord.Send(ctx, to.ChannelID, post)
	}
	return id, err
}

// join notes that the bot takes part in a thread.
func (b *Bot) join(ctx context.Context, h heard) error {
	if !b.config.MessageContent || h.server == "" || !b.channel(ctx, h.channel).thread {
		return nil
	}
	return b.store.JoinThread(h.channel, b.now())
}

// questionOf returns the text of the question in a message: what it says, for a post its
// title if that asks and the text does not, and for a bare mention in reply to somebody
// what that one said.
func (b *Bot) questionOf(ctx context.Context, m *discordgo.Message, me string) string {
	content := withoutMention(m.Content, me)
	if m.ID == m.ChannelID && !holdsQuestion(content) {
		if title := b.channel(ctx, m.ChannelID).name; holdsQuestion(title) || content == "" {
			return title
		}
	}
	if content == "" && m.ReferencedMessage != nil && !wroteReferenced(m, me) {
		return withoutMention(m.ReferencedMessage.Content, me)
	}
	return content
}

// repliesToAnswer reports whether a message replies to an answer that is on record, for
// replies that come without the message they refer to.
func (b *Bot) repliesToAnswer(m *discordgo.Message) (bool, error) {
	if m.ReferencedMessage != nil || m.MessageReference == nil || m.Content == "" {
		return false, nil
	}
	a, ok, err := b.recordOf(m.MessageReference.MessageID)
	return ok && a.Message == m.MessageReference.MessageID, err
}
