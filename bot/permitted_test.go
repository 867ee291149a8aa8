package bot

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/bot/shelf"
	"verbatim/bot/store"
	"verbatim/index"
)

// listed is a library that only lists its articles.
type listed struct {
	Library
	articles []index.Source
}

func (s listed) Sources() ([]index.Source, error) { return s.articles, nil }

// TestQuoteIsPermittedAsItWasAndAsItIs takes a quote's sources from a server one by one.
func TestQuoteIsPermittedAsItWasAndAsItIs(t *testing.T) {
	lib := listed{articles: []index.Source{{ID: "a", Source: "docs/a.md"}, {ID: "b", Source: "docs/b.md"}, {ID: "moved", Source: "private/m.md"}}}
	s, err := store.Open(t.TempDir(), "bot.db")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	room, err := shelf.New(lib, s, time.Now).Of("1")
	if err != nil {
		t.Fatal(err)
	}
	quote := func(id, source string, also ...store.Source) store.Quote {
		return store.Quote{Ref: store.Ref{Article: id}, Text: "x", Source: source, Also: also}
	}
	twin := store.Source{Article: "b", Source: "docs/b.md"}
	for name, c := range map[string]struct {
		view        index.Filter
		quote, want store.Quote
	}{
		"all":               {index.Filter{}, quote("a", "docs/a.md", twin), quote("a", "docs/a.md", twin)},
		"chosen":            {index.Filter{Sources: []string{"docs/"}}, quote("a", "docs/a.md", twin), quote("a", "docs/a.md", twin)},
		"not chosen":        {index.Filter{Sources: []string{"news/"}}, quote("a", "docs/a.md", twin), store.Quote{}},
		"confined":          {index.Filter{Within: []string{"news/"}}, quote("a", "docs/a.md", twin), store.Quote{}},
		"the twin is not":   {index.Filter{Sources: []string{"a"}}, quote("a", "docs/a.md", twin), quote("a", "docs/a.md")},
		"chosen and beyond": {index.Filter{Sources: []string{"docs/"}, Within: []string{"docs/a"}}, quote("a", "docs/a.md", twin), quote("a", "docs/a.md")},
		"moved since":       {index.Filter{Sources: []string{"docs/"}}, quote("moved", "docs/m.md"), store.Quote{}},
		"not listed yet":    {index.Filter{Sources: []string{"docs/"}}, quote("new", "docs/n.md"), quote("new", "docs/n.md")},
	} {
		got, err := permitted(room, c.view, c.quote)
		if d := cmp.Diff(c.want, got); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
}
