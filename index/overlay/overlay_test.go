package overlay_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/local"
	"verbatim/index/overlay"
	"verbatim/index/term"
)

// article makes an article of paragraphs.
func article(id, title, language string, paragraphs ...string) corpus.Article {
	a := corpus.Article{ID: id, Title: title, Source: "https://example.org/" + id, Language: language, Text: strings.Join(paragraphs, "\n\n")}
	at := 0
	for _, p := range paragraphs {
		a.Blocks = append(a.Blocks, corpus.Block{Start: at, End: at + len(p)})
		at += len(p) + 2
	}
	return a
}

// shared and own are what lies below and what lies over it.
var (
	shared = []corpus.Article{
		article("docs/backup", "Backups", "en", "Backups are kept for 30 days. They are made every night at two.", "A backup is restored with the restore command."),
		article("docs/ranks", "Ranks", "en", "A rank is given by an administrator.", "The rank of builder lets a member place blocks."),
		article("docs/server", "The server", "en", "The server runs on port 25565.", "It restarts every morning at five."),
	}
	own = []corpus.Article{
		article("taught:1", "When is the next event?", "en", "The next building contest begins on the first Saturday of May. Bring your own tools."),
		article("taught:2", "Wer darf bauen?", "de", "Bauen dürfen alle, die den Rang Erbauer haben."),
		article("taught:3", "How long are backups kept here?", "en", "On this server backups are kept for 90 days."),
	}
	questions = []string{
		"When does the next building contest begin?", "How long are backups kept?", "Wer darf bauen?", "Which port does the server run on?",
		"What does the rank of builder let a member do?", "Who built the moon?", "When does the servr restart?", "contst building tools", "",
	}
)

