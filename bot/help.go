package bot

import (
	"context"

	"verbatim/bot/card"
	"verbatim/bot/message"
	"verbatim/bot/text"
)

// onHelp says what the bot does.
func (b *Bot) onHelp(ctx context.Context, c *call) error {
	return c.reply(ctx, card.Help(c.texts), true)
}

// onAbout says what the bot is and how much it knows.
func (b *Bot) onAbout(ctx context.Context, c *call) error {
	settings, err := b.settings(c.server())
	if err != nil {
		return err
	}
	articles, err := b.articles(settings)
	if err != nil {
		return err
	}
	return c.reply(ctx, card.About(c.texts, b.config.Version, len(articles)), true)
}

// onPrivacy says what is kept about the one who asks, and offers to delete it.
func (b *Bot) onPrivacy(ctx context.Context, c *call) error {
	n, err := b.store.Count(b.store.Person(c.user()))
	if err != nil {
		return err
	}
	days := int(b.config.Retention.Hours() / 24)
	return c.reply(ctx, card.Privacy(c.texts, days, n), true)
}

// onForget deletes what is kept about the one who presses.
func (b *Bot) onForget(ctx context.Context, c *call) error {
	person := b.store.Person(c.user())
	n, err := b.store.Forget(person)
	if err != nil {
		return err
	}
	b.recent.Drop(func(m remembered) bool { return m.record.Asker == person })
	return c.update(ctx, message.Message{Content: text.Fill(c.texts.Privacy.Deleted, "n", n)})
}
