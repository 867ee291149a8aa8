package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// A Fetcher reads articles from the web, politely: it obeys robots.txt (RFC 9309), asks a
// host for one thing at a time and not too often, and does not ask again for what did not
// change (RFC 9110, section 13). It never connects to a private, loopback or link-local
// address unless allowed. The zero value is ready; it may be used by several goroutines
// and must not be copied once used.
type Fetcher struct {
	AllowPrivate bool          // connect to private and loopback addresses, and use a proxy of the environment
	UserAgent    string        // "" means "verbatim"
	Depth        int           // links followed from the first page, on its site; 0 reads that page only
	MaxPages     int           // pages read from one URL; 0 means 10,000
	MaxBytes     int64         // bytes of one page, unpacked; 0 means 64 MiB
	Interval     time.Duration // between two requests to a host; 0 means a second, and less to this machine; robots.txt may ask for more
	Timeout      time.Duration // of one request with its body; 0 means a minute

	once   sync.Once
	client *http.Client
	mu     sync.Mutex
	hosts  map[string]*webHost
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
}

// A Page is one address that was read.
type Page struct {
	URL       string
	Visit     Visit
	Unchanged bool      // the page is as it was at the visit that is known; Articles is nil
	Articles  []Article // their ids begin with URL
}

// Read reads a page, feed or sitemap and what it leads to: the entries of a feed, with the
// full text behind the link where the feed has a teaser; the pages of a sitemap; with
// Depth, the pages of the same site. known returns the visit of the last run to a URL; nil
// knows none. A page that is known and cannot be reached now is passed on as unchanged, with
// a Skip; one that is gone or forbidden is only a Skip. The pages of a host that does not
// answer share one Skip. The error is ctx.Err() or what yield returned.
func (f *Fetcher) Read(ctx context.Context, address string, known func(url string) (Visit, bool), yield func(Page) error) ([]Skip, error) {
	if known == nil {
		known = func(string) (Visit, bool) { return Visit{}, false }
	}
	w := webWalk{fetcher: f, known: known, yield: yield, seen: map[string]bool{}, down: map[string]int{}}
	start, err := cleanURL(address)
	if err != nil {
		return []Skip{{Input: address, Reason: ReasonUnsupported, Err: err}}, nil
	}
	w.site = start
	w.add(webTask{url: start.String(), depth: f.Depth, away: true})
	return w.run(ctx)
}

// Defaults of a Fetcher.
const (
	defaultPages    = 10_000
	defaultBytes    = 64 << 20
	defaultInterval = time.Second
	localInterval   = 100 * time.Millisecond // to this machine, which nobody else needs
	defaultTimeout  = time.Minute
	maxRedirects    = 5
	maxTries        = 3
)

// A webTask is a page to be read.
type webTask struct {
	url   string
	depth int        // links that may be followed from it
	maps  int        // sitemaps that led to it
	away  bool       // it may stand on another site: the user named it, or a feed did
	said  Said       // by the feed that led to it
	entry *feedEntry // of that feed, nil when the feed is as it was
}

// A webWalk reads one address and what it leads to.
type webWalk struct {
	fetcher *Fetcher
	known   func(url string) (Visit, bool)
	yield   func(Page) error
	site    *url.URL
	tasks   []webTask
	seen    map[string]bool
	skips   []Skip
	down    map[string]int // pages of a host that does not answer, after the first
	full    bool           // a task was left out
}

func (w *webWalk) run(ctx context.Context) ([]Skip, error) {
	for len(w.tasks) > 0 {
		if err := ctx.Err(); err != nil {
			return w.skips, err
		}
		task := w.tasks[0]
		w.tasks = w.tasks[1:]
		if err := w.visit(ctx, task); err != nil {
			return w.skips, err
		}
		if err := ctx.Err(); err != nil {
			return w.skips, err
		}
	}
	w.tellDown()
	if w.full {
		w.skip(w.site.String(), ReasonTooLarge, fmt.Errorf("more than %d pages; name a part of the site, or raise the limit", w.maxPages()))
	}
	return w.skips, nil
}

func (w *webWalk) maxPages() int { return orDefault(w.fetcher.MaxPages, defaultPages) }

