package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/library"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/index"
)

// articles returns the articles that can be seen where a call comes from, in the order of their
// titles.
func (b *Bot) articles(ctx context.Context, c *call.Call) ([]index.Source, error) {
	view, err := b.view(ctx, c.Server(), c.ChannelID)
	if err != nil {
		return nil, err
	}
	room, err := b.shelves.Of(c.Server())
	if err != nil {
		return nil, err
	}
	return room.Articles(view)
}

// onArticleTyped suggests articles for what has been typed so far.
func (b *Bot) onArticleTyped(ctx context.Context, c *call.Call) error {
	articles, err := b.articles(ctx, c)
	if err != nil {
		return err
	}
	found := library.Matching(articles, c.Option("article"), message.MaxOptions)
	if len(found) == 0 { // rather all than nothing
		found = articles[:min(len(articles), message.MaxOptions)]
	}
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, a := range found {
		name := markdown.Cut(card.Name(c.Texts, a), message.MaxOptionText)
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: name, Value: library.Handle(a)})
	}
	return c.Suggest(ctx, choices)
}

// articleOption returns the id of the article that was picked, "" when none was.
func (b *Bot) articleOption(ctx context.Context, c *call.Call) (string, error) {
	typed := c.Option("article")
	if strings.TrimSpace(typed) == "" {
		return "", nil
	}
	articles, err := b.articles(ctx, c)
	if err != nil {
		return "", err
	}
	a, ok := library.Find(articles, typed)
	if !ok {
		return "", message.Refuse(c.Texts.Sources.NotFound)
	}
	return a.ID, nil
}
