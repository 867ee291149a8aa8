package update

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/web"
	"verbatim/index/engine/enginetest"
)

// A site is a web server on loopback whose pages may change. It knows the pages it sent
// by ETag, and counts the bodies it sent.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	pages  map[string]string // by path; "" answers 404
	down   bool              // answers 503 to everything
	bodies int
	asleep bool                // sends one ETag, whatever stands on a page
	before func(*http.Request) // is called before a request is answered, nil for nothing
}

func newSite(t *testing.T) *site {
	s := &site{pages: map[string]string{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.before != nil {
		s.before(r)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	body := s.pages[r.URL.Path]
	tag := fmt.Sprintf(`"%x"`, contentHash(body))
	if s.asleep {
		tag = `"asleep"`
	}
	switch {
	case s.down:
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	case body == "":
		http.NotFound(w, r)
	case r.Header.Get("If-None-Match") == tag:
		w.WriteHeader(http.StatusNotModified)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if strings.HasPrefix(body, "<?xml") {
			w.Header().Set("Content-Type", "text/xml")
		}
		w.Header().Set("ETag", tag)
		s.bodies++
		_, _ = io.WriteString(w, strings.ReplaceAll(body, "SITE", s.URL))
	}
}

// set changes pages: a path, then what stands there. It returns the bodies sent so far.
func (s *site) set(pairs ...string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := 0; i < len(pairs); i += 2 {
		s.pages[pairs[i]] = pairs[i+1]
	}
	return s.bodies
}

func (s *site) setDown(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

// page is a web page with links in its text.
func page(title, text string, links ...string) string {
	for _, l := range links {
		text += fmt.Sprintf(` See <a href="%s">more</a>.`, l)
	}
	return "<html lang=en><head><title>" + title + "</title></head><body><main><h1>" + title + "</h1><p>" + text + "</p></main></body></html>"
}

// TestUpdateWeb goes through the life of a site that is crawled.
func TestUpdateWeb(t *testing.T) {
	s, dir := newSite(t), t.TempDir()
	s.set("/", page("Varn", "The town of Varn lies on a river.", "/bridge", "/mill"),
		"/bridge", page("Bridge", bridge, "/arches"), "/mill", page("Mill", mill),
		"/arches", page("Arches", "Each arch of the bridge spans eleven metres."))
	type counts struct{ added, changed, removed, unchanged, skipped, bodies int }
	steps := []struct {
		name     string
		change   func()
		o        Options
		want     counts
		switched bool
		question string
		quote    string // "" where nothing may be found
	}{
		{"first run", func() {}, Options{Roots: []string{s.URL}, Web: &Web{Depth: 1, AllowPrivate: true}},
			counts{added: 3, bodies: 3}, true, "Who built the bridge of Varn?", "Johann Felder"},
		{"as it was", func() {}, Options{}, counts{unchanged: 3}, false, "How wide is the wheel?", "nine metres"},
		{"not asked", func() { s.set("/mill", page("Mill", "The mill was pulled down.")) }, Options{KeepWeb: true},
			counts{unchanged: 3}, false, "How wide is the wheel?", "nine metres"},
		{"changed", func() {}, Options{}, counts{changed: 1, unchanged: 2, bodies: 1}, true, "What became of the mill?", "pulled down"},
		{"down", func() { s.setDown(true) }, Options{}, counts{unchanged: 3, skipped: 2}, false, "Who built the bridge of Varn?", "Johann Felder"},
		{"down, from nothing", func() {}, Options{Force: true}, counts{unchanged: 3, skipped: 2}, true, "Who built the bridge of Varn?", "Johann Felder"},
		{"up again", func() { s.setDown(false) }, Options{}, counts{unchanged: 3, bodies: 3}, false, "What became of the mill?", "pulled down"},
		{"deeper", func() {}, Options{Web: &Web{Depth: 2, AllowPrivate: true}}, counts{added: 1, unchanged: 3, bodies: 4}, true, "How far does each arch span?", "eleven metres"},
		{"gone", func() { s.set("/mill", "") }, Options{}, counts{removed: 1, unchanged: 3, skipped: 1}, true, "What became of the mill?", ""},
		{"no link to it any more", func() { s.set("/bridge", page("Bridge", bridge)) }, Options{},
			counts{changed: 1, removed: 1, unchanged: 1, skipped: 1, bodies: 1}, true, "How far does each arch span?", ""},
	}
	for _, step := range steps {
		step.change()
		before := s.set()
		r := reindex(t, dir, step.o)
		got := counts{r.Added, r.Changed, r.Removed, r.Unchanged, len(r.Skipped), s.set() - before}
		if got != step.want || r.Switched != step.switched {
			t.Fatalf("%s: %+v switched %v, want %+v %v; skipped %v", step.name, got, r.Switched, step.want, step.switched, r.Skipped)
		}
		text, _ := best(t, dir, step.question)
		if !strings.Contains(text, step.quote) || step.quote == "" && strings.Contains(text, "arch of the") {
			t.Errorf("%s: %q, want %q", step.name, text, step.quote)
		}
		enginetest.Consistent(t, hold(t, dir))
		onlyGeneration(t, dir, r.Generation)
	}
}

// TestUpdateWebRoots reads a site beside files, and a page of it because of two roots.
func TestUpdateWebRoots(t *testing.T) {
	s, root, dir := newSite(t), t.TempDir(), t.TempDir()
	s.set("/", page("Varn", "The town of Varn lies on a river.", "/mill"), "/mill", page("Mill", mill))
	write(t, root, "bridge.txt", bridge)
	web := &Web{Depth: 1, AllowPrivate: true}
	r := reindex(t, dir, Options{Roots: []string{s.URL, root, s.URL + "/mill"}, Web: web})
	if r.Added != 3 || len(r.Skipped) != 0 {
		t.Fatalf("%+v", r)
	}
	if r = reindex(t, dir, Options{}); r.Switched || r.Unchanged != 3 || len(r.Skipped) != 0 {
		t.Errorf("again: %+v", r)
	}
	s.set("/", page("Varn", "The town of Varn lies on a river."))
	if r = reindex(t, dir, Options{}); r.Changed != 1 || r.Unchanged != 2 || r.Removed != 0 {
		t.Errorf("no link any more, but a root: %+v", r)
	}
	if text, _ := best(t, dir, "How wide is the wheel?"); !strings.Contains(text, "nine metres") {
		t.Errorf("a page that is a root itself: %q", text)
	}
	r = reindex(t, dir, Options{Roots: []string{root}})
	if r.Removed != 2 || r.Unchanged != 1 {
		t.Errorf("without the site: %+v", r)
	}
	if urls, err := pagesOf(t.Context(), hold(t, dir), s.URL); err != nil || len(urls) != 0 {
		t.Errorf("pages of a root that is gone: %q, %v", urls, err)
	}
}

// TestUpdatePrivate checks that nothing on this machine is read unless that is allowed.
func TestUpdatePrivate(t *testing.T) {
	s, root, dir := newSite(t), t.TempDir(), t.TempDir()
	s.set("/", page("Varn", bridge))
	write(t, root, "mill.txt", mill)
	r := reindex(t, dir, Options{Roots: []string{s.URL, root}})
	if r.Added != 1 || len(r.Skipped) != 1 || r.Skipped[0].Reason != corpus.ReasonForbidden || s.set() != 0 {
		t.Errorf("%+v, %d pages sent", r, s.set())
	}
	if _, err := try(t.TempDir(), Options{Roots: []string{s.URL}}); err == nil || !strings.Contains(err.Error(), "--allow-private") {
		t.Errorf("the error does not say what to do: %v", err)
	}
}

// TestUpdateNoIndex has a page ask not to be indexed that was indexed before: it leaves the index
// when that changes the page, and when the index was built by a version that did not know of it.
func TestUpdateNoIndex(t *testing.T) {
	for name, old := range map[string]bool{"asks now": false, "has asked all along": true} {
		t.Run(name, func(t *testing.T) {
			s, dir := newSite(t), t.TempDir()
			s.asleep = old
			s.set("/", page("Varn", "The town of Varn lies on a river.", "/mill"), "/mill", page("Mill", mill))
			reindex(t, dir, Options{Roots: []string{s.URL}, Web: &Web{Depth: 1, AllowPrivate: true}})
			s.set("/mill", strings.Replace(page("Mill", mill), "<head>", `<head><meta name="robots" content="noindex">`, 1))
			if old {
				if r := reindex(t, dir, Options{}); r.Switched {
					t.Fatalf("it was told that nothing changed, and found %+v", r)
				}
				reformat(t, dir, 3)
			}
			r := reindex(t, dir, Options{})
			if r.Removed != 1 || r.Unchanged != 1 || len(r.Skipped) != 1 || r.Skipped[0].Reason != corpus.ReasonForbidden {
				t.Errorf("%+v", r)
			}
			if text, _ := best(t, dir, "How wide is the wheel?"); strings.Contains(text, "nine metres") {
				t.Errorf("it still answers: %q", text)
			}
			enginetest.Consistent(t, hold(t, dir))
		})
	}
}

func TestPageRecord(t *testing.T) {
	want := pageRecord{URL: "https://site.example/a", Articles: []int{1, 7}, Visit: web.Visit{
		ETag: `W/"x"`, LastModified: "Thu, 04 May 2023 09:30:00 GMT", Hash: "00ff", Links: []string{"https://site.example/b"},
		Listed: true, Teaser: true, Depth: 3, Said: web.Said{Title: "A", Language: "en"},
	}}
	got, err := decodePage(want.encode())
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	if _, err := decodePage([]byte("rubbish")); err == nil {
		t.Error("rubbish was read")
	}
}
