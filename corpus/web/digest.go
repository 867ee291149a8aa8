package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html/charset"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/format"
	"verbatim/corpus/sandbox"
)

// DigestKind is the kind of sandbox job that makes a digest of a page. A child that is to do
// it has [HandlePage] for it.
const DigestKind sandbox.Kind = "page"

// A digest is what was made of a page besides its articles.
type digest struct {
	Form    form
	Links   []string // of a page, if asked for, or of a sitemap
	Broken  string   // why a sitemap ends before its end, "" when it does not
	Entries []entry  // of a feed
}

// A form is what a page turned out to be.
type form string

const (
	formPage    form = "page"
	formFeed    form = "feed"
	formSitemap form = "sitemap"
)

// An asking says how a page is to be read.
type asking struct {
	Charset string   // that its server named, "" for none
	Packed  bool     // it may be a gzip file
	Limit   int64    // bytes, unpacked
	Links   bool     // to pages of its site are wanted
	Feeds   bool     // and those to feeds of its site
	Robots  []string // what the header X-Robots-Tag says
	Agent   string   // that asks
	Site    string
}

// HandlePage makes articles and a digest of a page.
func HandlePage(ctx context.Context, ask []byte, d *document.Document, yield func(corpus.Article) error) (any, error) {
	var how asking
	if err := json.Unmarshal(ask, &how); err != nil {
		return nil, err
	}
	body, err := how.body(d)
	if err != nil {
		return nil, err
	}
	r := bytes.NewReader(body)
	d.Reader, d.At, d.Size = r, r, int64(len(body))
	switch root := rootOf(d.Name, body); {
	case root == "urlset" || root == "sitemapindex":
		return digestSitemap(body), nil
	case root == "rss" || root == "feed" || root == "RDF" || isJSONFeed(d.Name, body):
		return digestFeed(d, yield)
	case isTextSitemap(d.Name, body):
		return digest{Form: formSitemap, Links: linesOf(string(body))}, nil
	}
	return how.page(ctx, d, body, yield)
}

// page reads a page that is neither a feed nor a sitemap, and may say that it is not to be read.
func (a asking) page(ctx context.Context, d *document.Document, body []byte, yield func(corpus.Article) error) (any, error) {
	found, wish := digest{Form: formPage}, wishOf(a.Robots, a.Agent)
	if d.Name == pageName && (a.Links || a.Feeds || mentionsWish.Match(body)) {
		wish.add(a.look(d.Source, body, &found))
	}
	if wish.noFollow {
		found.Links = nil
	}
	if wish.noIndex {
		d.Skip("", corpus.ReasonForbidden, errors.New("it asks not to be indexed (noindex)"))
		return found, nil
	}
	return found, format.Read(ctx, d, yield)
}

// body returns the bytes of a page, unpacked and in the charset that its format expects.
func (a asking) body(d *document.Document) ([]byte, error) {
	body, err := d.Bytes(a.Limit)
	if err != nil {
		return nil, err
	}
	if a.Packed {
		if body, err = unpack(body, a.Limit); err != nil {
			return nil, err
		}
	}
	if a.Charset != "" {
		if r, err := charset.NewReaderLabel(a.Charset, bytes.NewReader(body)); err == nil {
			if decoded, err := io.ReadAll(r); err == nil {
				return decoded, nil
			}
		}
	}
	return body, nil
}

// unpack returns what is inside a page that is a gzip file, as sitemaps often are.
func unpack(body []byte, limit int64) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, document.Refuse(corpus.ReasonMalformed, fmt.Errorf("read gzip: %w", err))
	}
	body, err = io.ReadAll(io.LimitReader(z, limit+1))
	if err != nil {
		return nil, document.Refuse(corpus.ReasonMalformed, fmt.Errorf("read gzip: %w", err))
	}
	if int64(len(body)) > limit {
		return nil, tooLargePage(limit)
	}
	return body, nil
}

// rootOf returns the first element of a page that is XML and no HTML.
func rootOf(name string, body []byte) string {
	head := body[:min(len(body), document.MaxHead)]
	if name == pageName && !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<?xml")) || !bytes.Contains(head, []byte("<")) {
		return ""
	}
	return document.RootElement(head)
}

// isJSONFeed reports whether a page is a JSON Feed.
func isJSONFeed(name string, body []byte) bool {
	return strings.HasSuffix(name, ".json") && bytes.Contains(body[:min(len(body), document.MaxHead)], []byte("jsonfeed.org/version"))
}

// digest has a page read, by a child where there is a sandbox. The articles are the page's or
// those of the entries of a feed. Of a page that was given up there are neither. The error is
// ctx.Err(), or says why no child can be started.
func (w *walk) digest(ctx context.Context, t task, got *fetched) (*digest, []corpus.Article, error) {
	var articles []corpus.Article
	keep := func(a corpus.Article) error { articles = append(articles, a); return nil }
	how := asking{
		Charset: got.charset, Packed: got.packed, Limit: orDefault(w.fetcher.MaxBytes, defaultBytes), Robots: got.robots, Agent: w.fetcher.agent(),
		Links: t.depth > 0, Feeds: t.depth > 0 && t.url == w.site.String(), Site: w.site.String(),
	}
	note, err := w.fetcher.have(ctx, how, got.document(t.url, &w.skips), keep)
	if err != nil || note == nil {
		return &digest{}, nil, err
	}
	var found digest
	if err := json.Unmarshal(note, &found); err != nil {
		return nil, nil, fmt.Errorf("read %s: what its reader says makes no sense: %w", t.url, err)
	}
	return &found, articles, nil
}

// have has a page read by a child, or by this process where there is no sandbox.
func (f *Fetcher) have(ctx context.Context, how asking, d *document.Document, yield func(corpus.Article) error) ([]byte, error) {
	turn, err := f.Box.Extra(ctx)
	if err != nil {
		return nil, err
	}
	defer turn.Done()
	if turn != nil {
		return turn.Read(ctx, DigestKind, how, d, yield)
	}
	ask, err := json.Marshal(how)
	if err != nil {
		return nil, err
	}
	note, err := HandlePage(ctx, ask, d, yield)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		d.Skip("", document.ReasonOf(err), err)
		return nil, nil
	}
	return json.Marshal(note)
}

// siteOf parses an address that this program has written.
func siteOf(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil {
		return &url.URL{}
	}
	return u
}
