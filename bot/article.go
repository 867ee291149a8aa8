package bot

import (
	"context"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/index"
)

// articlesKeptFor is how long a list of the library's articles is used before it is
// asked for again. Autocompletion comes with every key pressed.
const articlesKeptFor = 5 * time.Second

// An articleList is the library's articles, kept for a short while. It is safe for
// concurrent use.
type articleList struct {
	mu   sync.Mutex
	at   time.Time
	list []index.Source
}

// articles returns the articles that a server sees, in the order of their titles.
func (b *Bot) articles(s store.Settings) ([]index.Source, error) {
	all, err := b.articleList.get(b.library, b.now())
	if err != nil || len(s.Sources) == 0 {
		return all, err
	}
	var seen []index.Source
	for _, a := range all {
		if slices.ContainsFunc(s.Sources, func(p string) bool { return begins(a, p) }) {
			seen = append(seen, a)
		}
	}
	return seen, nil
}

// begins reports whether an article's id or source begins with a prefix.
func begins(a index.Source, prefix string) bool {
	return strings.HasPrefix(a.ID, prefix) || strings.HasPrefix(a.Source, prefix)
}

func (l *articleList) get(lib Library, now time.Time) ([]index.Source, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.list != nil && now.Sub(l.at) < articlesKeptFor {
		return l.list, nil
	}
	list, err := lib.Sources()
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b index.Source) int {
		return strings.Compare(strings.ToLower(card.Label(a)), strings.ToLower(card.Label(b)))
	})
	l.list, l.at = list, now
	return list, nil
}

// onArticleTyped suggests articles for what has been typed so far.
func (b *Bot) onArticleTyped(ctx context.Context, c *call.Call) error {
	settings, err := b.settings(c.Server())
	if err != nil {
		return err
	}
	articles, err := b.articles(settings)
	if err != nil {
		return err
	}
	found := matching(articles, c.Option("article"), message.MaxOptions)
	if len(found) == 0 { // rather all than nothing
		found = articles[:min(len(articles), message.MaxOptions)]
	}
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, a := range found {
		name := markdown.Cut(card.Name(c.Texts, a), message.MaxOptionText)
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: name, Value: articleHandle(a)})
	}
	return c.Suggest(ctx, choices)
}

// matching returns at most n articles for what was typed: first those whose title begins
// with it, then those with a word that does, then those that hold it anywhere.
func matching(articles []index.Source, typed string, n int) []index.Source {
	typed = strings.ToLower(strings.TrimSpace(typed))
	var ranked [3][]index.Source
	for _, a := range articles {
		title := strings.ToLower(a.Title)
		switch {
		case strings.HasPrefix(title, typed):
			ranked[0] = append(ranked[0], a)
		case strings.Contains(title, " "+typed):
			ranked[1] = append(ranked[1], a)
		case strings.Contains(title, typed) || strings.Contains(strings.ToLower(a.ID), typed) || strings.Contains(strings.ToLower(a.Source), typed):
			ranked[2] = append(ranked[2], a)
		}
	}
	all := slices.Concat(ranked[:]...)
	return all[:min(len(all), n)]
}

// articleHandle returns the value that stands for an article in a choice: its id, or a
// short form of an id that is too long for one.
func articleHandle(a index.Source) string {
	if markdown.Len(a.ID) <= message.MaxOptionText {
		return a.ID
	}
	return fmt.Sprintf("#%08x", crc32.ChecksumIEEE([]byte(a.ID)))
}

// findArticle returns the article that somebody means: its handle, its title, or the
// only one that matches what was typed, for Discord lets people send anything.
func findArticle(articles []index.Source, typed string) (index.Source, bool) {
	for _, a := range articles {
		if articleHandle(a) == typed || a.ID == typed {
			return a, true
		}
	}
	for _, a := range articles {
		if strings.EqualFold(strings.TrimSpace(typed), a.Title) {
			return a, true
		}
	}
	if found := matching(articles, typed, 2); len(found) == 1 {
		return found[0], true
	}
	return index.Source{}, false
}

// articleOption returns the id of the article that was picked, "" when none was.
func (b *Bot) articleOption(c *call.Call, s store.Settings) (string, error) {
	typed := c.Option("article")
	if strings.TrimSpace(typed) == "" {
		return "", nil
	}
	articles, err := b.articles(s)
	if err != nil {
		return "", err
	}
	a, ok := findArticle(articles, typed)
	if !ok {
		return "", message.Refuse(c.Texts.Sources.NotFound)
	}
	return a.ID, nil
}
