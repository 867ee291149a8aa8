package bot

import (
	"context"
	"strings"

	"verbatim/bot/text"
)

// onHelp says what the bot does.
func (b *Bot) onHelp(ctx context.Context, c *call) error {
	return c.reply(ctx, helpMessage(c.texts), true)
}

// helpMessage explains the surfaces.
func helpMessage(t *text.Texts) message {
	h := t.Help
	lines := []string{h.Title, ""}
	for _, l := range []struct {
		command text.Label
		says    string
	}{
		{t.Commands.Ask, h.Ask}, {t.Commands.Search, h.Search}, {t.Commands.Sources, h.Sources},
		{t.Commands.Settings, h.Settings}, {t.Commands.Gaps, h.Gaps}, {t.Commands.Privacy, h.Privacy},
	} {
		lines = append(lines, "**/"+l.command.Name+"** · "+l.says)
	}
	lines = append(lines, "", h.Mention, text.Fill(h.AskAbout, "command", "**"+t.Commands.AskAbout.Name+"**"))
	return message{content: strings.Join(lines, "\n")}
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
	return c.reply(ctx, aboutMessage(c.texts, b.config.Version, len(articles)), true)
}

func aboutMessage(t *text.Texts, version string, articles int) message {
	return message{content: strings.Join([]string{
		"**" + text.Fill(t.About.Title, "version", version) + "**", t.About.How, text.Fill(t.About.Sources, "n", articles),
	}, "\n")}
}

// onPrivacy says what is kept about the one who asks, and offers to delete it.
func (b *Bot) onPrivacy(ctx context.Context, c *call) error {
	n, err := b.store.Count(b.store.Person(c.user()))
	if err != nil {
		return err
	}
	days := int(b.config.Retention.Hours() / 24)
	return c.reply(ctx, privacyMessage(c.texts, days, n), true)
}

func privacyMessage(t *text.Texts, days, records int) message {
	m := message{content: text.Fill(t.Privacy.Text, "days", days) + "\n" + t.Privacy.Nothing}
	if records > 0 {
		m.content = text.Fill(t.Privacy.Text, "days", days) + "\n" + text.Fill(t.Privacy.Stored, "n", records)
		m.rows = []row{{button(t.Privacy.Delete, "forget")}}
	}
	return m
}

// onForget deletes what is kept about the one who presses.
func (b *Bot) onForget(ctx context.Context, c *call) error {
	person := b.store.Person(c.user())
	n, err := b.store.Forget(person)
	if err != nil {
		return err
	}
	b.recent.drop(func(m remembered) bool { return m.record.Asker == person })
	return c.update(ctx, message{content: text.Fill(c.texts.Privacy.Deleted, "n", n)})
}