func orDefault[T comparable](value, other T) T {
	var zero T
	if value == zero {
		return other
	}
	return value
}

// add plans to read a page that was not planned before.
func (w *webWalk) add(task webTask) {
	switch {
	case w.seen[task.url]:
	case len(w.seen) >= w.maxPages():
		w.full = true
	default:
		w.seen[task.url] = true
		w.tasks = append(w.tasks, task)
	}
}

func (w *webWalk) skip(address string, reason Reason, err error) {
	w.skips = append(w.skips, Skip{Input: address, Reason: reason, Err: err})
}

// visit reads one page. The error is what yield returned.
func (w *webWalk) visit(ctx context.Context, task webTask) error {
	visit, known := w.known(task.url)
	if task.said == (Said{}) && visit.Said != (Said{}) { // the feed that led here is as it was
		task.said, task.away = visit.Said, true
	}
	if task.depth > visit.Depth && !visit.Listed {
		visit.Hash = "" // nobody looked for links on it
	}
	got, err := w.fetcher.get(ctx, task.url, visit)
	switch {
	case ctx.Err() != nil:
		return nil // run returns it
	case err != nil:
		w.failed(task, err)
		switch {
		case known && (passing(err) || visit.Teaser):
			return w.unchanged(task, visit)
		case task.entry != nil:
			return w.teaser(task)
		}
		return nil
	case got.unchanged:
		return w.unchanged(task, got.visit)
	}
	if w.elsewhere(task, got) {
		return nil
	}
	sum := sha256.Sum256(got.body)
	got.visit.Hash, got.visit.Said = hex.EncodeToString(sum[:]), task.said
	if known && got.visit.Hash == visit.Hash {
		got.visit.Links, got.visit.Listed, got.visit.Depth = visit.Links, visit.Listed, visit.Depth
		return w.unchanged(task, got.visit)
	}
	return w.content(ctx, task, got)
}

// elsewhere reports whether redirects led to a page that was read, or that may not be.
func (w *webWalk) elsewhere(task webTask, got *fetched) bool {
	at, err := cleanURL(got.url)
	if err != nil || at.String() == task.url {
		return false
	}
	if w.seen[at.String()] {
		return true
	}
	if !task.away && !sameSite(at, w.site) {
		w.skip(task.url, ReasonForbidden, fmt.Errorf("leads to another site, %s; give its address to read it", at.Host))
		return true
	}
	w.seen[at.String()] = true
	return false
}

// unchanged passes on a page that is as it was, and plans to read what it led to.
func (w *webWalk) unchanged(task webTask, visit Visit) error {
	for _, link := range visit.Links {
		switch {
		case visit.Listed:
			w.add(webTask{url: link, maps: task.maps + 1})
		case task.depth > 0:
			w.add(webTask{url: link, depth: task.depth - 1})
		}
	}
	return w.yield(Page{URL: task.url, Visit: visit, Unchanged: true})
}

// content reads what a page holds.
func (w *webWalk) content(ctx context.Context, task webTask, got *fetched) error {
	switch root := got.root(); {
	case root == "urlset" || root == "sitemapindex":
		return w.sitemap(task, got)
	case root == "rss" || root == "feed" || root == "RDF" || got.jsonFeed():
		return w.feed(task, got)
	}
	page := Page{URL: task.url, Visit: got.visit}
	page.Visit.Depth = task.depth
	articles, err := w.articles(ctx, task, got)
	if err != nil {
		return err
	}
	page.Articles = articles
	if task.depth > 0 && got.name() == "page.html" {
		page.Visit.Links = w.links(got)
		for _, link := range page.Visit.Links {
			w.add(webTask{url: link, depth: task.depth - 1})
		}
	}
	return w.yield(page)
}

// articles reads a page in the format its type tells.
func (w *webWalk) articles(ctx context.Context, task webTask, got *fetched) ([]Article, error) {
	var articles []Article
	d := got.document(task.url, &w.skips)
	err := readDocument(ctx, d, func(a Article) error {
		task.said.complete(&a)
		articles = append(articles, a)
		return nil
	})
	if err != nil {
		return nil, nil // ctx.Err(), which run returns
	}
	return articles, nil
}
