package corpus

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
)

// maxTeaserText is the most bytes of a summary that is taken for a teaser.
const maxTeaserText = 600

// feed passes on the entries that carry their text, and plans to read the pages behind the
// others.
func (w *webWalk) feed(task webTask, got *fetched) error {
	d := got.document(task.url, &w.skips)
	feed, err := parseFeed(d)
	if err != nil {
		w.skip(task.url, reasonOf(err), err)
		return nil
	}
	page := Page{URL: task.url, Visit: got.visit}
	page.Visit.Listed = true
	for i, item := range feed.Items {
		entry := feedArticle(d, feed, item)
		if link, err := cleanURL(item.Link); err == nil && isTeaser(item, entry) {
			page.Visit.Links = append(page.Visit.Links, link.String())
			w.add(webTask{url: link.String(), away: true, said: saidOf(entry.article), entry: entry})
			continue
		}
		err := entry.yield(func(a Article) error {
			page.Articles = append(page.Articles, a)
			return nil
		})
		if err != nil {
			w.skips = append(w.skips, Skip{Input: task.url, Place: fmt.Sprintf("entry %d", i+1), Reason: reasonOf(err), Err: err})
		}
	}
	if len(feed.Items) == 0 {
		w.skip(task.url, ReasonEmpty, errors.New("a feed without entries"))
	}
	return w.yield(page)
}

// teaser passes on what a feed has of a text whose page cannot be read.
func (w *webWalk) teaser(task webTask) error {
	page := Page{URL: task.url, Visit: Visit{Said: task.said, Teaser: true}}
	err := task.entry.yield(func(a Article) error {
		a.ID = task.url
		page.Articles = append(page.Articles, a)
		return nil
	})
	if err != nil {
		return nil // an entry without text: that its page cannot be read was told
	}
	return w.yield(page)
}

// isTeaser reports an entry that has a short summary and no content.
func isTeaser(item *gofeed.Item, e *feedEntry) bool {
	text := strings.TrimSpace(e.text())
	if strings.TrimSpace(item.Content) != "" && len(item.Content) > len(item.Description) && len(text) > maxTeaserText/2 {
		return false
	}
	return len(text) < maxTeaserText || strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "[…]")
}

// saidOf returns what an entry says of itself.
func saidOf(a Article) Said {
	return Said{Title: a.Title, Language: a.Language, Published: a.Published}
}

// complete gives an article what its page does not say and the feed does.
func (s Said) complete(a *Article) {
	a.Title = orDefault(a.Title, s.Title)
	a.Language = orDefault(a.Language, s.Language)
	if a.Published.IsZero() {
		a.Published = s.Published
	}
}
