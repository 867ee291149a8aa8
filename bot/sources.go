package bot

import (
	"context"

	"verbatim/bot/card"
)

// onSources lists what the answers are taken from, or shows one article.
func (b *Bot) onSources(ctx context.Context, c *call) error {
	settings, err := b.settings(c.server())
	if err != nil {
		return err
	}
	articles, err := b.articles(settings)
	if err != nil {
		return err
	}
	id, err := b.articleOption(c, settings)
	if err != nil {
		return err
	}
	if id == "" {
		return c.reply(ctx, card.Sources(c.texts, articles, 0), true)
	}
	a, _ := findArticle(articles, id)
	return c.reply(ctx, card.Article(c.texts, a), true)
}

// onSourcesPage turns the pages of the list.
func (b *Bot) onSourcesPage(ctx context.Context, c *call) error {
	settings, err := b.settings(c.server())
	if err != nil {
		return err
	}
	articles, err := b.articles(settings)
	if err != nil {
		return err
	}
	return c.update(ctx, card.Sources(c.texts, articles, c.number("page")))
}
