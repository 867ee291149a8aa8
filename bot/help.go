package bot

import (
	"context"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/message"
	"verbatim/bot/text"
)

// onHelp says what the bot does.
func (b *Bot) onHelp(ctx context.Context, c *call.Call) error {
	settings, err := b.settings(c.Server())
	if err != nil {
		return err
	}
	var channels []string
	if b.config.MessageContent {
		channels = b.standing(settings.AskChannels)
	}
	return c.Reply(ctx, card.Help(c.Texts, b.commands(c.Texts), channels, c.May(moderates)), true)
}

// onAbout says what the bot is and how much it knows.
func (b *Bot) onAbout(ctx context.Context, c *call.Call) error {
	articles, err := b.articles(ctx, c)
	if err != nil {
		return err
	}
	return c.Reply(ctx, card.About(c.Texts, b.config.Version, len(articles)), true)
}

// onPrivacy says what is kept about the one who asks, and offers to delete it.
func (b *Bot) onPrivacy(ctx context.Context, c *call.Call) error {
	n, err := b.store.Count(b.store.Person(c.UserID()))
	if err != nil {
		return err
	}
	days := int(b.retention().Hours() / 24)
	if b.config.ShardCount > 1 { // each process counts its own records, and deletes those of all
		return c.Reply(ctx, card.Stored(c.Texts, days, n), true)
	}
	return c.Reply(ctx, card.Privacy(c.Texts, days, n), true)
}

// onForget deletes what is kept about the one who presses.
func (b *Bot) onForget(ctx context.Context, c *call.Call) error {
	return c.UpdateSoon(ctx, func(context.Context) (message.Message, error) {
		n, err := b.store.Forget(b.store.Person(c.UserID()))
		return message.Message{Content: text.Fill(c.Texts.Privacy.Deleted, "n", n)}, err
	})
}
