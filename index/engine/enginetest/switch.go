package enginetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// testSnapshot checks that what is held stays as it was, whatever is written.
func testSnapshot(t *testing.T, p Place) {
	apply(t, p, edit{put: harbours()})
	e := opened(t, p)
	s := held(t, e)
	apply(t, p, edit{remove: []string{"ports/ships"}})
	apply(t, p, edit{fresh: true, put: []corpus.Article{text("mill", "", "The mill grinds barley.")}})
	waitFor(t, func() bool { return e.Version() == 3 })
	Consistent(t, s)
	if _, a := Best(t, s, "captain"); a == nil || a.ID != "ports/ships" || s.Generation().Version != 1 {
		t.Errorf("version %d gives %+v", s.Generation().Version, a)
	}
	if _, a := Best(t, held(t, e), "captain"); a != nil {
		t.Errorf("version 3 gives %+v", a)
	}
}

func testClose(t *testing.T, p Place) {
	apply(t, p, edit{put: harbours()})
	e, err := p.Open()
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Hold(t.Context()); !errors.Is(err, engine.ErrClosed) || e.Version() != 0 {
		t.Errorf("closed: %v, version %d", err, e.Version())
	}
	Consistent(t, s)
	if err := s.Release(); err != nil {
		t.Error(err)
	}
}

// story is version v of a corpus of n articles.
func story(n, v int) []corpus.Article {
	out := make([]corpus.Article, n)
	for i := range out {
		out[i] = text(fmt.Sprintf("%03d", i), "", fmt.Sprintf("The mayor of district%d is called Person%dx%d.", i, i, v),
			fmt.Sprintf("Report %d tells of road works and of the weather.", i))
	}
	return out
}

// versionOf returns the version of the story that a snapshot holds, of which every passage
// found has to be.
func versionOf(t testing.TB, s engine.Snapshot) (version int) {
	ctx := context.Background()
	hits, err := s.Search(ctx, engine.Query{Most: 100, Terms: []engine.Term{
		{Spellings: []engine.Spelling{{Term: "mayor", Weight: 1}}, Passages: 1, Weight: 1},
	}})
	if err != nil || len(hits) == 0 {
		t.Errorf("%d hits, %v", len(hits), err)
		return 0
	}
	for i, h := range hits {
		v, err := toldBy(ctx, s, h.Passage)
		if err != nil || i > 0 && v != version {
			t.Errorf("version %d beside %d, %v", v, version, err)
		}
		version = v
	}
	return version
}

// toldBy returns the version that a passage of the story names.
func toldBy(ctx context.Context, s engine.Snapshot, p *engine.Passage) (version int, err error) {
	found, err := s.Articles(ctx, []int{p.Article})
	if err != nil {
		return 0, err
	}
	texts, err := s.Texts(ctx, []engine.Range{{Article: found[0], Start: p.Start, End: p.End}})
	if err != nil {
		return 0, err
	}
	var district, person int
	_, err = fmt.Sscanf(texts[0], "The mayor of district%d is called Person%dx%d.", &district, &person, &version)
	if err != nil || district != person {
		return 0, fmt.Errorf("%q: %v", texts[0], err)
	}
	return version, nil
}

// searchAlong searches from some goroutines until the function it returns is called: each
// snapshot has to hold one version, which never goes back.
func searchAlong(t *testing.T, e engine.Engine) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	var searchers sync.WaitGroup
	for range 3 {
		searchers.Go(func() {
			for last := 0; ctx.Err() == nil; time.Sleep(time.Millisecond) {
				s, err := e.Hold(context.Background())
				if err != nil {
					t.Error(err)
					return
				}
				v := versionOf(t, s)
				if err := s.Release(); err != nil || v < last {
					t.Errorf("version %d after %d, %v", v, last, err)
				}
				last = v
			}
		})
	}
	return func() { cancel(); searchers.Wait() }
}

// testFollow switches again and again under load.
func testFollow(t *testing.T, p Place) {
	const articles = 20
	apply(t, p, edit{put: story(articles, 1)})
	e := opened(t, p)
	stop := searchAlong(t, e)
	for v := 2; v <= 6; v++ {
		apply(t, p, edit{fresh: v%2 == 0, put: story(articles, v)})
		waitFor(t, func() bool { return e.Version() == v })
		if got := versionOf(t, held(t, e)); got != v {
			t.Errorf("after the switch: version %d, want %d", got, v)
		}
	}
	stop()
}

func waitFor(t testing.TB, done func() bool) {
	t.Helper()
	for range 600 {
		if done() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it did not happen within half a minute")
}

// testDamage checks that damage shows, that nothing is taken for what it is not, and that
// writing everything again mends it.
func testDamage(t *testing.T, p Place) {
	articles := story(20, 1)
	apply(t, p, edit{put: articles})
	p.Damage(t)
	e, err := p.Open()
	if err == nil {
		readDamaged(t, e, articles)
		err = e.Close()
	}
	if err != nil && !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("open: %v", err)
	}
	apply(t, p, edit{fresh: true, put: articles})
	Consistent(t, hold(t, p))
}

// readDamaged reads all articles of an engine that did not see the damage when it was opened.
func readDamaged(t *testing.T, e engine.Engine, articles []corpus.Article) {
	s := held(t, e)
	damaged := 0
	for _, want := range articles {
		a, err := s.Find(t.Context(), want.ID)
		if err == nil {
			var got corpus.Article
			if got, err = s.Whole(t.Context(), a); err == nil && got.Text != want.Text {
				t.Errorf("%s: %q, want %q", want.ID, got.Text, want.Text)
			}
		}
		if err != nil {
			damaged++
		}
		if err != nil && !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("%s: %v", want.ID, err)
		}
	}
	if damaged == 0 {
		t.Error("nothing was damaged")
	}
	q := engine.Query{Terms: weighted(t, s, "mayor"), Most: 100}
	if _, err := s.Search(t.Context(), q); err != nil && !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("search: %v", err)
	}
}
