package update

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"sync"

	"verbatim/corpus"
	"verbatim/corpus/web"
)

// crawlsAtOnce is how many URLs are crawled at the same time. Those on one host still ask it
// for one page at a time.
const crawlsAtOnce = 64

// maxFetched is the most bytes of packed pages that wait for the turns of their inputs, besides
// the one page that is always let through: some 10,000 pages.
const maxFetched = 64 << 20

// A crawl fetches the pages of one URL and of what it leads to. It does not wait for the turn
// of its input, so that a site that is slow holds up the fetching of no other; its pages wait for
// that, packed.
type crawl struct {
	task task
	size share // that its pages have of the budget for what was fetched

	mu      sync.Mutex
	changed sync.Cond
	pages   [][]byte
	ended   bool // the next two are complete
	skips   []corpus.Skip
	err     error
}

// crawlsOf returns the crawls of the tasks that are URLs to be asked for, in their order.
func crawlsOf(tasks []task) (all []*crawl) {
	for _, t := range tasks {
		if t.crawled() {
			c := &crawl{task: t}
			c.changed.L = &c.mu
			all = append(all, c)
		}
	}
	return all
}

// crawled reports whether an input is a URL that is to be asked for.
func (t *task) crawled() bool { return !t.keep && t.input.IsURL() }

// crawl runs the crawls, begun in their order: the first of them that has not ended has always
// begun, and what is fetched by those after it may wait for it.
func (s *stream) crawl(ctx context.Context, crawls []*crawl) {
	running := make(chan struct{}, crawlsAtOnce)
	for _, c := range crawls {
		select {
		case running <- struct{}{}:
			s.work.Go(func() {
				defer func() { <-running }()
				c.end(s.fetch(ctx, c))
			})
		case <-ctx.Done():
			c.end(nil, ctx.Err())
		}
	}
}

// fetch asks for the pages of a crawl.
func (s *stream) fetch(ctx context.Context, c *crawl) ([]corpus.Skip, error) {
	var failed error
	known := func(url string) (web.Visit, bool) {
		r, ok, err := s.lastVisit(ctx, c.task, url)
		if err != nil {
			failed = err
		}
		return r.Visit, ok
	}
	skips, err := s.fetcher.Read(ctx, c.task.input.Key, known, func(p web.Page) error {
		if failed != nil {
			return failed
		}
		packed, err := pack(p)
		if err != nil {
			return err
		}
		if err := s.fetched.take(ctx, &c.size, int64(len(packed))); err != nil {
			return err
		}
		c.put(packed)
		return nil
	})
	if err == nil {
		err = failed
	}
	return skips, err
}

// put has a page wait.
func (c *crawl) put(packed []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pages = append(c.pages, packed)
	c.changed.Signal()
}

// end says how the crawl ended.
func (c *crawl) end(skips []corpus.Skip, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended, c.skips, c.err = true, skips, err
	c.changed.Signal()
}

// next waits for a page, and returns nil when the crawl has ended and all were taken.
func (c *crawl) next() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.pages) == 0 && !c.ended {
		c.changed.Wait()
	}
	if len(c.pages) == 0 {
		return nil
	}
	packed := c.pages[0]
	c.pages[0], c.pages = nil, c.pages[1:]
	return packed
}

// pack returns the bytes of a page, a few for many: pages of a site look much alike, and so do
// their links.
func pack(p web.Page) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	articles := p.Articles
	p.Articles = nil // each follows by itself: what is encoded at once must not be too large
	e := gob.NewEncoder(w)
	err = e.Encode(p)
	for i := 0; err == nil && i < len(articles); i++ {
		err = e.Encode(articles[i])
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, fmt.Errorf("pack %s: %w", p.URL, err)
	}
	return out.Bytes(), nil
}

// unpack returns what pack was given.
func unpack(packed []byte) (p web.Page, err error) {
	d := gob.NewDecoder(flate.NewReader(bytes.NewReader(packed)))
	if err := d.Decode(&p); err != nil {
		return p, fmt.Errorf("unpack a page: %w", err)
	}
	for {
		var a corpus.Article
		switch err := d.Decode(&a); {
		case errors.Is(err, io.EOF):
			return p, nil
		case err != nil:
			return p, fmt.Errorf("unpack %s: %w", p.URL, err)
		}
		p.Articles = append(p.Articles, a)
	}
}
