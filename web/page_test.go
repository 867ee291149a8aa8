package web_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"verbatim/bot/library"
	"verbatim/index"
)

// page returns a page of a server, taken apart.
func page(t *testing.T, r reply) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// texts returns the text of each element of a kind.
func texts(n *html.Node, kind string) (found []string) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == kind {
			var b strings.Builder
			for inner := range d.Descendants() {
				if inner.Type == html.TextNode {
					b.WriteString(inner.Data)
				}
			}
			found = append(found, b.String())
		}
	}
	return found
}

// values returns an attribute of each element of a kind.
func values(n *html.Node, kind, attribute string) (found []string) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == kind {
			for _, a := range d.Attr {
				if a.Key == attribute {
					found = append(found, a.Val)
				}
			}
		}
	}
	return found
}

func TestPageAnswers(t *testing.T) {
	s := serve(t, localConfig(t))
	n := page(t, get(t, s, "/?q="+url.QueryEscape("who built the harbour clock?")))
	const quote = "The harbour clock of Lindesund was built by Marta Ekholm in 1887."
	if quotes := texts(n, "blockquote"); len(quotes) < 2 || quotes[0] != quote {
		t.Errorf("quotes %q", quotes)
	}
	if b := texts(n, "b"); len(b) == 0 || b[0] != quote {
		t.Errorf("in their surroundings: %q", b)
	}
	if links := values(n, "a", "href"); len(links) < 2 || !strings.HasPrefix(links[1], "https://example.org/lindesund/harbour_") {
		t.Errorf("links %q", links)
	}
	if caption := texts(n, "figcaption"); len(caption) == 0 || !strings.Contains(caption[0], "The harbour clock of Lindesund · 9 March 2024") {
		t.Errorf("captions %q", caption)
	}
	if len(texts(n, "meter")) != 1 || len(texts(n, "h2")) != 0 {
		t.Errorf("it is %q sure, and says %q", texts(n, "meter"), texts(n, "h2"))
	}
}

func TestPageIsSilent(t *testing.T) {
	s := serve(t, localConfig(t))
	n := page(t, get(t, s, "/?q="+url.QueryEscape("unanswerable: who built the harbour clock?")))
	if said := texts(n, "h2"); len(said) != 1 || said[0] != "My sources do not answer this, so I would rather say nothing." {
		t.Errorf("it says %q", said)
	}
	if len(texts(n, "blockquote")) == 0 || len(texts(n, "mark")) > 0 || len(texts(n, "meter")) > 0 {
		t.Errorf("the closest sentences look like answers: %q, %q", texts(n, "mark"), texts(n, "meter"))
	}
	n = page(t, get(t, s, "/?q=xyzzy%3F"))
	if len(texts(n, "h2")) != 1 || len(texts(n, "blockquote")) > 0 {
		t.Errorf("where nothing is near it says %q and quotes %q", texts(n, "h2"), texts(n, "blockquote"))
	}
}

// TestPageShowsText asks for texts that are markup: they are shown as texts, whatever they hold.
func TestPageShowsText(t *testing.T) {
	s := serve(t, localConfig(t))
	for _, question := range []string{
		"greeting command of the old bot removed?", `"><script>alert(1)</script><img src=x onerror=alert(1)>`, "lighthouse keeper brass telescope?",
	} {
		r := get(t, s, "/?q="+url.QueryEscape(question))
		n := page(t, r)
		if got := values(n, "script", "src"); len(texts(n, "script")) != 1 || len(got) != 1 || got[0] != "page.js" || len(texts(n, "img")) > 0 {
			t.Errorf("%s: it made elements\n%s", question, r.body)
		}
		for _, href := range values(n, "a", "href") {
			if strings.HasPrefix(href, "javascript") {
				t.Errorf("%s: a link to %s", question, href)
			}
		}
		if got := values(n, "input", "value"); len(got) != 1 || got[0] != question {
			t.Errorf("the question is shown as %q", got)
		}
		for _, kind := range []string{"style", "iframe", "object"} {
			if len(texts(n, kind)) > 0 {
				t.Errorf("%s: there is a %s", question, kind)
			}
		}
	}
	n := page(t, get(t, s, "/?q=greeting+command+of+the+old+bot+removed%3F"))
	if cites := texts(n, "cite"); len(cites) == 0 || cites[0] != `<script>alert(1)</script> & "quotes"` {
		t.Errorf("titles %q", cites)
	}
}

// TestPageTellsNoPaths quotes articles without a title: they are called by their id.
func TestPageTellsNoPaths(t *testing.T) {
	c := localConfig(t)
	c.Library = renamed{c.Library, index.Source{Source: "/home/owner/notes.txt"}}
	s := serve(t, c)
	for _, path := range []string{"/?q=brewery+Tromsdal+kettle", "/v1/answer?question=brewery+Tromsdal+kettle"} {
		if r := get(t, s, path); strings.Contains(r.body, "/home") || !strings.Contains(r.body, "secret/plans") {
			t.Errorf("%s tells\n%s", path, r.body)
		}
	}
	said, _, failed := call(t, assistant(t, s.URL, nil), "ask", map[string]any{"question": "brewery Tromsdal kettle"})
	if failed || strings.Contains(said, "/home") || !strings.Contains(said, "— secret/plans") {
		t.Errorf("an assistant is told\n%s", said)
	}
}

