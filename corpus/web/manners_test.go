package web

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"verbatim/corpus"
)

// Each line of robots.txt stands for itself: what cannot be understood opens nothing.
func TestFetchRobotsLines(t *testing.T) {
	for name, c := range map[string]struct {
		robots string
		read   []string
	}{
		"rule outside a group":  {"Allow: /b.html\n\nUser-agent: *\nDisallow: /private/\n", []string{"/b.html"}},
		"pause outside a group": {"Crawl-delay: 1\nUser-agent: *\nDisallow: /private/\n", []string{"/b.html"}},
		"pause that is none":    {"User-agent: *\nCrawl-delay: 1s\nDisallow: /private/\n", []string{"/b.html"}},
		"comment":               {"User-agent: *\nDisallow: /private#x\n", []string{"/b.html"}},
		"equals":                {"User-agent: *\nDisallow: /\nAllow: /\n", []string{"/b.html", "/private/%E3%83%84", "/private/a.html"}},
		"percent-encoded":       {"User-agent: *\nDisallow: /\nAllow: /private/\xe3\x83\x84\nAllow: /%62.html\n", []string{"/b.html", "/private/%E3%83%84"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.serve("/robots.txt", "text/plain", c.robots)
			for _, path := range []string{"/b.html", "/private/a.html", "/private/ツ"} {
				s.serve(path, "text/html", htmlOf("Page", "It may be read."))
			}
			var read []string
			for _, path := range []string{"/b.html", "/private/%E3%83%84", "/private/a.html"} {
				if pages, _ := readSite(t, testFetcher(), s.URL+path, nil); len(titles(pages)) == 1 {
					read = append(read, path)
				}
			}
			if !slices.Equal(read, c.read) {
				t.Errorf("read %q, want %q", read, c.read)
			}
		})
	}
}

// A page may ask not to be indexed, or that its links are not followed.
func TestFetchWishes(t *testing.T) {
	page := strings.Replace(htmlOf("Page", "Here is a text.", "/next"), "<head>", `<head><META NAME="robots" content="WISH">`, 1)
	for name, c := range map[string]struct {
		meta, header string
		want         []string
	}{
		"none":             {"", "", []string{"Next", "Page"}},
		"all":              {"all, max-snippet:-1", "all", []string{"Next", "Page"}},
		"noindex":          {"noindex", "", []string{"Next"}},
		"nofollow":         {"nofollow", "", []string{"Page"}},
		"neither":          {"NOINDEX, nofollow", "", nil},
		"neither, shortly": {"none", "", nil},
		"header":           {"", "noindex", []string{"Next"}},
		"other's header":   {"", "otherbot: noindex, nofollow", []string{"Next", "Page"}},
		"our header":       {"", "otherbot: none, verbatim: noindex", []string{"Next"}},
		"header with date": {"", "unavailable_after: 25 Jun 2030 15:00:00 PST, nofollow", []string{"Page"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.pages["/"] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.Header().Set("X-Robots-Tag", c.header)
				_, _ = io.WriteString(w, strings.Replace(page, "WISH", c.meta, 1))
			}
			s.serve("/next", "text/html", htmlOf("Next", "Another text."))
			f := testFetcher()
			f.Depth = 1
			pages, skips := readSite(t, f, s.URL+"/", nil)
			if got := titles(pages); !slices.Equal(got, c.want) {
				t.Errorf("titles %q, want %q", got, c.want)
			}
			if told := len(skips) == 1 && skips[0].Reason == corpus.ReasonForbidden; told == slices.Contains(c.want, "Page") {
				t.Errorf("skips %v", skips)
			}
		})
	}
}

// A page that asks not to be indexed once it was is forgotten, even when its text is the same, and
// its server says so.
func TestFetchWishComes(t *testing.T) {
	for name, tag := range map[string]string{"no ETag": "", "the same ETag": `"same"`} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			wish := ""
			s.pages["/"] = func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Content-Type"] = []string{"text/html"}
				if wish != "" {
					w.Header().Set("X-Robots-Tag", wish)
				}
				w.Header().Set("ETag", tag)
				if tag != "" && r.Header.Get("If-None-Match") == tag {
					w.WriteHeader(http.StatusNotModified)
					return
				}
				_, _ = io.WriteString(w, htmlOf("Page", "Here is a text."))
			}
			first, _ := readSite(t, testFetcher(), s.URL+"/", nil)
			wish = "noindex"
			second, skips := readSite(t, testFetcher(), s.URL+"/", visits(first))
			if p := second[s.URL+"/"]; p.Unchanged || len(p.Articles) != 0 || len(skips) != 1 {
				t.Errorf("page %+v, skips %v", p, skips)
			}
			third, _ := readSite(t, testFetcher(), s.URL+"/", visits(second))
			if p := third[s.URL+"/"]; !p.Unchanged {
				t.Errorf("once more: %+v", p)
			}
		})
	}
}

func TestFetchTextSitemap(t *testing.T) {
	s := newSite(t)
	s.serve("/sitemap.txt", "text/plain", "\ufeffSITE/one\r\n\r\nSITE/two\nhttps://other.example/x\n")
	s.serve("/one", "text/html", htmlOf("One", "The first page of the map."))
	s.serve("/two", "text/html", htmlOf("Two", "The second page of the map."))
	s.serve("/note", "text/plain", "See SITE/one\nSITE/two\n")
	pages, skips := readSite(t, testFetcher(), s.URL+"/sitemap.txt", nil)
	if got := titles(pages); !slices.Equal(got, []string{"One", "Two"}) || len(skips) != 1 || skips[0].Reason != corpus.ReasonForbidden {
		t.Errorf("titles %q, skips %v", got, skips)
	}
	if pages, _ := readSite(t, testFetcher(), s.URL+"/note", nil); len(pages) != 1 || len(pages[s.URL+"/note"].Articles) != 1 {
		t.Errorf("a text with addresses in it: %v", pages)
	}
}

