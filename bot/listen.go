package bot

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway"
)

// onMessage answers a message that is meant for the bot.
func (b *Bot) onMessage(ctx context.Context, m *discordgo.Message) {
	r, ok := b.meant(ctx, m)
	if !ok {
		return
	}
	if err := b.answerMessage(ctx, m, r); err != nil {
		b.log.Error("could not answer a message", "channel", m.ChannelID, "error", err)
	}
}

// meant reports whether a message is meant for the bot, and makes the request in it.
func (b *Bot) meant(_ context.Context, m *discordgo.Message) (request, bool) {
	me := b.me()
	if me == "" || m.Author.Bot || m.WebhookID != "" || !said(m.Type) {
		return request{}, false
	}
	if m.GuildID != "" && !addressed(m, me) {
		return request{}, false
	}
	r := request{server: m.GuildID, channel: m.ChannelID, user: m.Author.ID, asked: m.ID, texts: b.catalogue.For("en")}
	r.setQuestions(questionsIn(withoutMention(m.Content, me)))
	return r, true
}

// said reports whether a message of this type was written by somebody.
func said(t discordgo.MessageType) bool {
	return t == discordgo.MessageTypeDefault || t == discordgo.MessageTypeReply
}

// addressed reports whether a message mentions the bot or replies to it.
func addressed(m *discordgo.Message, me string) bool {
	for _, u := range m.Mentions {
		if u != nil && u.ID == me {
			return true
		}
	}
	to := m.ReferencedMessage
	return to != nil && to.Author != nil && to.Author.ID == me
}

var mentions = regexp.MustCompile(`<@!?(\d+)>`)

// withoutMention takes the mentions of a user out of a text.
func withoutMention(s, user string) string {
	return strings.TrimSpace(mentions.ReplaceAllStringFunc(s, func(m string) string {
		if strings.Trim(m, "<@!>") == user {
			return ""
		}
		return m
	}))
}

// answerMessage answers the request in a message with a reply to it.
func (b *Bot) answerMessage(ctx context.Context, m *discordgo.Message, r request) error {
	typing := time.AfterFunc(patience, func() {
		if err := b.discord.Typing(ctx, m.ChannelID); err != nil {
			b.log.Debug("could not show typing", "error", err)
		}
	})
	defer typing.Stop()
	answer, answered, err := b.ask(ctx, r)
	if err != nil {
		return errors.Join(err, b.say(ctx, m, message{content: apology(r.texts, err)}))
	}
	post := answer.post()
	post.ReplyTo, post.Nonce = m.ID, m.ID
	sent, err := b.discord.Send(ctx, m.ChannelID, post)
	if gateway.Forbidden(err) {
		b.log.Info("may not write in a channel", "channel", m.ChannelID)
		return nil
	}
	if err != nil {
		return err
	}
	b.record(answered, sent.ID)
	return nil
}

// say replies to a message with something that is no answer.
func (b *Bot) say(ctx context.Context, to *discordgo.Message, m message) error {
	post := m.post()
	post.ReplyTo, post.Nonce = to.ID, to.ID
	_, err := b.discord.Send(ctx, to.ChannelID, post)
	return err
}

func (b *Bot) onEdit(context.Context, *discordgo.Message) {}

func (b *Bot) onDelete(context.Context, string, string) {}
