package enginetest

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// plain is an article in a language whose words stay as they are.
func plain(id string, paragraphs ...string) corpus.Article {
	a := text(id, "", paragraphs...)
	a.Language = "xx"
	return a
}

func testCounts(t *testing.T, p Place) {
	apply(t, p, edit{put: []corpus.Article{
		plain("a", "red green green", "red blue"), plain("b", "red"), text("c", "Red letters", "Nothing more"),
	}})
	s := hold(t, p)
	got, err := s.Counts(t.Context(), []string{"red", "green", "white", "red", "", "nothing more", "letter"})
	if want := []int{4, 1, 0, 4, 0, 0, 1}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	if got, err := s.Counts(t.Context(), nil); err != nil || len(got) > 0 {
		t.Errorf("of nothing: %v, %v", got, err)
	}
}

func testSimilar(t *testing.T, p Place) {
	apply(t, p, edit{put: []corpus.Article{
		plain("a", "harbor", "harbor"), plain("b", "harbour"), plain("c", "marbor arbor"), plain("d", "mill", "mill milk"), plain("e", "mild"),
	}})
	check := func(term string, edits, most int, want ...string) {
		t.Helper()
		got, err := hold(t, p).Similar(t.Context(), term, edits, most)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s, %d edits, %d at most: %q, %v, want %q", term, edits, most, got, err, want)
		}
	}
	check("harbur", 1, 3, "harbor", "harbour") // the more frequent first
	check("harbur", 1, 1, "harbor")
	check("harber", 1, 3, "harbor")
	check("harber", 2, 3, "harbor") // what is nearer leaves out the rest
	check("hxrbxur", 2, 3, "harbour")
	check("harbor", 1, 3, "harbour")            // never the term itself
	check("milx", 1, 3, "mill", "mild", "milk") // however they are spelled
	check("warbor", 2, 3)                       // another first letter
	apply(t, p, edit{remove: []string{"b"}})
	check("harbour", 1, 3, "harbor")
	check("harbor", 1, 3) // nobody holds the other one any more
}

func testSearch(t *testing.T, p Place) {
	articles := []corpus.Article{
		plain("a", "red green", "red red blue a b c d e f g h", "white"),
		text("b", "Red", "The red mill grinds rye. It is blue and red.", "Rye is dear."), plain("c", "green green green blue"),
	}
	apply(t, p, edit{put: articles})
	s := hold(t, p)
	q := engine.Query{Most: 10, Terms: []engine.Term{
		{Spellings: []engine.Spelling{{Term: "red", Weight: 1}, {Term: "blue", Weight: 0.6}}, Passages: 5, Weight: 0.7},
		{Spellings: []engine.Spelling{{Term: "green", Weight: 1}}, Passages: 2, Weight: 1.3},
		{Spellings: []engine.Spelling{{Term: "nowhere", Weight: 1}}, Passages: 0, Weight: 3},
	}}
	want := scores(articles, q)
	hits, err := s.Search(t.Context(), q)
	if err != nil || len(hits) != len(want) {
		t.Fatalf("%d hits, want %d, %v", len(hits), len(want), err)
	}
	for i, h := range hits {
		found, err := s.Articles(t.Context(), []int{h.Passage.Article})
		if err != nil {
			t.Fatal(err)
		}
		at := spot{found[0].ID, h.Passage.Ordinal}
		if math.Abs(h.Score-want[at]) > 1e-3*want[at] || want[at] == 0 {
			t.Errorf("%v scores %g, want %g", at, h.Score, want[at])
		}
		if i > 0 && h.Score > hits[i-1].Score {
			t.Errorf("hit %d scores %g after %g", i, h.Score, hits[i-1].Score)
		}
	}
	q.Most = 2
	first, err := s.Search(t.Context(), q)
	if err != nil || len(first) != 2 || first[0].Score != hits[0].Score || first[1].Score != hits[1].Score {
		t.Errorf("the first two: %+v, %v", first, err)
	}
}

// A spot is the place of a passage.
type spot struct {
	id      string
	ordinal int
}

// scores works out by hand what a query gives to the passages of articles.
func scores(articles []corpus.Article, q engine.Query) map[spot]float64 {
	terms := map[spot]map[string]float64{}
	lengths := map[spot]float64{}
	all := 0.0
	for _, a := range articles {
		d := document(a)
		for i := range d.Passages {
			part := d.Part(i)
			at := spot{a.ID, i}
			terms[at] = map[string]float64{}
			for _, list := range append(slices.Clone(part.Terms), part.Above, d.Title) {
				for _, x := range list {
					terms[at][x.Text]++
					lengths[at]++
					all++
				}
			}
		}
	}
	out := map[spot]float64{}
	for at, counts := range terms {
		for _, x := range q.Terms {
			tf := 0.0
			for _, s := range x.Spellings {
				tf += s.Weight * counts[s.Term] / (1 - engine.B + engine.B*lengths[at]*float64(len(terms))/all)
			}
			if tf > 0 {
				out[at] += x.Weight * tf * (engine.K1 + 1) / (engine.K1 + tf)
			}
		}
	}
	return out
}

func testFilter(t *testing.T, p Place) {
	apply(t, p, edit{put: []corpus.Article{
		text("news/a", "", "The stadium of Lund is new."), text("blog/b", "", "The stadium of Lund is old.", "The stadium is for sale."),
	}})
	s := hold(t, p)
	for _, c := range []struct {
		filter engine.Filter
		want   int
	}{
		{engine.Filter{}, 3},
		{engine.Filter{Article: "news/a"}, 1},
		{engine.Filter{Article: "news/"}, 0},
		{engine.Filter{Article: "none"}, 0},
		{engine.Filter{Sources: []string{"blog/"}}, 2},
		{engine.Filter{Sources: []string{"nowhere", "news"}}, 1},
		{engine.Filter{Sources: []string{"https://example.org/blog"}}, 2},
		{engine.Filter{Sources: []string{"news", "blog"}}, 3},
		{engine.Filter{Article: "blog/b", Sources: []string{"news"}}, 0},
		{engine.Filter{Article: "blog/b", Sources: []string{"blog"}}, 2},
		{engine.Filter{Sources: []string{"nowhere"}}, 0},
		{engine.Filter{Within: []string{"blog"}}, 2},
		{engine.Filter{Sources: []string{"news", "blog"}, Within: []string{"https://example.org/blog"}}, 2},
		{engine.Filter{Sources: []string{"news"}, Within: []string{"blog"}}, 0},
		{engine.Filter{Article: "blog/b", Within: []string{"blog"}}, 2},
		{engine.Filter{Article: "blog/b", Within: []string{"news"}}, 0},
	} {
		for range 2 { // an engine may remember what a filter lets through
			if hits := Search(t, s, "stadium", c.filter, 5); len(hits) != c.want {
				t.Errorf("%+v: %d hits, want %d", c.filter, len(hits), c.want)
			}
		}
	}
}

func testCancelled(t *testing.T, p Place) {
	apply(t, p, edit{put: harbours()})
	s := hold(t, p)
	terms := weighted(t, s, "timber")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Search(ctx, engine.Query{Terms: terms, Most: 5}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search nobody waits for: %v", err)
	}
	if err := s.Each(ctx, func(*engine.Article) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a list nobody waits for: %v", err)
	}
}
