package web

import (
	"fmt"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/format/feed"
)

// maxTeaserText is the most bytes of a summary that is taken for a teaser.
const maxTeaserText = 600

// An entry is what a feed says of one of its entries. Those that have text have an article.
type entry struct {
	Link    string // of its page, "" for none
	Teaser  bool   // the text stands behind the link
	Article bool
	Said    Said
}

// digestFeed yields the articles of a feed's entries, and says which are only the beginning of
// a page's.
func digestFeed(d *document.Document, yield func(corpus.Article) error) (any, error) {
	parsed, err := feed.Parse(d)
	if err != nil {
		return nil, err
	}
	found := digest{Form: formFeed}
	for i, item := range parsed.Items {
		of := feed.EntryOf(d, item)
		e := entry{Said: saidOf(of.Article)}
		if link, err := cleanURL(item.Link); err == nil {
			e.Link, e.Teaser = link.String(), isTeaser(item, of)
		}
		err := of.Yield(yield)
		if e.Article = err == nil; !e.Article && !e.Teaser {
			d.Skip(fmt.Sprintf("entry %d", i+1), document.ReasonOf(err), err)
		}
		found.Entries = append(found.Entries, e)
	}
	parsed.Tell(d)
	return found, nil
}

// feed passes on the entries that carry their text, and plans to read the pages behind the
// others; of a feed that a page of the site led to, which has those pages too, behind all.
func (w *walk) feed(t task, got *fetched, found *digest, articles []corpus.Article) error {
	page := Page{URL: t.url, Visit: got.visit}
	page.Visit.Listed = true
	for _, e := range found.Entries {
		var text *corpus.Article
		if e.Article && len(articles) > 0 {
			text, articles = &articles[0], articles[1:]
		}
		link, err := cleanURL(e.Link)
		switch {
		case err == nil && !t.away && !sameSite(link, w.site):
			// a page of another site, which nobody named
		case err == nil && (e.Teaser || !t.away):
			page.Visit.Links = append(page.Visit.Links, link.String())
			w.add(task{url: link.String(), away: true, said: e.Said, text: text})
		case text != nil:
			page.Articles = append(page.Articles, *text)
		}
	}
	return w.yield(page)
}

// teaser passes on what a feed has of a text whose page cannot be read.
func (w *walk) teaser(t task) error {
	a := *t.text
	a.ID = t.url
	return w.yield(Page{URL: t.url, Visit: Visit{Said: t.said, Teaser: true}, Articles: []corpus.Article{a}})
}

// isTeaser reports an entry that has a short summary and no content.
func isTeaser(item feed.Item, e *feed.Entry) bool {
	text := strings.TrimSpace(e.Text())
	if strings.TrimSpace(item.Content) != "" && len(item.Content) > len(item.Summary) && len(text) > maxTeaserText/2 {
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
