package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// readXML reads the kinds of XML that hold articles, told by their first element.
func readXML(ctx context.Context, d *Document, yield func(Article) error) error {
	switch root := RootElement(d.head()); root {
	case "rss", "feed", "RDF":
		return readFeed(ctx, d, yield)
	case "mediawiki":
		return readMediaWiki(ctx, d, yield)
	case "html":
		return readHTML(ctx, d, yield)
	case "urlset", "sitemapindex":
		return Refuse(ReasonUnsupported, errors.New("a sitemap; give its URL instead of a file"))
	case "":
		return errors.New("read XML: no element at its start")
	default:
		return Refuse(ReasonUnsupported, fmt.Errorf("no reader for XML with <%s>; known are feeds and MediaWiki dumps", root))
	}
}

// readJSON reads the kinds of JSON that hold articles.
func readJSON(ctx context.Context, d *Document, yield func(Article) error) error {
	head := d.head()
	switch {
	case bytes.Contains(head, []byte("jsonfeed.org/version")):
		return readFeed(ctx, d, yield)
	case bytes.Contains(head, []byte(`"guild"`)) && bytes.Contains(head, []byte(`"channel"`)):
		return readDiscord(ctx, d, yield)
	}
	return Refuse(ReasonUnsupported, errors.New("no reader for this JSON; known are JSON Feed and exports of DiscordChatExporter; write articles as JSON lines (.jsonl)"))
}
