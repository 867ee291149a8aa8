package bot

import (
	"context"
	"crypto/rand"
	"strings"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/hear"
	"verbatim/bot/limit"
	"verbatim/bot/message"
	"verbatim/bot/store"
)

// passagesOnPage is how many passages a look-up shows at once, and maxSearchPages how
// often one can turn the page.
const (
	passagesOnPage = 3
	maxSearchPages = 10
)

// onSearch shows the passages that match some words best.
func (b *Bot) onSearch(ctx context.Context, c *call.Call) error {
	if err := b.limits.Ask(limit.Question{User: c.UserID(), Channel: c.ChannelID, Server: c.Server()}, b.now()); err != nil {
		return err
	}
	words := strings.TrimSpace(hear.Anonymous(c.Option("words")))
	record := store.Answer{
		Key: rand.Text(), Server: c.Server(), Channel: c.ChannelID, Question: words,
		Asker: b.store.Person(c.UserID()), Language: c.Texts.Code, Silent: true, At: b.clock(),
	}
	b.record(record) // before its pages can be turned
	return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) {
		return b.searchPage(ctx, c, record, 0)
	})
}

// onSearchPage turns the pages of a look-up.
func (b *Bot) onSearchPage(ctx context.Context, c *call.Call) error {
	record, err := b.recall(c)
	if err != nil {
		return err
	}
	return c.UpdateSoon(ctx, func(ctx context.Context) (message.Message, error) {
		return b.searchPage(ctx, c, record, c.Number("page"))
	})
}

// searchPage looks up the words of a record and shows a page, counted from 0.
func (b *Bot) searchPage(ctx context.Context, c *call.Call, record store.Answer, page int) (message.Message, error) {
	view, err := b.view(ctx, record.Server, record.Channel)
	if err != nil {
		return message.Message{}, err
	}
	page = min(max(page, 0), maxSearchPages-1)
	hits, err := b.search(ctx, record.Server, record.Asker, record.Question, (page+1)*passagesOnPage+1, view)
	if err != nil {
		return message.Message{}, err
	}
	first := min(page*passagesOnPage, len(hits))
	last := min(first+passagesOnPage, len(hits))
	more := len(hits) > last && page+1 < maxSearchPages
	return card.Search(c.Texts, record.Key, record.Question, hits[first:last], page, more), nil
}
