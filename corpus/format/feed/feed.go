package feed

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/language"
	"verbatim/corpus/markup"
)

// maxFeed is the most bytes that one feed may have.
const maxFeed = 32 << 20

// Read reads RSS, Atom and JSON Feed: one article for each entry.
func Read(_ context.Context, d *document.Document, yield func(corpus.Article) error) error {
	feed, err := Parse(d)
	if err != nil {
		return err
	}
	for i, item := range feed.Items {
		err := EntryOf(d, item).Yield(yield)
		var r *document.Refused
		if errors.As(err, &r) {
			d.Skip(fmt.Sprintf("entry %d", i+1), r.Reason, err)
		} else if err != nil {
			return err
		}
	}
	feed.Tell(d)
	return nil
}

// A Feed is what could be read of a feed.
type Feed struct {
	Items  []Item
	Broken error // why there may be more, nil when it was read to its end
}

// Tell records what is missing of a feed.
func (f *Feed) Tell(d *document.Document) {
	switch {
	case f.Broken != nil && len(f.Items) > 0:
		d.Skip(fmt.Sprintf("after entry %d", len(f.Items)), corpus.ReasonMalformed, f.Broken)
	case f.Broken != nil:
		d.Skip("", corpus.ReasonMalformed, f.Broken)
	case len(f.Items) == 0:
		d.Skip("", corpus.ReasonEmpty, errors.New("a feed without entries"))
	}
}

// An Item is what a feed says of one entry.
type Item struct {
	ID, Link           string // Link is absolute, or ""
	Title              string // plain text
	Content            string // HTML, "" when the feed has only a summary
	Summary            string // HTML
	Language           string // as the feed names it
	Published, Changed string // dates as they were written
	Status, Kind       string // in the backup of a site: whether it is published, and what it is
}

// Parse parses a feed of up to 32 MiB.
func Parse(d *document.Document) (*Feed, error) {
	data, err := d.Bytes(maxFeed)
	if err != nil {
		return nil, err
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		return parseJSON(text)
	}
	return parseXML(text, d.Source)
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

// EntryOf makes an article of one item of a feed that stands in d: of its content, or of its
// summary where that holds no text.
func EntryOf(d *document.Document, item Item) *Entry {
	e := &Entry{Article: corpus.Article{
		ID: d.ID + "/" + item.name(), Source: d.Source, Title: strings.ReplaceAll(item.Title, "\n", " "), Language: language.Tag(item.Language),
	}}
	if item.Link != "" {
		e.Article.Source = item.Link
	}
	e.Article.Published, e.Article.Revised = document.Dates(dateOf(item.Published), dateOf(item.Changed))
	if e.err = item.unpublished(); e.err != nil {
		return e
	}
	if item.Kind != "" {
		item.Content = withoutShortcodes(item.Content)
	}
	for _, text := range []string{item.Content, item.Summary} {
		doc, err := markup.Parse(text)
		if err != nil {
			e.err = document.Refuse(corpus.ReasonMalformed, err)
			return e
		}
		if markup.Blocks(&e.blocks, doc, nil); len(e.blocks.Blocks) > 0 {
			break
		}
	}
	return e
}

// name returns what names an entry between two readings of its feed.
func (i *Item) name() string {
	for _, id := range []string{i.ID, i.Link, i.Title} {
		if id = strings.TrimSpace(id); id != "" {
			return id
		}
	}
	return "untitled"
}

// resolve returns a link as an absolute address, "" where that cannot be made of it.
func resolve(base, link string) string {
	link = strings.TrimSpace(link)
	at, err := url.Parse(base)
	if err != nil {
		at = &url.URL{}
	}
	u, err := at.Parse(link)
	if link == "" || err != nil || !document.IsAbsolute(u.String()) {
		return ""
	}
	return u.String()
}
