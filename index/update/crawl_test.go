package update

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/intake"
	"verbatim/corpus/web"
	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/local"
)

// newFeedSite serves a feed of many articles and one page more, which is asked for last, behind a
// sitemap.
func newFeedSite(t *testing.T, name string) *site {
	s := newSite(t)
	items := ""
	for i := range 3 * articlesAhead {
		items += fmt.Sprintf("<item><guid isPermaLink='false'>house-%d</guid><title>House %d</title><description>The keeper of house%d of %s is Person%d.</description></item>", i, i, i, name, i)
	}
	s.set("/", "<?xml version='1.0'?><urlset><url><loc>SITE/feed</loc></url><url><loc>SITE/last</loc></url></urlset>",
		"/feed", "<?xml version='1.0'?><rss version='2.0'><channel><title>"+name+"</title>"+items+"</channel></rss>",
		"/last", page("Last", "The last house of "+name+" is empty."))
	return s
}

// numbered returns the ids of all articles below dir, in the order in which they were put in.
func numbered(t *testing.T, dir string) (ids []string) {
	t.Helper()
	byNumber := map[int]string{}
	err := hold(t, dir).Each(t.Context(), func(a *engine.Article) error {
		byNumber[a.Number] = a.ID
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for number := 1; len(ids) < len(byNumber); number++ {
		if id, ok := byNumber[number]; ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// TestUpdateSlowSite reads sites the first of which answers only when the last page of all the
// others was asked for: they are fetched meanwhile, and everything comes out as if it were quick.
func TestUpdateSlowSite(t *testing.T) {
	const (
		others = inputsAhead + 4
		last   = others + 1 // requests for a last page: one is a root itself, too
	)
	slow, root, asked := newSite(t), t.TempDir(), make(chan struct{}, last)
	slow.set("/", page("Varn", bridge))
	roots := []string{slow.URL}
	var quick atomic.Bool // all of them
	slow.before = func(r *http.Request) {
		for i := 0; !quick.Load() && r.URL.Path == "/" && i < last; i++ {
			select {
			case <-asked:
			case <-r.Context().Done():
				return
			case <-t.Context().Done():
				return
			}
		}
	}
	for i := range others {
		s := newFeedSite(t, fmt.Sprintf("Town%d", i))
		s.before = func(r *http.Request) {
			if !quick.Load() && r.URL.Path == "/last" {
				asked <- struct{}{}
			}
		}
		roots = append(roots, s.URL)
	}
	write(t, root, "mill.txt", mill)
	roots = append(roots, roots[1]+"/last", root)
	o := Options{Roots: roots, Web: &Web{AllowPrivate: true}}
	dir, again := t.TempDir(), t.TempDir()
	r := reindex(t, dir, o)
	if want := 2 + others*(3*articlesAhead+1); r.Added != want || len(r.Skipped) != 0 {
		t.Fatalf("%d articles, want %d; skipped %v", r.Added, want, r.Skipped)
	}
	enginetest.Consistent(t, hold(t, dir))
	quick.Store(true)
	reindex(t, again, o)
	ids := numbered(t, dir)
	if want := numbered(t, again); !slices.Equal(ids, want) {
		t.Errorf("of a slow site first:\n%q\nof a quick one:\n%q", ids, want)
	}
	if !strings.HasPrefix(ids[0], slow.URL) || ids[len(ids)-1] != "mill" {
		t.Errorf("from %q to %q, which is not the order of the roots", ids[0], ids[len(ids)-1])
	}
}

// TestUpdateSlowSiteInterrupted ends a run while a site keeps it waiting and another was fetched.
func TestUpdateSlowSiteInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	slow, quick, dir, root := newSite(t), newFeedSite(t, "Town"), t.TempDir(), t.TempDir()
	write(t, root, "mill.txt", mill)
	reindex(t, dir, Options{Roots: []string{root}})
	slow.before = func(r *http.Request) {
		if r.URL.Path == "/" {
			<-r.Context().Done()
		}
	}
	quick.before = func(r *http.Request) {
		if r.URL.Path == "/last" {
			cancel()
		}
	}
	o := Options{Roots: []string{slow.URL, quick.URL, root}, Web: &Web{AllowPrivate: true}}
	if r, err := Run(ctx, local.NewStore(dir, nil), o); !errors.Is(err, context.Canceled) || r.Switched {
		t.Errorf("%+v, %v", r, err)
	}
	onlyGeneration(t, dir, 1)
	if text, _ := best(t, dir, "How wide is the wheel?"); !strings.Contains(text, "nine metres") {
		t.Errorf("it does not answer as before: %q", text)
	}
}

// TestCrawlWithoutRoom reads sites where there is no room for a page that waits: each is let through
// when its turn comes.
func TestCrawlWithoutRoom(t *testing.T) {
	var roots []string
	for i := range 3 {
		roots = append(roots, newFeedSite(t, fmt.Sprintf("Town%d", i)).URL)
	}
	inputs, _, err := intake.List(t.Context(), roots)
	if err != nil {
		t.Fatal(err)
	}
	var tasks []task
	for _, in := range inputs {
		tasks = append(tasks, compare(in, nil, Options{}, false))
	}
	var report Report
	out := &listing{report: &report}
	s := newStream(nil, engine.Origin{Web: Web{AllowPrivate: true}}, Options{}, out)
	s.fetched = newBudget(1)
	if err := s.run(t.Context(), tasks, newLedger(&plan{tallies: newTallies(places{}, nil, nil)}, out, &report, &meter{})); err != nil {
		t.Fatal(err)
	}
	if want := 3 * (3*articlesAhead + 1); report.Added != want || s.fetched.left != 1 {
		t.Errorf("%d articles, want %d; %d bytes left of 1", report.Added, want, s.fetched.left)
	}
}

func TestPack(t *testing.T) {
	zone := time.FixedZone("", 3600)
	for name, p := range map[string]web.Page{
		"unchanged": {URL: "https://site.example/a", Unchanged: true, Visit: web.Visit{ETag: `"x"`, Hash: "00ff", Links: []string{"https://site.example/b"}, Depth: 2}},
		"feed": {URL: "https://site.example/feed", Visit: web.Visit{Listed: true, Said: web.Said{Title: "A", Published: time.Date(2024, 5, 6, 7, 8, 9, 10, zone)}}, Articles: []corpus.Article{
			{ID: "https://site.example/1", Title: "Ä\xff", Language: "de", Published: time.Date(2024, 5, 6, 7, 8, 9, 10, zone), Text: "Ein Satz.", Blocks: []corpus.Block{{End: 10, Kind: corpus.ListItem, Level: 2, Anchor: "#a"}}},
			{ID: "https://site.example/2"},
		}},
	} {
		packed, err := pack(p)
		if err != nil {
			t.Fatal(err)
		}
		got, err := unpack(packed)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Articles {
			if articleHash(&got.Articles[i]) != articleHash(&p.Articles[i]) {
				t.Errorf("%s: article %d is another one", name, i)
			}
		}
		if len(got.Articles) != len(p.Articles) || !got.Visit.Said.Published.Equal(p.Visit.Said.Published) {
			t.Errorf("%s: %+v, want %+v", name, got, p)
		}
		got.Articles, p.Articles = nil, nil
		got.Visit.Said.Published = p.Visit.Said.Published
		if !reflect.DeepEqual(got, p) {
			t.Errorf("%s: %+v, want %+v", name, got, p)
		}
		if _, err := unpack(packed[:len(packed)/2]); err == nil {
			t.Errorf("%s: half of it was read", name)
		}
	}
}
