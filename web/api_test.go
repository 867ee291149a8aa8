package web_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/index"
	"verbatim/index/prediction"
)

// decode reads JSON.
func decode[T any](t *testing.T, body string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v in\n%s", err, body)
	}
	return v
}

// TestAnswerIsThatOfAsk holds the API to what ask --json prints.
func TestAnswerIsThatOfAsk(t *testing.T) {
	s := serve(t, localConfig(t))
	for _, question := range []string{"who built the harbour clock?", "unanswerable: who built the harbour clock?", "xyzzy?"} {
		want, err := lib(t).Answer(t.Context(), index.Query{Text: question, Top: 3, Sections: true})
		if err != nil {
			t.Fatal(err)
		}
		r := get(t, s, "/v1/answer?top=3&question="+url.QueryEscape(question))
		if r.status != 200 || r.header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: status %d, %s", question, r.status, r.header)
		}
		if d := cmp.Diff(prediction.Of(want), decode[prediction.Answer](t, r.body)); d != "" {
			t.Errorf("%s (-ask +API):\n%s", question, d)
		}
	}
}

// TestQuoteStandsInTheText wants each quote, byte for byte, where the answer says it stands.
func TestQuoteStandsInTheText(t *testing.T) {
	x, err := indexed()
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, localConfig(t))
	for _, question := range []string{"who built the harbour clock?", "wie hoch misst der Pegel?"} {
		a := decode[prediction.Answer](t, get(t, s, "/v1/answer?top=5&question="+url.QueryEscape(question)).body)
		if len(a.Predictions) == 0 {
			t.Errorf("%s: nothing is quoted", question)
		}
		for _, q := range a.Predictions {
			article, ok, err := x.Article(q.Article)
			if err != nil || !ok || article.Text[q.Extent[0]:q.Extent[1]] != q.Quote {
				t.Errorf("%s: %q does not stand in %s, %v", question, q.Quote, q.Article, err)
			}
		}
	}
}

func TestPathsAreNotTold(t *testing.T) {
	c := localConfig(t)
	paths := []string{"/v1/sources", "/v1/answer?top=9&question=greeting+command+brewery", "/v1/search?words=greeting+brewery+kettle"}
	s := serve(t, c)
	for _, path := range paths {
		if r := get(t, s, path); r.status != 200 || strings.Contains(r.body, ".txt") {
			t.Errorf("%s tells a path: %d\n%s", path, r.status, r.body)
		}
	}
	c.Paths = true
	s = serve(t, c)
	for _, path := range paths {
		if r := get(t, s, path); !strings.Contains(r.body, `"notes/guide.txt"`) && !strings.Contains(r.body, `"secret/plans.txt"`) {
			t.Errorf("%s tells no path to a program of the same user: %d\n%s", path, r.status, r.body)
		}
	}
}

// TestView asks for what is not to be seen, in every way there is.
func TestView(t *testing.T) {
	c := localConfig(t)
	c.View = func() index.Filter { return index.Filter{Within: []string{"public/"}} }
	s := serve(t, c)
	for _, path := range []string{
		"/?q=brewery+Tromsdal+kettle", "/v1/answer?top=20&level=eager&question=brewery+Tromsdal+kettle",
		"/v1/answer?question=brewery&article=secret/plans", "/v1/search?words=brewery+kettle+ale", "/v1/sources",
	} {
		r := get(t, s, path)
		if r.status != 200 {
			t.Errorf("%s: status %d", path, r.status)
		}
		for _, word := range []string{"nine thousand", "The plans", "secret/plans"} {
			if strings.Contains(r.body, word) {
				t.Errorf("%s tells %q:\n%s", path, word, r.body)
			}
		}
	}
	if n := decode[struct{ Total int }](t, get(t, s, "/v1/sources").body).Total; n != 4 {
		t.Errorf("%d articles are seen, want 4", n)
	}
}

