package html

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/markup"
)

// Read reads one saved or fetched page: its article, without what surrounds it.
func Read(_ context.Context, d *document.Document, yield func(corpus.Article) error) error {
	data, err := d.Bytes(markup.MaxBytes)
	if err != nil {
		return err
	}
	text, err := markup.Decode(data)
	if err != nil {
		return err
	}
	doc, err := markup.Parse(text)
	if err != nil {
		return err
	}
	a := factsOf(doc, d.Source).article(d)
	var b document.Builder
	newPage(doc).blocks(&b)
	if len(b.Blocks) == 0 && strings.Contains(text, "<script") {
		return document.Refuse(corpus.ReasonEmpty, errors.New("a page without text, perhaps one that scripts fill in; save it from a browser"))
	}
	return b.Yield(a, yield)
}

// facts is what the head of a page says of it.
type facts struct {
	title, source, language string
	meta                    document.Metadata
}

// article starts the article of a page.
func (f facts) article(d *document.Document) corpus.Article {
	a := corpus.Article{
		ID: d.ID, Source: d.Source, Title: f.title, Language: f.language,
		Published: f.meta.Date(publishedNames...), Revised: f.meta.Date(revisedNames...),
	}
	if f.source != "" {
		a.Source = f.source
	}
	return a
}

// canonical returns the address a page gives for itself. One that was fetched may name
// another place on its own site only.
func canonical(source, link string) string {
	at, err := url.Parse(source)
	if err != nil || !document.IsAbsolute(source) {
		at = &url.URL{}
	}
	u, err := at.Parse(link)
	if err != nil || !document.IsAbsolute(u.String()) {
		return ""
	}
	if at.Host != "" && document.SiteName(u.Hostname()) != document.SiteName(at.Hostname()) {
		return ""
	}
	return u.String()
}