// build puts articles into a new engine on disk.
func build(t *testing.T, articles []corpus.Article) engine.Engine {
	t.Helper()
	dir := t.TempDir()
	k, err := local.NewStore(dir, nil).Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d, err := k.Begin(t.Context(), engine.Start{Fresh: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		doc := engine.NewDocument(a, corpus.Split(&a), [16]byte{}, term.NewAnalyzer(a.Language))
		if _, err := d.Put(t.Context(), d.Prepare(doc)); err != nil {
			t.Fatal(err)
		}
	}
	finishing := d.Finish(t.Context())
	_, switching := d.Switch(t.Context())
	if err := errors.Join(finishing, switching, k.Release()); err != nil {
		t.Fatal(err)
	}
	e, err := local.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// TestAsOneCorpus asks an engine with a shelf over it what an engine of all the articles is
// asked: quotes, order and confidence are the same.
func TestAsOneCorpus(t *testing.T) {
	apart := index.New(build(t, shared), index.Options{}).Beside(overlay.NewShelf(own))
	together := index.New(build(t, slices.Concat(own, shared)), index.Options{})
	for _, level := range []index.Level{index.Cautious, index.Eager} {
		for _, q := range questions {
			query := index.Query{Text: q, Top: 3, Level: level}
			got, err := apart.Answer(t.Context(), query)
			if err != nil {
				t.Fatal(err)
			}
			want, err := together.Answer(t.Context(), query)
			if err != nil {
				t.Fatal(err)
			}
			got.Took, want.Took = 0, 0
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %q: %s", level, q, diff)
			}
		}
	}
}

// TestCountsBoth checks an engine with a shelf over it against what its articles hold.
func TestCountsBoth(t *testing.T) {
	e := overlay.New(build(t, shared), overlay.NewShelf(own))
	s, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	enginetest.Consistent(t, s)
	var ids []string
	if err := s.Each(t.Context(), func(a *engine.Article) error { ids = append(ids, a.ID); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := []string{"docs/backup", "docs/ranks", "docs/server", "taught:1", "taught:2", "taught:3"}; !slices.Equal(ids, want) {
		t.Errorf("articles %q, want %q", ids, want)
	}
	broken := errors.New("enough")
	if err := s.Each(t.Context(), func(a *engine.Article) error {
		if a.ID == "taught:2" {
			return broken
		}
		return nil
	}); !errors.Is(err, broken) {
		t.Errorf("a list that is broken off ends with %v", err)
	}
}

// TestBothOfSnapshot reads articles, passages and texts of both at once, and what does not exist.
func TestBothOfSnapshot(t *testing.T) {
	s, err := overlay.New(build(t, shared), overlay.NewShelf(own)).Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	ctx := t.Context()
	find := func(id string) *engine.Article {
		a, err := s.Find(ctx, id)
		if err != nil || a == nil {
			t.Fatalf("%s: %v, %v", id, a, err)
		}
		return a
	}
	taught, port := find("taught:1"), find("docs/server")
	both, err := s.Articles(ctx, []int{taught.Number, port.Number})
	if err != nil || both[0].ID != taught.ID || both[1].ID != port.ID {
		t.Errorf("articles %v, %v", both, err)
	}
	texts, err := s.Texts(ctx, []engine.Range{{Article: port, Start: 0, End: 10}, {Article: taught, Start: 4, End: 8}, {Article: port, Start: 4, End: 10}})
	if err != nil || !slices.Equal(texts, []string{"The server", "next", "server"}) {
		t.Errorf("texts %q, %v", texts, err)
	}
	for _, r := range []engine.Range{{Article: taught, Start: -1, End: 2}, {Article: taught, Start: 0, End: 9999}, {Article: taught, Start: 3, End: 2}} {
		if _, err := s.Texts(ctx, []engine.Range{r}); !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("%d to %d: %v", r.Start, r.End, err)
		}
	}
	if _, err := s.Passages(ctx, taught, 0, 5); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("passages that are not there: %v", err)
	}
	if a, err := s.Find(ctx, "taught:9"); a != nil || err != nil {
		t.Errorf("an article that is not there: %v, %v", a, err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Whole(cancelled, taught); !errors.Is(err, context.Canceled) {
		t.Errorf("what nobody waits for: %v", err)
	}
	passages, err := s.Passages(ctx, taught, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	cosines, err := s.Cosines(ctx, []float32{1}, passages)
	if err != nil || len(cosines) != 1 || !math.IsNaN(cosines[0]) {
		t.Errorf("cosines %v, %v", cosines, err)
	}
}

// TestFilterOfBoth: sources choose below, an article anywhere.
func TestFilterOfBoth(t *testing.T) {
	x := index.New(build(t, shared), index.Options{}).Beside(overlay.NewShelf(own))
	for _, c := range []struct {
		filter index.Filter
		want   []string
	}{
		{index.Filter{}, []string{"docs/backup", "taught:3"}},
		{index.Filter{Sources: []string{"docs/ranks"}}, []string{"taught:3"}},
		{index.Filter{Within: []string{"nowhere"}}, []string{"taught:3"}},
		{index.Filter{Article: "docs/backup"}, []string{"docs/backup"}},
		{index.Filter{Article: "taught:3"}, []string{"taught:3"}},
		{index.Filter{Article: "taught:1"}, nil},
	} {
		hits, err := x.Search(t.Context(), "backups kept", 10, c.filter)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range hits {
			if !slices.Contains(ids, h.Article.ID) {
				ids = append(ids, h.Article.ID)
			}
		}
		slices.Sort(ids)
		if !slices.Equal(ids, c.want) {
			t.Errorf("%+v: %q, want %q", c.filter, ids, c.want)
		}
	}
}

// TestBelowKnowsNothing: the engine below a shelf answers as if there were none.
func TestBelowKnowsNothing(t *testing.T) {
	below := index.New(build(t, shared), index.Options{})
	first, other := below.Beside(overlay.NewShelf(own)), below.Beside(overlay.NewShelf(own[:1]))
	for name, x := range map[string]*index.Index{"below": below, "other": other} {
		a, err := x.Answer(t.Context(), index.Query{Text: "How long are backups kept on this server?", Top: 5, Level: index.Eager})
		if err != nil || strings.Contains(fmt.Sprint(a), "90 days") {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
	a, err := first.Answer(t.Context(), index.Query{Text: "How long are backups kept on this server?", Top: 5, Level: index.Eager})
	if err != nil || !strings.Contains(a.Quotes[0].Text, "90 days") {
		t.Errorf("%v, %v", a, err)
	}
}