func TestSearch(t *testing.T) {
	s := serve(t, localConfig(t))
	type passages struct {
		Passages []struct{ Article, Text string }
	}
	got := decode[passages](t, get(t, s, "/v1/search?limit=1&words=storm").body)
	if len(got.Passages) != 1 || got.Passages[0].Article != "public/harbour" || !strings.HasPrefix(got.Passages[0].Text, "The clock stopped") {
		t.Errorf("found %+v", got)
	}
	if got := decode[passages](t, get(t, s, "/v1/search?words=xyzzy").body); got.Passages == nil || len(got.Passages) > 0 {
		t.Errorf("where nothing is found it says %+v", got)
	}
}

// TestSourcesArePaged turns the pages to the end.
func TestSourcesArePaged(t *testing.T) {
	s := serve(t, localConfig(t))
	var ids []string
	for offset := new(int); offset != nil; {
		page := decode[struct {
			Total   int
			Sources []struct{ ID string }
			Next    *int
		}](t, get(t, s, fmt.Sprintf("/v1/sources?limit=2&offset=%d", *offset)).body)
		if page.Total != 5 || len(page.Sources) == 0 || len(page.Sources) > 2 {
			t.Fatalf("a page of %+v", page)
		}
		for _, a := range page.Sources {
			ids = append(ids, a.ID)
		}
		offset = page.Next
	}
	if want := []string{"public/guide", "public/link", "public/tides", "public/harbour", "secret/plans"}; !cmp.Equal(ids, want) {
		t.Errorf("listed %q, want %q", ids, want)
	}
	if r := get(t, s, "/v1/sources?offset=9223372036854775807"); r.status != 200 || !strings.Contains(r.body, `"sources":[]`) {
		t.Errorf("far beyond the end: %d %s", r.status, r.body)
	}
}

// TestProblems sends what cannot be answered: each gets a problem of RFC 9457 that names the request.
func TestProblems(t *testing.T) {
	s := serve(t, localConfig(t))
	for path, want := range map[string]int{
		"/v1/answer":                                       422,
		"/v1/answer?question=":                             422,
		"/v1/answer?question=%20%20":                       200,
		"/v1/answer?question=a&top=0":                      422,
		"/v1/answer?question=a&top=21":                     422,
		"/v1/answer?question=a&top=x":                      422,
		"/v1/answer?question=a&top=":                       422,
		"/v1/answer?question=a&level":                      422,
		"/v1/answer?question=a&article":                    200,
		"/v1/answer?question=a&level=b":                    422,
		"/v1/answer?question=a&limit=1":                    422,
		"/v1/search?words=%00%20":                          200,
		"/v1/search?words=a&limit=51":                      422,
		"/v1/sources?offset=-1":                            422,
		"/v1/answer?question=" + strings.Repeat("a", 2001): 422,
		"/v1/answer?question=" + strings.Repeat("ä", 2000): 200,
		"/v1/answer?question=%ff%fe":                       200,
	} {
		r := get(t, s, path)
		if r.status != want {
			t.Errorf("%.60s: status %d, want %d\n%s", path, r.status, want, r.body)
		}
		if r.status == 200 {
			continue
		}
		p := decode[struct {
			Status   int
			Title    string
			Instance string
		}](t, r.body)
		if r.header.Get("Content-Type") != "application/problem+json" || p.Status != want || p.Title == "" || p.Instance != "urn:verbatim:request:"+r.header.Get("X-Request-Id") {
			t.Errorf("%.60s: %s %+v", path, r.header.Get("Content-Type"), p)
		}
	}
}

// TestOpenAPI compares the document that describes the API with the one that was looked at.
func TestOpenAPI(t *testing.T) {
	const golden = "testdata/openapi.json"
	r := get(t, serve(t, localConfig(t)), "/openapi.json")
	if r.status != 200 {
		t.Fatalf("status %d", r.status)
	}
	got, err := json.MarshalIndent(decode[any](t, r.body), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if *rewrite {
		if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.TrimSpace(string(want)), string(got)); d != "" {
		t.Errorf("-golden +document:\n%s", d)
	}
}
