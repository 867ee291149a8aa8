package bot

import (
	"context"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/library"
)

// onSources lists what the answers are taken from, or shows one article.
func (b *Bot) onSources(ctx context.Context, c *call.Call) error {
	articles, err := b.articles(ctx, c)
	if err != nil {
		return err
	}
	id, err := b.articleOption(ctx, c)
	if err != nil {
		return err
	}
	if id == "" {
		return c.Reply(ctx, card.Sources(c.Texts, articles, 0), true)
	}
	a, _ := library.Find(articles, id)
	return c.Reply(ctx, card.Article(c.Texts, a), true)
}

// onSourcesPage turns the pages of the list.
func (b *Bot) onSourcesPage(ctx context.Context, c *call.Call) error {
	articles, err := b.articles(ctx, c)
	if err != nil {
		return err
	}
	return c.Update(ctx, card.Sources(c.Texts, articles, c.Number("page")))
}
