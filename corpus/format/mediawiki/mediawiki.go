package mediawiki

import (
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/language"
)

// maxPage is the most bytes of XML that one page of a dump may have.
const maxPage = 32 << 20

// Read streams a dump of a wiki (mediawiki.org/xml/export-0.11): one article for
// each page of its texts, redirects left out. Pages of other namespaces are counted.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	budget := &document.BoundedReader{R: d.Reader, Left: maxPage}
	dec := xml.NewDecoder(bufio.NewReaderSize(budget, 64<<10))
	dec.CharsetReader = document.PassCharset
	dec.Strict, dec.Entity = false, xml.HTMLEntity // one bare "&" must not end a dump
	site := site{doc: d, namespaces: map[int]string{}, left: map[int]int{}}
	for pages := 0; ; {
		budget.Left = maxPage
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			if pages == 0 {
				return document.Refuse(corpus.ReasonEmpty, errors.New("a dump without pages"))
			}
			site.report()
			return nil
		}
		if err != nil {
			return fmt.Errorf("read MediaWiki dump after page %d: %w", pages, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "mediawiki":
			site.language = language.Tag(document.XMLAttr(start, "lang"))
		case "base":
			err = dec.DecodeElement(&site.base, &start)
		case "sitename":
			err = dec.DecodeElement(&site.name, &start)
		case "namespace":
			err = site.namespace(dec, start)
		case "page":
			pages++
			err = site.page(ctx, dec, start, pages, yield)
		}
		if err != nil {
			return err
		}
	}
}

// A site is what a dump says of its wiki.
type site struct {
	doc                  *document.Document
	base, name, language string         // URL of the main page; as people call it; base tag
	namespaces           map[int]string // their names, as far as the dump tells
	left                 map[int]int    // pages that are left out, by namespace
}

// A page is one page with its last revision in the dump.
type page struct {
	Title     string    `xml:"title"`
	Namespace int       `xml:"ns"`
	Redirect  *struct{} `xml:"redirect"`
	Revisions []struct {
		Time  string `xml:"timestamp"`
		Model string `xml:"model"`
		Text  string `xml:"text"`
	} `xml:"revision"`
}

func (s *site) page(ctx context.Context, dec *xml.Decoder, start xml.StartElement, n int, yield func(corpus.Article) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var p page
	if err := dec.DecodeElement(&p, &start); err != nil {
		return fmt.Errorf("read MediaWiki dump, page %d: %w", n, err)
	}
	if p.Redirect != nil || len(p.Revisions) == 0 {
		return nil
	}
	last := p.Revisions[len(p.Revisions)-1]
	if !s.holdsText(p.Namespace) || last.Model != "" && last.Model != "wikitext" {
		s.left[p.Namespace]++
		return nil
	}
	a := corpus.Article{ID: s.doc.ID + "/" + p.Title, Title: p.Title, Source: s.link(p.Title), Language: s.language}
	if t, err := time.Parse(time.RFC3339, last.Time); err == nil {
		a.Published = t.UTC()
	}
	var b document.Builder
	t := text{title: p.Title, site: s.name}
	t.blocks(&b, last.Text)
	err := b.Yield(a, yield)
	var r *document.Refused
	if errors.As(err, &r) {
		s.doc.Skip("page "+p.Title, r.Reason, err)
		return nil
	}
	return err
}

// link returns the address of a page beside the main page, or the dump's own name.
func (s *site) link(title string) string {
	at := strings.LastIndex(s.base, "/")
	if !document.IsAbsolute(s.base) || at < len("https://x") {
		return s.doc.Source
	}
	return s.base[:at+1] + (&url.URL{Path: strings.ReplaceAll(title, " ", "_")}).EscapedPath()
}
