package web

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

// A testSite serves pages by path and counts what is asked for.
type testSite struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked map[string]int
}

func newSite(t *testing.T) *testSite {
	s := &testSite{pages: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked[r.URL.Path]++
		page := s.pages[r.URL.Path]
		s.mu.Unlock()
		if page == nil {
			http.NotFound(w, r)
			return
		}
		page(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// times tells how often a path was asked for.
func (s *testSite) times(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

// serve answers a path with a body of a type; "SITE" in it becomes the site's address.
func (s *testSite) serve(path, kind, body string) {
	s.pages[path] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, len(body)))
		_, _ = io.WriteString(w, strings.ReplaceAll(body, "SITE", s.URL))
	}
}

func htmlOf(title, text string, links ...string) string {
	body := "<html lang=en><head><title>" + title + "</title></head><body><main><h1>" + title + "</h1><p>" + text + "</p></main><footer>"
	for _, l := range links {
		body += `<a href="` + l + `">` + l + `</a> `
	}
	return body + "</footer></body></html>"
}

func testFetcher() *Fetcher {
	return &Fetcher{Box: box, AllowPrivate: true, Interval: time.Millisecond, Timeout: 30 * time.Second, MaxBytes: 1 << 20}
}

// read returns the pages of an address by URL.
func readSite(t *testing.T, f *Fetcher, address string, known map[string]Visit) (map[string]Page, []corpus.Skip) {
	t.Helper()
	pages := map[string]Page{}
	skips, err := f.Read(t.Context(), address, lookup(known), func(p Page) error {
		pages[p.URL] = p
		for i := range p.Articles {
			corpustest.CheckBlocks(t, &p.Articles[i])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages, skips
}

func lookup(known map[string]Visit) func(string) (Visit, bool) {
	return func(url string) (Visit, bool) {
		v, ok := known[url]
		return v, ok
	}
}

func visits(pages map[string]Page) map[string]Visit {
	known := map[string]Visit{}
	for address, p := range pages {
		known[address] = p.Visit
	}
	return known
}

func titles(pages map[string]Page) []string {
	var all []string
	for _, p := range pages {
		for _, a := range p.Articles {
			all = append(all, a.Title)
		}
	}
	slices.Sort(all)
	return all
}

func TestFetchPage(t *testing.T) {
	s := newSite(t)
	s.serve("/ferry", "text/html; charset=utf-8", htmlOf("Ferry", "The ferry sails at seven."))
	pages, skips := readSite(t, testFetcher(), s.URL+"/ferry#top", nil)
	p := pages[s.URL+"/ferry"]
	if len(skips) != 0 || len(p.Articles) != 1 || p.Articles[0].ID != s.URL+"/ferry" || p.Articles[0].Source != s.URL+"/ferry" || p.Articles[0].Title != "Ferry" {
		t.Fatalf("page %+v, skips %v", p, skips)
	}
	if p.Visit.ETag == "" || p.Visit.Hash == "" {
		t.Errorf("nothing to come back with: %+v", p.Visit)
	}
}

func TestFetchUnchanged(t *testing.T) {
	s := newSite(t)
	page := htmlOf("Ferry", "The ferry sails at seven.")
	notModified := 0
	s.pages["/etag"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Content-Type", "text/html")
		if r.Header.Get("If-None-Match") == `"v1"` {
			notModified++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, page)
	}
	s.serve("/same", "text/html", page)
	f := testFetcher()
	for _, path := range []string{"/etag", "/same"} {
		first, _ := readSite(t, f, s.URL+path, nil)
		again, skips := readSite(t, f, s.URL+path, visits(first))
		if p := again[s.URL+path]; !p.Unchanged || p.Articles != nil || len(skips) != 0 || p.Visit.Hash != first[s.URL+path].Visit.Hash {
			t.Errorf("%s again: %+v, skips %v", path, p, skips)
		}
	}
	if notModified != 1 {
		t.Errorf("%d answers of 304, want 1", notModified)
	}
	s.serve("/same", "text/html", htmlOf("Ferry", "The ferry sails at eight."))
	first, _ := readSite(t, f, s.URL+"/etag", nil)
	if changed, _ := readSite(t, f, s.URL+"/same", map[string]Visit{s.URL + "/same": first[s.URL+"/etag"].Visit}); changed[s.URL+"/same"].Unchanged {
		t.Error("a page that changed was taken for unchanged")
	}
}

// A page that fails for a while keeps what it said; one that is gone does not.
func TestFetchFailures(t *testing.T) {
	s := newSite(t)
	for path, status := range map[string]int{"/broken": 503, "/gone": 410, "/secret": 403, "/teapot": 204} {
		s.pages[path] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
	}
	for path, want := range map[string]struct {
		kept  bool
		asked int
	}{"/broken": {true, maxTries}, "/gone": {false, 1}, "/secret": {false, 1}, "/teapot": {false, 1}, "/missing": {false, 1}} {
		pages, skips := readSite(t, testFetcher(), s.URL+path, map[string]Visit{s.URL + path: {Hash: "old"}})
		if _, kept := pages[s.URL+path]; kept != want.kept || len(skips) != 1 || skips[0].Reason != corpus.ReasonUnreadable || s.times(path) != want.asked {
			t.Errorf("%s: pages %v, skips %v, asked %d times", path, pages, skips, s.times(path))
		}
	}
}

func TestFetchRetries(t *testing.T) {
	s := newSite(t)
	tries := 0
	s.pages["/"] = func(w http.ResponseWriter, _ *http.Request) {
		if tries++; tries < 3 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, htmlOf("Home", "It works at the third try."))
	}
	if pages, skips := readSite(t, testFetcher(), s.URL, nil); len(titles(pages)) != 1 || len(skips) != 0 {
		t.Errorf("pages %v, skips %v", pages, skips)
	}
}

func TestFetchRobots(t *testing.T) {
	s := newSite(t)
	s.serve("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private\n\nUser-agent: verbatim\nDisallow: /bots\nCrawl-delay: 0.01\n")
	s.serve("/bots/a", "text/html", htmlOf("A", "Not for bots."))
	s.serve("/private/b", "text/html", htmlOf("B", "For this bot."))
	s.pages["/around"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/bots/a", http.StatusFound) }
	for path, want := range map[string]int{"/bots/a": 0, "/private/b": 1, "/around": 0} {
		pages, skips := readSite(t, testFetcher(), s.URL+path, nil)
		if len(titles(pages)) != want || (want == 0 && (len(skips) != 1 || skips[0].Reason != corpus.ReasonForbidden)) {
			t.Errorf("%s: pages %v, skips %v", path, pages, skips)
		}
	}
	if s.times("/bots/a") != 0 {
		t.Error("a page was asked for that robots.txt forbids")
	}
	s.pages["/robots.txt"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }
	if pages, skips := readSite(t, testFetcher(), s.URL+"/private/b", nil); len(pages) != 0 || len(skips) != 1 {
		t.Errorf("without robots.txt: pages %v, skips %v", pages, skips)
	}
}

func TestFetchPrivate(t *testing.T) {
	s := newSite(t)
	s.serve("/", "text/html", htmlOf("Inside", "Nobody outside may read this."))
	public := &Fetcher{Interval: time.Millisecond, Timeout: time.Second}
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	for _, address := range []string{s.URL, "http://localhost" + port, "http://[::1]" + port, "http://0.0.0.0" + port, "http://2130706433" + port, "http://[::ffff:127.0.0.1]" + port} {
		pages, skips := readSite(t, public, address, nil)
		if len(pages) != 0 || len(skips) != 1 {
			t.Errorf("%s: pages %v, skips %v", address, pages, skips)
		}
	}
	if len(s.asked) != 0 {
		t.Errorf("the server was asked for %v", s.asked)
	}
}

func TestCleanURL(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{" HTTPS://Site.Example:443/a#b ", "https://site.example/a"}, {"http://site.example", "http://site.example/"},
		{"http://site.example:8080/?q=1", "http://site.example:8080/?q=1"}, {"ftp://site.example/", ""}, {"file:///etc/passwd", ""},
		{"http://user:pass@site.example/", ""}, {"http:///path", ""}, {"http://%zz/", ""}, {"javascript:alert(1)", ""},
	} {
		got := ""
		if u, err := cleanURL(c.in); err == nil {
			got = u.String()
		}
		if got != c.want {
			t.Errorf("cleanURL(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// Servers that try to hold or drown the reader.
func TestFetchHostile(t *testing.T) {
	s := newSite(t)
	s.pages["/loop"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/loop?"+r.URL.RawQuery+"x", http.StatusFound)
	}
	s.pages["/drip"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, "a")
			w.(http.Flusher).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	}
	s.pages["/silent"] = func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	s.pages["/endless"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.Copy(w, io.LimitReader(corpustest.Endless('a'), 1<<30))
	}
	s.pages["/bomb"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.Copy(z, io.LimitReader(corpustest.Endless('a'), 1<<30))
		_ = z.Close()
	}
	packed := corpustest.Gzipped(t, io.LimitReader(corpustest.Endless('a'), 8<<20))
	s.serve("/map.xml.gz", "application/gzip", string(packed))
	s.pages["/lie"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10000000000")
	}
	s.serve("/binary", "text/html", "\x00\x01\x02"+strings.Repeat("\x00", 100))
	s.serve("/js", "application/javascript", "\x7fELF\x00\x00")
	for path, reason := range map[string]corpus.Reason{
		"/loop": corpus.ReasonMalformed, "/drip": corpus.ReasonUnreadable, "/silent": corpus.ReasonUnreadable, "/endless": corpus.ReasonTooLarge, "/bomb": corpus.ReasonTooLarge,
		"/map.xml.gz": corpus.ReasonTooLarge, "/lie": corpus.ReasonTooLarge, "/binary": corpus.ReasonBinary, "/js": corpus.ReasonUnsupported,
	} {
		t.Run(strings.Trim(path, "/"), func(t *testing.T) {
			f := testFetcher()
			f.Timeout = 30 * time.Second
			if path == "/drip" || path == "/silent" {
				f.Timeout = 200 * time.Millisecond
			}
			pages, skips := readSite(t, f, s.URL+path, nil)
			if n := s.times(path); (path == "/drip" || path == "/silent") && n != 1 {
				t.Errorf("asked %d times, when the first took all the time there was", n)
			}
			if len(titles(pages)) != 0 || len(skips) != 1 || skips[0].Reason != reason || skips[0].Err == nil {
				t.Errorf("pages %v, skips %v, want %q", pages, skips, reason)
			}
		})
	}
}

func TestFetchCancelled(t *testing.T) {
	s := newSite(t)
	s.pages["/"] = func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := testFetcher().Read(ctx, s.URL, nil, func(Page) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestFetchFeed(t *testing.T) {
	s := newSite(t)
	full := strings.Repeat("This entry carries the whole text of its page. ", 20)
	s.serve("/feed", "application/rss+xml", `<rss version="2.0"><channel><title>News</title><language>en</language>
<item><title>Full</title><guid>1</guid><link>SITE/full</link><description>`+full+`</description></item>
<item><title>Teaser</title><guid>2</guid><link>SITE/teaser</link><pubDate>Thu, 04 May 2023 09:30:00 GMT</pubDate><description>Only the beginning …</description></item>
<item><title>Gone</title><guid>3</guid><link>SITE/gone</link><description>Lost.</description></item></channel></rss>`)
	s.serve("/teaser", "text/html", "<html><body><article><p>The whole text of the second entry stands on its page.</p></article></body></html>")
	f := testFetcher()
	pages, skips := readSite(t, f, s.URL+"/feed", nil)
	if got := titles(pages); !slices.Equal(got, []string{"Full", "Gone", "Teaser"}) || len(skips) != 1 {
		t.Errorf("titles %q, skips %v", got, skips)
	}
	if p := pages[s.URL+"/gone"]; p.Articles[0].Text != "Lost." || p.Articles[0].ID != s.URL+"/gone" {
		t.Errorf("what stands for a page that is gone: %+v", p)
	}
	if a := pages[s.URL+"/teaser"].Articles[0]; a.Published.Format(time.DateOnly) != "2023-05-04" || !strings.Contains(a.Text, "whole text of the second") {
		t.Errorf("teaser %+v", a)
	}
	again, _ := readSite(t, f, s.URL+"/feed", visits(pages))
	if !again[s.URL+"/feed"].Unchanged || !again[s.URL+"/teaser"].Unchanged || !again[s.URL+"/gone"].Unchanged {
		t.Errorf("again: %+v", again)
	}
	s.serve("/teaser", "text/html", "<html><body><article><p>The text on the page has changed, and the feed has not.</p></article></body></html>")
	again, _ = readSite(t, f, s.URL+"/feed", visits(again))
	if p := again[s.URL+"/teaser"]; len(p.Articles) != 1 || p.Articles[0].Published.Format(time.DateOnly) != "2023-05-04" {
		t.Errorf("what the feed says was forgotten: %+v", p)
	}
}

// A host that stops answering is left alone, and the pages that are known stay.
func TestFetchSilentHost(t *testing.T) {
	s := newSite(t)
	var urls strings.Builder
	for i := range 20 {
		path := fmt.Sprintf("/%02d", i)
		fmt.Fprintf(&urls, "<url><loc>SITE%s</loc></url>", path)
		s.serve(path, "text/html", htmlOf(path, "A page of the map."))
	}
	s.serve("/sitemap.xml", "text/xml", "<?xml version=\"1.0\"?><urlset>"+urls.String()+"</urlset>")
	pages, _ := readSite(t, testFetcher(), s.URL+"/sitemap.xml", nil)
	for i := 3; i < 20; i++ {
		s.pages[fmt.Sprintf("/%02d", i)] = func(w http.ResponseWriter, _ *http.Request) {
			if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
				_ = c.Close()
			}
		}
	}
	again, skips := readSite(t, testFetcher(), s.URL+"/sitemap.xml", visits(pages))
	for address, p := range again {
		if !p.Unchanged {
			t.Errorf("%s is not as it was", address)
		}
	}
	if len(again) != len(pages) || len(skips) != maxSilent+2 || s.times("/10") != 1 {
		t.Errorf("%d of %d pages, skips %v, /10 asked for %d times", len(again), len(pages), skips, s.times("/10"))
	}
}

func TestFetchSitemap(t *testing.T) {
	s := newSite(t)
	s.serve("/sitemap.xml", "application/xml", `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>SITE/a.xml</loc></sitemap><sitemap><loc>SITE/b.xml.gz</loc></sitemap><sitemap><loc>SITE/sitemap.xml</loc></sitemap></sitemapindex>`)
	s.serve("/a.xml", "text/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> SITE/one </loc><lastmod>2024-01-01</lastmod></url><url><loc>https://other.example/x</loc></url></urlset>`)
	s.pages["/b.xml.gz"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, "<urlset><url><loc>"+s.URL+"/two</loc></url><url><loc>"+s.URL+"/one#again</loc></url></urlset>")
		_ = z.Close()
	}
	s.serve("/one", "text/html", htmlOf("One", "The first page of the map."))
	s.serve("/two", "text/html", htmlOf("Two", "The second page of the map."))
	f := testFetcher()
	pages, skips := readSite(t, f, s.URL+"/sitemap.xml", nil)
	if got := titles(pages); !slices.Equal(got, []string{"One", "Two"}) || len(skips) != 1 || skips[0].Reason != corpus.ReasonForbidden || s.times("/one") != 1 {
		t.Errorf("titles %q, skips %v, /one asked for %d times", got, skips, s.times("/one"))
	}
	s.serve("/two", "text/html", htmlOf("Two", "The second page has changed."))
	again, _ := readSite(t, f, s.URL+"/sitemap.xml", visits(pages))
	if !again[s.URL+"/one"].Unchanged || again[s.URL+"/two"].Unchanged {
		t.Errorf("again: %+v", again)
	}
}

func TestFetchCrawl(t *testing.T) {
	s := newSite(t)
	s.serve("/docs/", "text/html", htmlOf("Home", "Everything starts here.", "a", "/docs/b#x", "b", "https://other.example/", "mailto:x@y", "logo.png", "//other.example/z", "away"))
	s.serve("/docs/a", "text/html", htmlOf("A", "The first page.", "/docs/deep", "./"))
	s.serve("/docs/b", "text/html", htmlOf("B", "The second page."))
	s.serve("/docs/deep", "text/html", htmlOf("Deep", "Two links away.", "/docs/deeper"))
	s.serve("/docs/deeper", "text/html", htmlOf("Deeper", "Three links away."))
	s.pages["/docs/away"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/docs/b", http.StatusFound) }
	for depth, want := range [][]string{{"Home"}, {"A", "B", "Home"}, {"A", "B", "Deep", "Home"}} {
		f := testFetcher()
		f.Depth = depth
		pages, skips := readSite(t, f, s.URL+"/docs/", nil)
		if got := titles(pages); !slices.Equal(got, want) || len(skips) != 0 {
			t.Errorf("depth %d: titles %q, skips %v", depth, got, skips)
		}
		if depth == 2 {
			again, _ := readSite(t, f, s.URL+"/docs/", visits(pages))
			if len(again) != len(pages) || len(titles(again)) != 0 {
				t.Errorf("again: %v", again)
			}
			f.Depth = 0
			if only, _ := readSite(t, f, s.URL+"/docs/", visits(pages)); len(only) != 1 {
				t.Errorf("depth 0 after 2: %v", only)
			}
		}
	}
	f := testFetcher()
	f.Depth, f.MaxPages = 3, 2
	if pages, skips := readSite(t, f, s.URL+"/docs/", nil); len(pages) != 2 || len(skips) != 1 || skips[0].Reason != corpus.ReasonTooLarge {
		t.Errorf("2 pages at most: %v, skips %v", titles(pages), skips)
	}
}

func TestFetchKinds(t *testing.T) {
	s := newSite(t)
	report, err := os.ReadFile("../format/pdf/testdata/pdf/report.pdf")
	if err != nil {
		t.Fatal(err)
	}
	s.serve("/notes", "text/markdown", "# Notes\n\nA note from the web.")
	s.serve("/plain.md", "text/plain", "# Plain\n\nMarkdown that is served as plain text.")
	s.serve("/text", "text/plain; charset=utf-8", "Just a text.\n\nWith two paragraphs of words.")
	s.serve("/file.pdf", "application/octet-stream", string(report))
	s.serve("/latin", "text/html; charset=iso-8859-1", "<html><body><main><p>Der K\xe4se reift sechs Monate.</p></main></body></html>")
	for path, want := range map[string]string{
		"/notes": "A note from the web.", "/plain.md": "Markdown that is served", "/text": "With two paragraphs", "/file.pdf": "the harbour counted", "/latin": "Der Käse reift",
	} {
		pages, skips := readSite(t, testFetcher(), s.URL+path, nil)
		p := pages[s.URL+path]
		if len(p.Articles) != 1 || !strings.Contains(p.Articles[0].Text, want) {
			t.Errorf("%s: %+v, skips %v", path, p, skips)
		}
	}
}

func TestFetchPolite(t *testing.T) {
	s := newSite(t)
	s.serve("/", "text/html", htmlOf("Home", "Slowly.", "a", "b"))
	s.serve("/a", "text/html", htmlOf("A", "Slowly, too."))
	s.serve("/b", "text/html", htmlOf("B", "As slowly."))
	f := testFetcher()
	f.Depth, f.Interval = 1, 30*time.Millisecond
	start := time.Now()
	readSite(t, f, s.URL, nil)
	if took := time.Since(start); took < 2*f.Interval {
		t.Errorf("three pages within %v, want at least %v between them", took, f.Interval)
	}
}

func FuzzLinks(f *testing.F) {
	f.Add("https://site.example/a", `<base href="/x/"><a href="b">b</a><a href="//c/d">`)
	f.Fuzz(func(t *testing.T, at, body string) {
		site, err := cleanURL(at)
		if err != nil {
			return
		}
		var found digest
		asking{Site: site.String(), Links: true, Feeds: true}.look(at, []byte(body), &found)
		for _, link := range found.Links {
			u, err := url.Parse(link)
			if err != nil || !sameSite(u, site) || u.Fragment != "" || u.User != nil {
				t.Errorf("link %q of %q", link, at)
			}
		}
	})
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>https://site.example/a</loc></url></urlset>`))
	f.Fuzz(func(_ *testing.T, body []byte) { _, _ = sitemapLinks(body) })
}
