package web

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/format/feed"
)

// maxTeaserText is the most bytes of a summary that is taken for a teaser.
const maxTeaserText = 600

// feed passes on the entries that carry their text, and plans to read the pages behind the
// others.
func (w *walk) feed(t task, got *fetched) error {
	d := got.document(t.url, &w.skips)
	parsed, err := feed.Parse(d)
	if err != nil {
		w.skip(t.url, document.ReasonOf(err), err)
		return nil
	}
	page := Page{URL: t.url, Visit: got.visit}
	page.Visit.Listed = true
	for i, item := range parsed.Items {
		entry := feed.EntryOf(d, parsed, item)
		if link, err := cleanURL(item.Link); err == nil && isTeaser(item, entry) {
			page.Visit.Links = append(page.Visit.Links, link.String())
			w.add(task{url: link.String(), away: true, said: saidOf(entry.Article), entry: entry})
			continue
		}
		err := entry.Yield(func(a corpus.Article) error {
			page.Articles = append(page.Articles, a)
			return nil
		})
		if err != nil {
			w.skips = append(w.skips, corpus.Skip{Input: t.url, Place: fmt.Sprintf("entry %d", i+1), Reason: document.ReasonOf(err), Err: err})
		}
	}
	if len(parsed.Items) == 0 {
		w.skip(t.url, corpus.ReasonEmpty, errors.New("a feed without entries"))
	}
	return w.yield(page)
}

// teaser passes on what a feed has of a text whose page cannot be read.
func (w *walk) teaser(t task) error {
	page := Page{URL: t.url, Visit: Visit{Said: t.said, Teaser: true}}
	err := t.entry.Yield(func(a corpus.Article) error {
		a.ID = t.url
		page.Articles = append(page.Articles, a)
		return nil
	})
	if err != nil {
		return nil // an entry without text: that its page cannot be read was told
	}
	return w.yield(page)
}

// isTeaser reports an entry that has a short summary and no content.
func isTeaser(item *gofeed.Item, e *feed.Entry) bool {
	text := strings.TrimSpace(e.Text())
	if strings.TrimSpace(item.Content) != "" && len(item.Content) > len(item.Description) && len(text) > maxTeaserText/2 {
		return false
	}
	return len(text) < maxTeaserText || strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "[…]")
}

// saidOf returns what an entry says of itself.
func saidOf(a corpus.Article) Said {
	return Said{Title: a.Title, Language: a.Language, Published: a.Published, Revised: a.Revised}
}

// complete gives an article what its page does not say and the feed does.
func (s Said) complete(a *corpus.Article) {
	a.Title = orDefault(a.Title, s.Title)
	a.Language = orDefault(a.Language, s.Language)
	if a.Published.IsZero() {
		a.Published, a.Revised = s.Published, s.Revised
	}
}