// TestPageKeepsOrder: marks that turn the direction of writing, in a title or a heading, turn
// nothing else.
func TestPageKeepsOrder(t *testing.T) {
	c := localConfig(t)
	c.Library = renamed{c.Library, index.Source{Title: "\u202etitle"}}
	n := page(t, get(t, serve(t, c), "/?q=brewery+Tromsdal+kettle"))
	if got := values(n, "cite", "dir"); len(got) == 0 || got[0] != "auto" {
		t.Errorf("titles stand in the direction %q", got)
	}
	if got := texts(n, "bdi"); len(got) < 2 || got[0] != "\u202eheading" || !strings.Contains(got[1], "title") {
		t.Errorf("kept apart are %q", got)
	}
}

// renamed is a library whose articles have the title and source of another, each with a copy.
type renamed struct {
	library.Library
	to index.Source
}

func (l renamed) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	a, err := l.Library.Answer(ctx, q)
	a.Quotes = slices.Clone(a.Quotes)
	for i := range a.Quotes {
		q := &a.Quotes[i]
		q.Article.Title, q.Article.Source = l.to.Title, l.to.Source
		q.Section, q.Also = []string{"\u202eheading"}, []index.Source{{ID: "copy", Title: l.to.Title, Source: l.to.Source}}
	}
	return a, err
}

func TestPageSpeaks(t *testing.T) {
	s := serve(t, localConfig(t))
	for accepts, want := range map[string][2]string{
		"":                        {"en", "Ask"},
		"de-AT,de;q=0.9,en;q=0.8": {"de", "Fragen"},
		"pt":                      {"pt-BR", "Perguntar"},
		"es-MX":                   {"es-ES", "Preguntar"},
		"ja":                      {"ja", "質問する"},
		"tlh":                     {"en", "Ask"},
		"<script>":                {"en", "Ask"},
		"nl,uk;q=0.5":             {"uk", "Запитати"},
	} {
		r := get(t, s, "/", "Accept-Language: "+accepts)
		n := page(t, r)
		if lang, button := values(n, "html", "lang"), texts(n, "button"); lang[0] != want[0] || button[0] != want[1] || r.header.Get("Content-Language") != want[0] {
			t.Errorf("%q: %s, %s; want %s", accepts, lang, button, want)
		}
	}
	n := page(t, get(t, s, "/?q=wie+hoch+misst+der+Pegel%3F"))
	if lang := values(n, "blockquote", "lang"); len(lang) == 0 || lang[0] != "de" {
		t.Errorf("a German quote is marked as %q", lang)
	}
}

func TestPageTroubles(t *testing.T) {
	s := serve(t, localConfig(t))
	r := get(t, s, "/?q="+strings.Repeat("a", 2001))
	if r.status != 422 || !strings.Contains(r.body, "2000 characters at most") {
		t.Errorf("a long question: %d\n%s", r.status, r.body)
	}
	if r := get(t, s, "/elsewhere"); r.status != 404 {
		t.Errorf("another path: %d", r.status)
	}
	if r := send(t, s, "POST", "/"); r.status != 405 {
		t.Errorf("another method: %d", r.status)
	}
}

func TestPageEmbedded(t *testing.T) {
	s := serve(t, localConfig(t))
	n := page(t, get(t, s, "/?embed=1&q=clock"))
	if class := values(n, "html", "class"); len(class) != 1 || class[0] != "embedded" {
		t.Errorf("class %q", class)
	}
	if names := values(n, "input", "name"); len(names) != 2 || names[1] != "embed" {
		t.Errorf("a question asked there leaves the frame: %q", names)
	}
	for _, target := range values(n, "a", "target") {
		if target != "_top" {
			t.Errorf("a link stays in the frame: %s", target)
		}
	}
	r := get(t, s, "/widget.js")
	if r.header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || !strings.HasPrefix(r.header.Get("Content-Type"), "text/javascript") {
		t.Errorf("the widget comes with %v", r.header)
	}
}

// FuzzPage asks anything: the page never fails, and never has more scripts than its own.
func FuzzPage(f *testing.F) {
	s := serve(f, localConfig(f))
	for _, q := range []string{"who built the clock?", "<script>", "\xff\x00", "{{.}}", "\u202e"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		r := get(t, s, "/?q="+url.QueryEscape(q))
		if r.status != 200 && r.status != 422 {
			t.Errorf("status %d", r.status)
		}
		if n := page(t, r); len(texts(n, "script")) != 1 {
			t.Errorf("%d scripts in\n%s", len(texts(n, "script")), r.body)
		}
	})
}
