package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Bounds of sitemaps (sitemaps.org/protocol.html).
const (
	maxSitemapURLs = 50_000
	maxSitemaps    = 3 // an index may name sitemaps; more levels are tolerated
)

// sitemap plans to read the pages a sitemap lists, on its own site, and the sitemaps an
// index names.
func (w *walk) sitemap(t task, got *fetched, found *digest) error {
	if found.Broken != "" {
		w.skip(t.url, corpus.ReasonMalformed, errors.New(found.Broken))
	}
	if t.maps >= maxSitemaps {
		w.skip(t.url, corpus.ReasonTooLarge, fmt.Errorf("more than %d sitemaps inside each other", maxSitemaps))
		return nil
	}
	if len(found.Links) == 0 && found.Broken == "" {
		w.skip(t.url, corpus.ReasonEmpty, errors.New("a sitemap without pages"))
	}
	got.visit.Listed = true
	foreign := 0
	for _, link := range found.Links[:min(len(found.Links), maxSitemapURLs)] {
		u, err := cleanURL(link)
		if err != nil || !sameSite(u, w.site) {
			foreign++
			continue
		}
		got.visit.Links = append(got.visit.Links, u.String())
		w.add(task{url: u.String(), maps: t.maps + 1})
	}
	if foreign > 0 {
		w.skip(t.url, corpus.ReasonForbidden, fmt.Errorf("%d addresses of other sites in the sitemap; give their sitemaps too", foreign))
	}
	return w.yield(Page{URL: t.url, Visit: got.visit})
}

// isTextSitemap reports a text that is nothing but addresses, one a line (sitemaps.org).
func isTextSitemap(name string, body []byte) bool {
	if !strings.HasSuffix(name, ".txt") {
		return false
	}
	head := string(body[:min(len(body), document.MaxHead)])
	if at := strings.LastIndexByte(head, '\n'); at >= 0 && len(head) < len(body) {
		head = head[:at] // the last line may be cut
	}
	lines := linesOf(head)
	return len(lines) > 0 && !slices.ContainsFunc(lines, func(line string) bool {
		return strings.ContainsAny(line, " \t") || !document.IsAbsolute(line)
	})
}

// linesOf returns the lines of a text that are not blank.
func linesOf(text string) []string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r", "\n")) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// digestSitemap says what a sitemap lists.
func digestSitemap(body []byte) digest {
	links, err := sitemapLinks(body)
	found := digest{Form: formSitemap, Links: links}
	if err != nil {
		found.Broken = err.Error()
	}
	return found
}

// sitemapLinks returns the addresses in a sitemap or index, and those before an error.
func sitemapLinks(body []byte) ([]string, error) {
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.CharsetReader = document.PassCharset
	dec.Strict = false
	var links []string
	for len(links) < maxSitemapURLs {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return links, nil
		}
		if err != nil {
			return links, fmt.Errorf("read sitemap after %d addresses: %w", len(links), err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "loc" || start.Name.Space == "http://www.google.com/schemas/sitemap-image/1.1" {
			continue
		}
		var link string
		if err := dec.DecodeElement(&link, &start); err != nil {
			return links, fmt.Errorf("read sitemap after %d addresses: %w", len(links), err)
		}
		links = append(links, link)
	}
	return links, fmt.Errorf("more than %d addresses in one sitemap", maxSitemapURLs)
}
