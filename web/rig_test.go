package web_test

import (
	"context"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"verbatim/bot/library"
	"verbatim/bot/rush"
	"verbatim/index"
	"verbatim/index/local"
	"verbatim/index/update"
	"verbatim/web"
)

var rewrite = flag.Bool("update", false, "write goldens anew")

// scratch is a directory for what all tests share.
var scratch = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "verbatim-web-test-*") })

// indexed builds the index of testdata once, on disk, and opens it for all tests.
var indexed = sync.OnceValues(func() (*index.Index, error) {
	data, err := scratch()
	if err != nil {
		return nil, err
	}
	if _, err := update.Run(context.Background(), local.NewStore(data, nil), update.Options{Roots: []string{"testdata/articles.jsonl"}}); err != nil {
		return nil, err
	}
	e, err := local.Open(data, nil)
	if err != nil {
		return nil, err
	}
	return index.New(e, index.Options{}), nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if x, err := indexed(); err == nil {
		x.Close()
	}
	if dir, err := scratch(); err == nil {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// talkative is a library that does not abstain while it has a sentence, unless the question says
// "unanswerable": what the site does is tested here, not when the index dares to answer.
type talkative struct{ library.Library }

func (l talkative) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	a, err := l.Library.Answer(ctx, q)
	switch {
	case strings.Contains(q.Text, "unanswerable"):
		a.Abstained, a.Reason = true, index.NotAnAnswer
	case len(a.Quotes) > 0:
		a.Abstained, a.Reason = false, ""
	}
	return a, err
}

// lib returns the library of the tests.
func lib(t testing.TB) library.Library {
	t.Helper()
	x, err := indexed()
	if err != nil {
		t.Fatal(err)
	}
	return talkative{library.Of(x)}
}

// local is a site that this machine alone reaches, over the library of the tests.
func localConfig(t testing.TB) web.Config {
	return web.Config{Library: lib(t), Desk: rush.New(2), Access: web.Access{Local: true}, Version: "v1.2.3"}
}

// serve starts a site.
func serve(t testing.TB, c web.Config) *httptest.Server {
	t.Helper()
	site, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(site)
	t.Cleanup(s.Close)
	return s
}

// A reply is what came of a request.
type reply struct {
	status int
	header http.Header
	body   string
}

// get asks a server for a path; headers are NAME: VALUE.
func get(t testing.TB, s *httptest.Server, path string, headers ...string) reply {
	t.Helper()
	return send(t, s, http.MethodGet, path, headers...)
}

func send(t testing.TB, s *httptest.Server, method, path string, headers ...string) reply {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, string(body)}
}
