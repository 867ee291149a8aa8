package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/language"
	"verbatim/corpus/markup"
)

// maxFeed is the most bytes that one feed may have.
const maxFeed = 32 << 20

// Read reads RSS, Atom and JSON Feed: one article for each entry, with the content it
// carries or else its summary.
func Read(_ context.Context, d *document.Document, yield func(corpus.Article) error) error {
	feed, err := Parse(d)
	if err != nil {
		return err
	}
	if len(feed.Items) == 0 {
		return document.Refuse(corpus.ReasonEmpty, errors.New("a feed without entries"))
	}
	for i, item := range feed.Items {
		err := EntryOf(d, feed, item).Yield(yield)
		var r *document.Refused
		if errors.As(err, &r) {
			d.Skip(fmt.Sprintf("entry %d", i+1), r.Reason, err)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// Parse parses a feed of up to 32 MiB.
func Parse(d *document.Document) (*gofeed.Feed, error) {
	data, err := d.Bytes(maxFeed)
	if err != nil {
		return nil, err
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read feed: %w", err)
	}
	return feed, nil
}

// An Entry is an article with its blocks still apart.
type Entry struct {
	Article corpus.Article
	blocks  document.Builder
	err     error
}

// Text returns the text of the entry as the feed carries it.
func (e *Entry) Text() string { return e.blocks.String() }

// Yield passes the article on, or refuses an entry without text.
func (e *Entry) Yield(yield func(corpus.Article) error) error {
	if e.err != nil {
		return e.err
	}
	return e.blocks.Yield(e.Article, yield)
}

// EntryOf makes an article of one item of a feed that stands in d.
func EntryOf(d *document.Document, feed *gofeed.Feed, item *gofeed.Item) *Entry {
	e := &Entry{Article: corpus.Article{
		ID: d.ID + "/" + feedID(item), Source: d.Source, Title: strings.ReplaceAll(plainHTML(item.Title), "\n", " "),
		Language: language.Tag(feed.Language),
	}}
	if document.IsAbsolute(item.Link) {
		e.Article.Source = item.Link
	}
	e.Article.Published, e.Article.Revised = document.Dates(at(item.PublishedParsed), at(item.UpdatedParsed))
	content := item.Content
	if strings.TrimSpace(content) == "" {
		content = item.Description
	}
	doc, err := markup.Parse(content)
	if err != nil {
		e.err = document.Refuse(corpus.ReasonMalformed, err)
		return e
	}
	markup.Blocks(&e.blocks, doc, nil)
	return e
}

// at returns a time that a feed may leave out.
func at(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
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
	doc, err := markup.Parse(s)
	if err != nil {
		return document.Tidy(s)
	}
	return document.Tidy(markup.InnerText(doc))
}