// The feed that a page names leads to pages, which are read instead of what it has of them.
func TestFetchNamedFeed(t *testing.T) {
	s := newSite(t)
	home := `<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/rss+xml" href="https://other.example/feed">`
	s.serve("/", "text/html", strings.Replace(htmlOf("Home", "Everything starts here."), "</head>", home+"</head>", 1))
	s.serve("/feed", "application/rss+xml", `<rss><channel><item><title>In the feed</title><link>SITE/post</link><description>`+strings.Repeat("A long text of the feed. ", 40)+`</description></item>
		<item><title>Elsewhere</title><link>https://other.example/post</link><description>Of another site.</description></item><item><title>Note</title><description>It has no page.</description></item></channel></rss>`)
	s.serve("/post", "text/html", htmlOf("Post", "The post itself."))
	s.serve("/de", "text/html", htmlOf("Heim", "Alles beginnt hier."))
	f := testFetcher()
	if pages, _ := readSite(t, f, s.URL+"/", nil); !slices.Equal(titles(pages), []string{"Home"}) {
		t.Errorf("depth 0: %q", titles(pages))
	}
	f.Depth = 1
	pages, skips := readSite(t, f, s.URL+"/", nil)
	if got := titles(pages); !slices.Equal(got, []string{"Home", "Note", "Post"}) || len(skips) != 0 {
		t.Errorf("depth 1: %q, skips %v", got, skips)
	}
	again, _ := readSite(t, f, s.URL+"/", visits(pages))
	if len(again) != len(pages) || len(titles(again)) != 0 {
		t.Errorf("again: %v", again)
	}
}

func TestFetchFeedCharset(t *testing.T) {
	s := newSite(t)
	const item = "<rss><channel><item><title>Lamp</title><description>\xcb\xe0\xec\xef\xe0 \xe3\xee\xf0\xe8\xf2.</description></item></channel></rss>"
	s.serve("/plain", "application/rss+xml; charset=windows-1251", item)
	s.serve("/wrong", "application/rss+xml; charset=windows-1251", `<?xml version="1.0" encoding="utf-8"?>`+item)
	for _, path := range []string{"/plain", "/wrong"} {
		pages, skips := readSite(t, testFetcher(), s.URL+path, nil)
		if p := pages[s.URL+path]; len(p.Articles) != 1 || p.Articles[0].Text != "Лампа горит." {
			t.Errorf("%s: %+v, skips %v", path, p, skips)
		}
	}
}

// A host that does not answer holds up its own pages only: it answers here when those of the other
// host have been asked for.
func TestFetchSlowHost(t *testing.T) {
	slow, quick := newSite(t), newSite(t)
	const others = 5
	asked := make(chan struct{}, others)
	slow.pages["/slow"] = func(w http.ResponseWriter, r *http.Request) {
		for range others {
			select {
			case <-asked:
			case <-r.Context().Done():
				return
			}
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, htmlOf("Slow", "It took its time."))
	}
	items := "<item><title>Slow</title><link>" + slow.URL + "/slow</link><description>Soon …</description></item>"
	want := []string{"Slow"}
	for i := range others {
		title := fmt.Sprintf("Quick %d", i)
		want = append(want, title)
		items += fmt.Sprintf("<item><title>%s</title><link>SITE/%d</link><description>More …</description></item>", title, i)
		quick.pages[fmt.Sprintf("/%d", i)] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, htmlOf(title, "It is here at once."))
			asked <- struct{}{}
		}
	}
	quick.serve("/feed", "application/rss+xml", "<rss><channel>"+items+"</channel></rss>")
	pages, skips := readSite(t, testFetcher(), quick.URL+"/feed", nil)
	slices.Sort(want)
	if got := titles(pages); !slices.Equal(got, want) || len(skips) != 0 {
		t.Errorf("titles %q, skips %v", got, skips)
	}
}

// However many addresses of a host are read at the same time, it is asked for one thing at a time,
// and for robots.txt once.
func TestFetchSideBySide(t *testing.T) {
	s := newSite(t)
	var running, crowded atomic.Int32
	alone := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			if running.Add(1) > 1 {
				crowded.Add(1)
			}
			defer running.Add(-1)
			runtime.Gosched() // whoever does not wait comes now
			w.Header().Set("Content-Type", kind)
			_, _ = io.WriteString(w, body)
		}
	}
	s.pages["/robots.txt"] = alone("text/plain", "User-agent: *\nDisallow: /private/\n")
	const many = 8
	for i := range many {
		s.pages[fmt.Sprintf("/%d", i)] = alone("text/html", htmlOf("Page", "One of many."))
	}
	f := testFetcher()
	var work sync.WaitGroup
	for i := range many {
		work.Go(func() {
			_, err := f.Read(t.Context(), fmt.Sprintf("%s/%d", s.URL, i), nil, func(Page) error { return nil })
			if err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	if n := s.times("/robots.txt"); n != 1 || crowded.Load() != 0 {
		t.Errorf("%d times robots.txt, %d requests beside another", n, crowded.Load())
	}
}
