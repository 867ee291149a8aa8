package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/sandbox"
)

// A Fetcher reads articles from the web, politely: it obeys robots.txt (RFC 9309), asks a
// host for one thing at a time and not too often, and does not ask again for what did not
// change (RFC 9110, section 13). It never connects to a private, loopback or link-local
// address unless allowed. The zero value is ready; it may be used by several goroutines
// and must not be copied once used.
type Fetcher struct {
	AllowPrivate bool           // connect to private and loopback addresses, and use a proxy of the environment
	UserAgent    string         // "" means "verbatim"
	Depth        int            // links followed from the first page, on its site; 0 reads that page only
	Depths       map[string]int // the same, by the address that Read is given, where it is not Depth
	MaxPages     int            // pages read from one URL; 0 means 10,000
	MaxBytes     int64          // bytes of one page, unpacked; 0 means 64 MiB
	Interval     time.Duration  // between two requests to a host; 0 means a second, and less to this machine; robots.txt may ask for more
	Timeout      time.Duration  // for one address, its body and all tries together; 0 means 30 seconds
	Box          *sandbox.Box   // has pages read by other processes; nil reads them in this one, which a hostile one can end

	once   sync.Once
	client *http.Client
	mu     sync.Mutex
	hosts  map[string]*host
}

// A Visit is what a page answered, kept between runs so that it is asked for only what is
// new.
type Visit struct {
	ETag, LastModified string
	Hash               string   // SHA-256 of the content, hexadecimal; "" asks for the page whatever it answered
	Links              []string // what was read because of this page
	Listed             bool     // the page is a feed or a sitemap: Links are what it lists, whatever the depth
	Depth              int      // how many links deep Links were to be followed
	Said               Said     // by the feed that led to the page
	Teaser             bool     // the page could not be read, and what the feed has of its text stands for it
}

// Said is what a feed says of an entry whose text stands on a page of its own. It holds
// where the page does not say it.
type Said struct {
	Title, Language string
	Published       time.Time
	Revised         time.Time
}

// A Page is one address that was read.
type Page struct {
	URL       string
	Visit     Visit
	Unchanged bool             // the page is as it was at the visit that is known; Articles is nil
	Articles  []corpus.Article // their ids begin with URL
}

// Read reads a page, feed or sitemap and what it leads to: the entries of a feed, with the
// full text behind the link where the feed has a teaser; the pages of a sitemap; with
// Depth, the pages of the same site. known returns the visit of the last run to a URL; nil
// knows none. A page that is known and cannot be reached now is passed on as unchanged, with
// a Skip; one that is gone or forbidden is only a Skip. The pages of a host that does not
// answer share one Skip. The error is ctx.Err() or what yield returned.
func (f *Fetcher) Read(ctx context.Context, address string, known func(url string) (Visit, bool), yield func(Page) error) ([]corpus.Skip, error) {
	if known == nil {
		known = func(string) (Visit, bool) { return Visit{}, false }
	}
	w := walk{fetcher: f, known: known, yield: yield, queue: newQueue(), seen: map[string]bool{}, down: map[string]int{}}
	start, err := cleanURL(address)
	if err != nil {
		return []corpus.Skip{{Input: address, Reason: corpus.ReasonUnsupported, Err: err}}, nil
	}
	w.site = start
	w.add(task{url: start.String(), depth: f.depth(address), away: true})
	return w.run(ctx)
}

// depth is how many links are followed from an address.
func (f *Fetcher) depth(address string) int {
	if depth, ok := f.Depths[address]; ok {
		return depth
	}
	return f.Depth
}

// Defaults of a Fetcher.
const (
	defaultPages    = 10_000
	defaultBytes    = 64 << 20
	defaultInterval = time.Second
	localInterval   = 100 * time.Millisecond // to this machine, which nobody else needs
	defaultTimeout  = 30 * time.Second
	maxRedirects    = 5
	maxTries        = 3
)

// A task is a page to be read.
type task struct {
	url   string
	depth int             // links that may be followed from it
	maps  int             // sitemaps that led to it
	away  bool            // it may stand on another site: the user named it, or a feed did
	said  Said            // by the feed that led to it
	text  *corpus.Article // that the feed has of it, nil when it has none, or is as it was
}

// A walk reads one address and what it leads to.
type walk struct {
	fetcher *Fetcher
	known   func(url string) (Visit, bool)
	yield   func(Page) error
	site    *url.URL
	queue   queue
	seen    map[string]bool
	skips   []corpus.Skip
	down    map[string]int // pages of a host that does not answer, after the first
	full    bool           // a task was left out
}

