package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// maxHTML is the most bytes that one page may have.
const maxHTML = 32 << 20

// readHTML reads one saved or fetched page: its article, without what surrounds it.
func readHTML(_ context.Context, d *document, yield func(Article) error) error {
	data, err := d.bytes(maxHTML)
	if err != nil {
		return err
	}
	text, err := decodeHTML(data)
	if err != nil {
		return err
	}
	doc, err := parseHTML(text)
	if err != nil {
		return err
	}
	a := htmlMeta(doc, d.source).article(d)
	var b builder
	newHTMLPage(doc).blocks(&b)
	if len(b.blocks) == 0 && strings.Contains(text, "<script") {
		return refuse(ReasonEmpty, errors.New("a page without text, perhaps one that scripts fill in; save it from a browser"))
	}
	return b.yield(a, yield)
}

// parseHTML parses a page. It refuses elements nested deeper than 512, the limit of
// html.Parse, so that every walk of the tree may recurse.
func parseHTML(text string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("read HTML: %w", err)
	}
	return doc, nil
}

// decodeHTML decodes a page by its byte order mark or the charset it declares, and by
// its bytes where it declares none. A page in UTF-8 that declares something else is
// read as UTF-8.
func decodeHTML(data []byte) (string, error) {
	enc, name, declared := charset.DetermineEncoding(data[:min(len(data), 1024)], "")
	if !declared || name == "utf-8" || (utf8.Valid(data) && name != "iso-2022-jp") {
		return decode(data)
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", refuse(ReasonMalformed, fmt.Errorf("decode %s: %w", name, err))
	}
	return decode(bytes.TrimPrefix(text, []byte("\ufeff")))
}

// pageFacts is what the head of a page says of it.
type pageFacts struct {
	title, source, language string
	meta                    metadata
}

// article starts the article of a page.
func (f pageFacts) article(d *document) Article {
	a := Article{ID: d.id, Source: d.source, Title: f.title, Language: f.language, Published: f.meta.date(dateNames...)}
	if f.source != "" {
		a.Source = f.source
	}
	return a
}

// canonical returns the address a page gives for itself. One that was fetched may name
// another place on its own site only.
func canonical(source, link string) string {
	at, err := url.Parse(source)
	if err != nil || !isAbsolute(source) {
		at = &url.URL{}
	}
	u, err := at.Parse(link)
	if err != nil || !isAbsolute(u.String()) {
		return ""
	}
	if at.Host != "" && siteName(u.Hostname()) != siteName(at.Hostname()) {
		return ""
	}
	return u.String()
}

func siteName(host string) string {
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}
