package corpus

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// sniffed is how many bytes of a file tell what kind of XML or JSON it is.
const sniffed = 64 << 10

// head returns the first bytes of a document and leaves its reader at the start.
func (d *document) head() []byte {
	r := bufio.NewReaderSize(d.reader, sniffed)
	d.reader = r
	head, _ := r.Peek(sniffed) // a short file has a short head
	return head
}

// readXML reads the kinds of XML that hold articles, told by their first element.
func readXML(ctx context.Context, d *document, yield func(Article) error) error {
	switch root := rootElement(d.head()); root {
	case "rss", "feed", "RDF":
		return readFeed(ctx, d, yield)
	case "mediawiki":
		return readMediaWiki(ctx, d, yield)
	case "html":
		return readHTML(ctx, d, yield)
	case "urlset", "sitemapindex":
		return refuse(ReasonUnsupported, errors.New("a sitemap; give its URL instead of a file"))
	case "":
		return errors.New("read XML: no element at its start")
	default:
		return refuse(ReasonUnsupported, fmt.Errorf("no reader for XML with <%s>; known are feeds and MediaWiki dumps", root))
	}
}

// rootElement returns the local name of the first element.
func rootElement(head []byte) string {
	dec := xml.NewDecoder(bytes.NewReader(head))
	dec.Strict = false
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // names of elements are ASCII
	for {
		token, err := dec.RawToken()
		if err != nil {
			return ""
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name.Local
		}
	}
}

// readJSON reads the kinds of JSON that hold articles.
func readJSON(ctx context.Context, d *document, yield func(Article) error) error {
	head := d.head()
	switch {
	case bytes.Contains(head, []byte("jsonfeed.org/version")):
		return readFeed(ctx, d, yield)
	case bytes.Contains(head, []byte(`"guild"`)) && bytes.Contains(head, []byte(`"channel"`)):
		return readDiscord(ctx, d, yield)
	}
	return refuse(ReasonUnsupported, errors.New("no reader for this JSON; known are JSON Feed and exports of DiscordChatExporter; write articles as JSON lines (.jsonl)"))
}