// tellFull says that pages were left out, where some were.
func (w *walk) tellFull() {
	if w.full {
		w.skip(w.site.String(), corpus.ReasonTooLarge, fmt.Errorf("more than %d pages; name a part of the site, or raise the limit", w.maxPages()))
	}
}

func (w *walk) maxPages() int { return orDefault(w.fetcher.MaxPages, defaultPages) }

func orDefault[T comparable](value, other T) T {
	var zero T
	if value == zero {
		return other
	}
	return value
}

// add plans to read a page that was not planned before.
func (w *walk) add(t task) {
	switch {
	case w.seen[t.url]:
	case len(w.seen) >= w.maxPages():
		w.full = true
	default:
		w.seen[t.url] = true
		w.queue.add(t)
	}
}

func (w *walk) skip(address string, reason corpus.Reason, err error) {
	w.skips = append(w.skips, corpus.Skip{Input: address, Reason: reason, Err: err})
}

// prepare says what is known of a page that is to be asked for.
func (w *walk) prepare(t task) answer {
	visit, known := w.known(t.url)
	if t.said == (Said{}) && visit.Said != (Said{}) { // the feed that led here is as it was
		t.said, t.away = visit.Said, true
	}
	if t.depth > visit.Depth && !visit.Listed {
		visit.Hash = "" // nobody looked for links on it
	}
	return answer{task: t, last: visit, known: known}
}

// take passes on what an answer holds. The error is what yield returned.
func (w *walk) take(ctx context.Context, a answer) error {
	t, visit, got := a.task, a.last, a.got
	switch {
	case ctx.Err() != nil:
		return nil // run returns it
	case a.err != nil:
		w.failed(t, a.err)
		switch {
		case a.known && (passing(a.err) || visit.Teaser):
			return w.unchanged(t, visit)
		case t.text != nil:
			return w.teaser(t)
		}
		return nil
	case got.unchanged:
		return w.unchanged(t, got.visit)
	}
	if w.elsewhere(t, got) {
		return nil
	}
	got.visit.Hash, got.visit.Said = got.hash(), t.said
	if a.known && got.visit.Hash == visit.Hash {
		got.visit.Links, got.visit.Listed, got.visit.Depth = visit.Links, visit.Listed, visit.Depth
		return w.unchanged(t, got.visit)
	}
	return w.content(ctx, t, got)
}

// elsewhere reports whether redirects led to a page that was read, or that may not be.
func (w *walk) elsewhere(t task, got *fetched) bool {
	at, err := cleanURL(got.url)
	if err != nil || at.String() == t.url {
		return false
	}
	if w.seen[at.String()] {
		return true
	}
	if !t.away && !sameSite(at, w.site) {
		w.skip(t.url, corpus.ReasonForbidden, fmt.Errorf("leads to another site, %s; give its address to read it", at.Host))
		return true
	}
	w.seen[at.String()] = true
	return false
}

// unchanged passes on a page that is as it was, and plans to read what it led to.
func (w *walk) unchanged(t task, visit Visit) error {
	for _, link := range visit.Links {
		switch {
		case visit.Listed:
			w.add(task{url: link, maps: t.maps + 1})
		case t.depth > 0:
			w.add(task{url: link, depth: t.depth - 1})
		}
	}
	return w.yield(Page{URL: t.url, Visit: visit, Unchanged: true})
}

// content reads what a page holds.
func (w *walk) content(ctx context.Context, t task, got *fetched) error {
	found, articles, err := w.digest(ctx, t, got)
	if err != nil {
		return err
	}
	switch found.Form {
	case formSitemap:
		return w.sitemap(t, got, found)
	case formFeed:
		return w.feed(t, got, found, articles)
	}
	page := Page{URL: t.url, Visit: got.visit, Articles: articles}
	page.Visit.Depth = t.depth
	for i := range page.Articles {
		t.said.complete(&page.Articles[i])
	}
	for _, link := range found.Links[:min(len(found.Links), maxLinks)] {
		if link, ok := onSite(link, w.site); ok && t.depth > 0 { // the child says so; it is looked at again
			page.Visit.Links = append(page.Visit.Links, link)
			w.add(task{url: link, depth: t.depth - 1})
		}
	}
	return w.yield(page)
}
