package enginetest

import (
	"context"
	"errors"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// encoding is that of the made-up vectors of the tests.
var encoding = engine.Encoding{Identity: [16]byte{7}, Dimension: 64}

// vectorOf makes a vector up: a text has the same always, and different ones are nearly
// at right angles.
func vectorOf(text string) []float32 {
	h := fnv.New64a()
	h.Write([]byte(text))
	r := rand.New(rand.NewPCG(h.Sum64(), 1))
	v, sum := make([]float32, encoding.Dimension), 0.0
	for i := range v {
		v[i] = float32(r.NormFloat64())
		sum += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// english wants the vectors of English articles.
func english(a *engine.Article) bool { return a.Language == "en" }

// fillIn gives at most that many passages of a place their vectors, and returns what was
// encoded.
func fillIn(t testing.TB, p Place, most int) (texts []string) {
	t.Helper()
	texts, err := fillSome(t.Context(), p.Store(), most)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func fillSome(ctx context.Context, store engine.Store, most int) (texts []string, err error) {
	f, err := store.Fill(ctx, encoding, english)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Release()) }()
	for len(texts) < most {
		blanks, err := f.Next(ctx, min(3, most-len(texts)))
		if err != nil || len(blanks) == 0 {
			return texts, err
		}
		vectors := make([][]float32, len(blanks))
		for i, b := range blanks {
			vectors[i] = vectorOf(b.Text)
			texts = append(texts, b.Text)
		}
		if err := f.Add(ctx, blanks, vectors); err != nil {
			return texts, err
		}
	}
	return texts, nil
}

// understood opens the engine of a place for the tests' encoding, and holds it.
func understood(t testing.TB, p Place) engine.Snapshot {
	t.Helper()
	e := opened(t, p)
	if err := e.Understand(encoding); err != nil {
		t.Fatal(err)
	}
	return held(t, e)
}

// meant checks which passages of a snapshot have vectors: those of English articles whose
// text is not in lacking. Every one is the nearest to its own.
func meant(t testing.TB, s engine.Snapshot, lacking ...string) {
	t.Helper()
	want := 0
	err := s.Each(t.Context(), func(a *engine.Article) error {
		passages, err := s.Passages(t.Context(), a, 0, a.Passages)
		if err != nil {
			return err
		}
		for _, p := range passages {
			text := encodedOf(t, s, a, p)
			has := english(a) && !slices.Contains(lacking, text)
			if has {
				want++
			}
			isMeant(t, s, p, text, has)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Vectors(t.Context()); err != nil || got != want {
		t.Errorf("%d vectors, %v, want %d", got, err, want)
	}
}

// isMeant checks that a passage is found by its vector, or has none.
func isMeant(t testing.TB, s engine.Snapshot, p *engine.Passage, text string, has bool) {
	t.Helper()
	cosines, err := s.Cosines(t.Context(), vectorOf(text), []*engine.Passage{p})
	if err != nil || len(cosines) != 1 || has != (math.Abs(cosines[0]-1) < 0.02) || has == math.IsNaN(cosines[0]) {
		t.Errorf("%q has a vector: %v, but cosines %v, %v", text, has, cosines, err)
	}
	hits, err := s.Nearest(t.Context(), vectorOf(text), engine.Filter{}, 2)
	if err != nil {
		t.Fatal(err)
	}
	found := slices.ContainsFunc(hits, func(h engine.Hit) bool {
		return h.Passage.Article == p.Article && h.Passage.Ordinal == p.Ordinal && h.Score > 0.98
	})
	if found != has {
		t.Errorf("%q has a vector: %v, but %d hits", text, has, len(hits))
	}
}

// encodedOf returns what is encoded of a passage.
func encodedOf(t testing.TB, s engine.Snapshot, a *engine.Article, p *engine.Passage) string {
	t.Helper()
	texts, err := s.Texts(t.Context(), []engine.Range{{Article: a, Start: p.Start, End: p.End}})
	if err != nil {
		t.Fatal(err)
	}
	return engine.Encoded(a.Title, p.Headings, texts[0])
}

func testMeaning(t *testing.T, p Place) {
	mill := text("mill", "The mill", "It grinds barley.", "It was built of oak.")
	apply(t, p, edit{put: append(harbours(), plain("z", "rot und grün"), mill)})
	s := understood(t, p)
	if hits, err := s.Nearest(t.Context(), vectorOf("x"), engine.Filter{}, 5); err != nil || len(hits) > 0 {
		t.Errorf("without vectors: %v, %v", hits, err)
	}
	if some := fillIn(t, p, 2); len(some) != 2 {
		t.Errorf("%d encoded, want 2", len(some))
	}
	if rest := fillIn(t, p, math.MaxInt); len(rest) != 2 {
		t.Errorf("%q encoded after 2, want 2: all but those in other languages", rest)
	}
	if more := fillIn(t, p, math.MaxInt); len(more) > 0 {
		t.Errorf("%q were encoded again", more)
	}
	meant(t, understood(t, p))
	other := opened(t, p)
	if err := other.Understand(engine.Encoding{Identity: [16]byte{8}, Dimension: 64}); err != nil {
		t.Fatal(err)
	}
	if n, err := held(t, other).Vectors(t.Context()); err != nil || n != 0 {
		t.Errorf("%d vectors of another encoding, %v", n, err)
	}
}

// testMeaningLater checks that an open engine finds what is filled in meanwhile.
func testMeaningLater(t *testing.T, p Place) {
	apply(t, p, edit{put: harbours()})
	s := understood(t, p)
	all := len(fillIn(t, p, math.MaxInt))
	waitFor(t, func() bool {
		n, err := s.Vectors(t.Context())
		return err != nil || n == all
	})
	meant(t, s)
}

// testMeaningCarried checks that a passage that stays keeps its vector, wherever it stands.
func testMeaningCarried(t *testing.T, p Place) {
	harbours := harbours()
	apply(t, p, edit{put: harbours})
	fillIn(t, p, math.MaxInt)
	was := harbours[0].Text
	first := text(harbours[0].ID, harbours[0].Title, append(strings.Split(was, "\n\n"), "This is new.")...)
	twin := harbours[0]
	twin.ID = "twin"
	check := func(name string, e edit, encoded int) {
		t.Helper()
		apply(t, p, e)
		var lacking []string
		if encoded > 0 {
			lacking = append(lacking, engine.Encoded(first.Title, nil, "This is new."))
		}
		meant(t, understood(t, p), lacking...)
		if texts := fillIn(t, p, math.MaxInt); len(texts) != encoded {
			t.Errorf("%s: %q were encoded, want %d", name, texts, encoded)
		}
		meant(t, understood(t, p))
	}
	check("one paragraph is new", edit{put: []corpus.Article{first}}, 1)
	check("an article is gone", edit{remove: []string{harbours[1].ID}}, 0)
	check("another says the same", edit{put: []corpus.Article{twin}}, 0)
	check("all is written anew", edit{fresh: true, put: append([]corpus.Article{twin, first}, harbours[2:]...)}, 0)
	check("all is gone", edit{fresh: true, put: []corpus.Article{plain("z", "leer")}}, 0)
}

func testMeaningFilter(t *testing.T, p Place) {
	apply(t, p, edit{put: []corpus.Article{
		text("news/a", "", "The stadium of Lund is new."), text("blog/b", "", "The stadium of Lund is old.", "The stadium is for sale."),
		text("news/c", "", "Lund has a harbour."),
	}})
	fillIn(t, p, math.MaxInt)
	s := understood(t, p)
	for _, c := range []struct {
		filter engine.Filter
		want   []string
	}{
		{engine.Filter{}, []string{"blog/b", "blog/b", "news/a", "news/c"}},
		{engine.Filter{Article: "blog/b"}, []string{"blog/b", "blog/b"}},
		{engine.Filter{Article: "none"}, nil},
		{engine.Filter{Sources: []string{"news/"}}, []string{"news/a", "news/c"}},
		{engine.Filter{Article: "blog/b", Sources: []string{"news"}}, nil},
	} {
		hits, err := s.Nearest(t.Context(), vectorOf("stadium"), c.filter, 9)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, h := range hits {
			found, err := s.Articles(t.Context(), []int{h.Passage.Article})
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, found[0].ID)
			if i > 0 && h.Score > hits[i-1].Score {
				t.Errorf("%+v: hit %d scores %g after %g", c.filter, i, h.Score, hits[i-1].Score)
			}
		}
		if slices.Sort(got); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.filter, got, c.want)
		}
	}
}

// testMeaningAlone checks that there is one filler at a time, and none of an old generation.
func testMeaningAlone(t *testing.T, p Place) {
	if _, err := p.Store().Fill(t.Context(), encoding, english); !errors.Is(err, engine.ErrNoIndex) {
		t.Errorf("filling nothing: %v", err)
	}
	apply(t, p, edit{put: harbours()})
	f, err := p.Store().Fill(t.Context(), encoding, english)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Store().Fill(t.Context(), encoding, english); !errors.Is(err, engine.ErrFilling) {
		t.Errorf("a second filler: %v", err)
	}
	apply(t, p, edit{put: []corpus.Article{text("new", "", "This is new.")}})
	if _, err := f.Next(t.Context(), 1); !errors.Is(err, engine.ErrReplaced) {
		t.Errorf("filling an old generation: %v", err)
	}
	if err := f.Release(); err != nil {
		t.Fatal(err)
	}
	fillIn(t, p, math.MaxInt)
	meant(t, understood(t, p))
}
