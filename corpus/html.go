package corpus

import (
	"context"
	"errors"
	"net/url"
	"strings"
)

// ReadHTML reads one saved or fetched page: its article, without what surrounds it.
func ReadHTML(_ context.Context, d *Document, yield func(Article) error) error {
	data, err := d.bytes(maxHTML)
	if err != nil {
		return err
	}
	text, err := DecodeHTML(data)
	if err != nil {
		return err
	}
	doc, err := ParseHTML(text)
	if err != nil {
		return err
	}
	a := htmlMeta(doc, d.Source).article(d)
	var b Builder
	newHTMLPage(doc).blocks(&b)
	if len(b.Blocks) == 0 && strings.Contains(text, "<script") {
		return Refuse(ReasonEmpty, errors.New("a page without text, perhaps one that scripts fill in; save it from a browser"))
	}
	return b.Yield(a, yield)
}

// pageFacts is what the head of a page says of it.
type pageFacts struct {
	title, source, language string
	meta                    Metadata
}

// article starts the article of a page.
func (f pageFacts) article(d *Document) Article {
	a := Article{ID: d.ID, Source: d.Source, Title: f.title, Language: f.language, Published: f.meta.date(dateNames...)}
	if f.source != "" {
		a.Source = f.source
	}
	return a
}

// canonical returns the address a page gives for itself. One that was fetched may name
// another place on its own site only.
func canonical(source, link string) string {
	at, err := url.Parse(source)
	if err != nil || !IsAbsolute(source) {
		at = &url.URL{}
	}
	u, err := at.Parse(link)
	if err != nil || !IsAbsolute(u.String()) {
		return ""
	}
	if at.Host != "" && SiteName(u.Hostname()) != SiteName(at.Hostname()) {
		return ""
	}
	return u.String()
}
