package enginetest

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/term"
)

// harbours are three articles, one of them in another language and one without passages.
func harbours() []corpus.Article {
	ships := text("ports/ships", "Ships of Oster", "The Heron carries timber. She was built in Varn in 1902.", "The Otter carries mail. Her captain is Ada Holm.")
	ships.Blocks[1].Anchor = "#otter"
	ships.Published = time.Date(2025, 5, 19, 1, 2, 3, 4, time.FixedZone("", 7200))
	ships.Revised = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	hafen := text("ports/hafen", "", "Der Hafen von Oster wurde 1743 gebaut.")
	hafen.Language = "de"
	return []corpus.Article{ships, hafen, {ID: "zero", Title: "Nothing", Source: "zero.txt"}}
}

func testEmpty(t *testing.T, p Place) {
	if e, err := p.Open(); !errors.Is(err, engine.ErrNoIndex) {
		t.Fatalf("opened %v, %v", e, err)
	}
	k, err := p.Store().Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if k.Live() != nil || k.Last().Version != 0 {
		t.Errorf("live %v, last %+v", k.Live(), k.Last())
	}
	if err := k.Release(); err != nil {
		t.Fatal(err)
	}
	apply(t, p, edit{})
	s := hold(t, p)
	Consistent(t, s)
	if hits := Search(t, s, "timber", engine.Filter{}, 5); len(hits) > 0 {
		t.Errorf("%+v", hits)
	}
	if found, err := s.Similar(t.Context(), "timber", 2, 3); err != nil || len(found) > 0 {
		t.Errorf("%q, %v", found, err)
	}
	apply(t, p, edit{put: harbours()})
	Consistent(t, hold(t, p))
}

func testGeneration(t *testing.T, p Place) {
	version := apply(t, p, edit{put: harbours()})
	e := opened(t, p)
	s := held(t, e)
	Consistent(t, s)
	g := s.Generation()
	want := engine.Totals{Articles: 3, Passages: 3, Sentences: 5}
	for _, a := range harbours() {
		d := document(a)
		want.Bytes += int64(len(a.Text))
		want.Text += d.TextTerms
		want.All += d.AllTerms
	}
	if g.Totals != want || g.Version != version || version < 1 || e.Version() != version {
		t.Errorf("%+v of version %d (%d), want %+v of %d", g.Totals, g.Version, e.Version(), want, version)
	}
	if !reflect.DeepEqual(g.Origin, origin) || g.Languages["de"] != 1 || g.Worn {
		t.Errorf("%+v", g)
	}
}

func testArticles(t *testing.T, p Place) {
	long := text(strings.Repeat("folder/", 300)+"é", "", "A name of more than two thousand bytes.")
	other := text(strings.Repeat("folder/", 300)+"e", "", "Another name of more than two thousand bytes.")
	want := append(harbours(), long, other)
	apply(t, p, edit{put: want})
	s := hold(t, p)
	var ids []string
	var numbers []int
	err := s.Each(t.Context(), func(a *engine.Article) error {
		ids, numbers = append(ids, a.ID), append(numbers, a.Number)
		return nil
	})
	if err != nil || len(ids) != len(want) || !slices.IsSorted(ids[2:]) || !slices.IsSorted(ids[:2]) {
		t.Errorf("%q, %v", ids, err)
	}
	slices.Reverse(numbers)
	found, err := s.Articles(t.Context(), numbers)
	if err != nil || len(found) != len(numbers) || found[0].Number != numbers[0] {
		t.Errorf("%v, %v", found, err)
	}
	for _, a := range want {
		sameArticle(t, s, a)
	}
	stop := errors.New("enough")
	if err := s.Each(t.Context(), func(*engine.Article) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("stopped: %v", err)
	}
	for _, id := range []string{"", "none", "ports", "ports/ships2"} {
		if a, err := s.Find(t.Context(), id); a != nil || err != nil {
			t.Errorf("%q: %+v, %v", id, a, err)
		}
	}
	if _, err := s.Articles(t.Context(), []int{numbers[0], 1 << 40}); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("no such number: %v", err)
	}
}

// sameArticle compares a stored article with the one that was put in.
func sameArticle(t *testing.T, s engine.Snapshot, want corpus.Article) {
	t.Helper()
	a, err := s.Find(t.Context(), want.ID)
	if err != nil || a == nil {
		t.Fatalf("%.20q: %v, %v", want.ID, a, err)
	}
	d := document(want)
	described := *d.Describe(a.Number, a.Place)
	if !described.Published.Equal(a.Published) {
		t.Errorf("%.20q: published %v, want %v", want.ID, a.Published, described.Published)
	}
	described.Published = a.Published
	if *a != described {
		t.Errorf("%+v, want %+v", *a, described)
	}
	got, err := s.Whole(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	got.Published = want.Published
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func testPassages(t *testing.T, p Place) {
	apply(t, p, edit{put: harbours()})
	s := hold(t, p)
	a, err := s.Find(t.Context(), "ports/ships")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want int }{{0, 2, 2}, {1, 2, 1}, {0, 0, 0}, {2, 2, 0}} {
		passages, err := s.Passages(t.Context(), a, c.from, c.to)
		if err != nil || len(passages) != c.want || c.want > 0 && passages[0].Ordinal != c.from {
			t.Errorf("%d to %d: %v, %v", c.from, c.to, passages, err)
		}
	}
	for _, c := range [][2]int{{0, 3}, {-1, 1}, {2, 1}} {
		if _, err := s.Passages(t.Context(), a, c[0], c[1]); !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("%d to %d: %v", c[0], c[1], err)
		}
	}
	passages, err := s.Passages(t.Context(), a, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if got := passages[0]; got.Anchor != "#otter" || len(got.Sentences) != 2 || got.Sentences[1].Terms.At(0) != term.Hash("captain") {
		t.Errorf("%+v", got)
	}
}

func testTexts(t *testing.T, p Place) {
	apply(t, p, edit{put: harbours()})
	s := hold(t, p)
	ships, err := s.Find(t.Context(), "ports/ships")
	if err != nil {
		t.Fatal(err)
	}
	hafen, err := s.Find(t.Context(), "ports/hafen")
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Texts(t.Context(), []engine.Range{
		{Article: hafen, Start: 4, End: 9}, {Article: ships, End: 9}, {Article: ships, Start: 3, End: 3}, {Article: hafen, End: hafen.Bytes},
	})
	if want := []string{"Hafen", "The Heron", "", "Der Hafen von Oster wurde 1743 gebaut."}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	for _, r := range [][2]int{{-1, 3}, {3, 2}, {0, ships.Bytes + 1}, {1 << 40, 1 << 41}} {
		ranges := []engine.Range{{Article: hafen, End: 1}, {Article: ships, Start: r[0], End: r[1]}}
		if _, err := s.Texts(t.Context(), ranges); !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("%d to %d: %v", r[0], r[1], err)
		}
	}
	if got, err := s.Texts(t.Context(), nil); err != nil || len(got) > 0 {
		t.Errorf("of nothing: %q, %v", got, err)
	}
}
