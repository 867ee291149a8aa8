package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
)

// maxFeed is the most bytes that one feed may have.
const maxFeed = 32 << 20

// readFeed reads RSS, Atom and JSON Feed: one article for each entry, with the content it
// carries or else its summary.
func readFeed(_ context.Context, d *document, yield func(Article) error) error {
	feed, err := parseFeed(d)
	if err != nil {
		return err
	}
	if len(feed.Items) == 0 {
		return refuse(ReasonEmpty, errors.New("a feed without entries"))
	}
	for i, item := range feed.Items {
		err := feedArticle(d, feed, item).yield(yield)
		var r *refused
		if errors.As(err, &r) {
			d.skip(fmt.Sprintf("entry %d", i+1), r.reason, err)
		} else if err != nil {
			return err
		}
	}
	return nil
}

func parseFeed(d *document) (*gofeed.Feed, error) {
	data, err := d.bytes(maxFeed)
	if err != nil {
		return nil, err
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read feed: %w", err)
	}
	return feed, nil
}

// A feedEntry is an article with its blocks still apart.
type feedEntry struct {
	article Article
	blocks  builder
	err     error
}

// text returns the text of the entry as the feed carries it.
func (e *feedEntry) text() string { return e.blocks.text.String() }

func (e *feedEntry) yield(yield func(Article) error) error {
	if e.err != nil {
		return e.err
	}
	return e.blocks.yield(e.article, yield)
}

func feedArticle(d *document, feed *gofeed.Feed, item *gofeed.Item) *feedEntry {
	e := &feedEntry{article: Article{
		ID: d.id + "/" + feedID(item), Source: d.source, Title: strings.ReplaceAll(plainHTML(item.Title), "\n", " "),
		Language: baseLanguage(feed.Language),
	}}
	if isAbsolute(item.Link) {
		e.article.Source = item.Link
	}
	switch {
	case item.PublishedParsed != nil:
		e.article.Published = item.PublishedParsed.UTC()
	case item.UpdatedParsed != nil:
		e.article.Published = item.UpdatedParsed.UTC()
	}
	content := item.Content
	if strings.TrimSpace(content) == "" {
		content = item.Description
	}
	doc, err := parseHTML(content)
	if err != nil {
		e.err = refuse(ReasonMalformed, err)
		return e
	}
	htmlBlocks(&e.blocks, doc, nil)
	return e
}

// feedID returns what names an entry between two readings of its feed.
func feedID(item *gofeed.Item) string {
	for _, id := range []string{item.GUID, item.Link, item.Title} {
		if id = strings.TrimSpace(id); id != "" {
			return id
		}
	}
	return "untitled"
}

// plainHTML returns the text of a title, which feeds write as HTML or as plain text.
func plainHTML(s string) string {
	doc, err := parseHTML(s)
	if err != nil {
		return tidy(s)
	}
	return tidy(innerText(doc))
}
