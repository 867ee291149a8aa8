package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/index"
	"verbatim/monitor"
)

// moderates are the permissions of those who see to the answers of a server.
const moderates = discordgo.PermissionManageMessages | discordgo.PermissionManageGuild

// rights returns what the one who acts may do with an answer.
func (b *Bot) rights(c *call.Call, a store.Answer) card.Rights {
	asker, moderator := b.store.Person(c.UserID()) == a.Asker, c.May(moderates)
	return card.Rights{Delete: a.Message != "" && (asker || moderator), Manage: moderator, Solve: (asker || moderator) && a.Server != ""}
}

// placed notes which message shows an answer: that of a command is not known before it is used.
func (b *Bot) placed(a store.Answer, m *discordgo.Message) store.Answer {
	if a.Message == "" && m != nil && m.Flags&discordgo.MessageFlagsEphemeral == 0 {
		a.Message = m.ID
		b.record(a)
	}
	return a
}

// onManageAnswer offers what may be done with the answer that the command was used on.
func (b *Bot) onManageAnswer(ctx context.Context, c *call.Call) error {
	m := c.Target()
	if m == nil {
		return message.Refuse(c.Texts.Feedback.NotAnAnswer)
	}
	key, rank, ok := voted(m.Components)
	if !ok {
		return message.Refuse(c.Texts.Feedback.NotAnAnswer)
	}
	c.Vars = map[string]string{"key": key, "rank": rank}
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	may := b.rights(c, b.placed(a, m))
	if !may.Delete && !may.Manage {
		return message.Refuse(c.Texts.Errors.ModeratorsOnly)
	}
	return c.Reply(ctx, card.Manage(c.Texts, key, c.Number("rank"), may), true)
}

// voted finds the answer that a message shows by the button to vote against it.
func voted(components []discordgo.MessageComponent) (key, rank string, ok bool) {
	for _, component := range components {
		row, _ := component.(*discordgo.ActionsRow)
		if row == nil {
			continue
		}
		for _, inner := range row.Components {
			if button, is := inner.(*discordgo.Button); is {
				if parts := strings.Split(button.CustomID, "/"); len(parts) == 3 && parts[0] == "down" {
					return parts[1], parts[2], true
				}
			}
		}
	}
	return "", "", false
}

// onDeleteAnswer takes the message of an answer away. What was said of its question stays.
func (b *Bot) onDeleteAnswer(ctx context.Context, c *call.Call) error {
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	if !b.rights(c, a).Delete {
		return message.Refuse(c.Texts.Errors.ModeratorsOnly)
	}
	if err := b.withdraw(ctx, c, a); err != nil {
		return err
	}
	return c.Update(ctx, message.Message{Content: c.Texts.Feedback.Deleted})
}

// withdraw deletes the message of an answer, and its record.
func (b *Bot) withdraw(ctx context.Context, c *call.Call, a store.Answer) error {
	err := b.discord.Delete(ctx, a.Channel, a.Message)
	switch {
	case rest.Forbidden(err):
		return message.Refuse(c.Texts.Feedback.NotDeletable)
	case err != nil && !rest.Gone(err):
		return err
	}
	return b.store.DropAnswer(a.Key)
}

// onHide keeps the sentence of a quote from ever being quoted again in its server, and takes the
// answer away that quotes it.
func (b *Bot) onHide(ctx context.Context, c *call.Call) error {
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	rank := c.Number("rank")
	switch {
	case !b.rights(c, a).Manage:
		return message.Refuse(c.Texts.Errors.ModeratorsOnly)
	case rank < 0 || rank >= len(a.Quotes):
		return message.Refuse(c.Texts.Errors.Expired)
	}
	q := shown(a.Quotes[rank])
	if q.Text == "" { // kept before texts were
		return message.Refuse(c.Texts.Errors.Expired)
	}
	sentence := q.Text[q.SentenceStart-q.Start : q.SentenceEnd-q.Start]
	if err := b.store.Hide(store.Hidden{
		Server: a.Server, Sentence: sentence, Title: q.Article.Title, Source: q.Article.Source, At: b.clock(),
	}); err != nil {
		return err
	}
	b.log.InfoContext(ctx, "a sentence is hidden", "server", a.Server, "article", q.Article.ID)
	if a.Message != "" {
		if err := b.withdraw(ctx, c, a); err != nil {
			b.log.WarnContext(ctx, "could not delete the answer with a hidden sentence", "channel", a.Channel, "error", err)
		}
	}
	return c.Update(ctx, card.Hid(c.Texts, b.commands(c.Texts)))
}

// onTeachAnswer opens the form for a better answer to a question.
func (b *Bot) onTeachAnswer(ctx context.Context, c *call.Call) error {
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	if !b.rights(c, a).Manage {
		return message.Refuse(c.Texts.Errors.ModeratorsOnly)
	}
	return c.Form(ctx, card.TeachForm(c.Texts, "teachtyped/-/"+a.Key, a.Asks(), true, ""))
}

// try asks a question in a channel of a server as somebody would, without a trace.
func (b *Bot) try(ctx context.Context, server, channel string, asker store.Person, question string) (index.Answer, error) {
	settings, err := b.settings(server)
	if err != nil {
		return index.Answer{}, err
	}
	ctx, q := b.monitor.Ask(ctx, monitor.Trial, b.now())
	defer q.Done()
	a, err := b.find(ctx, server, asker, b.query(ctx, server, channel, question, "", settings))
	b.found(ctx, resultOf(answered{record: store.Answer{Silent: a.Abstained, Sure: a.Confidence}, reason: a.Reason}, err))
	return a, err
}
