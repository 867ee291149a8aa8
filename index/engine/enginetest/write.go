package enginetest

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/index/engine"
)

func testNotes(t *testing.T, p Place) {
	long := strings.Repeat("x", 3000)
	check := func(topic string, want map[string]string) {
		t.Helper()
		s := hold(t, p)
		var all []string
		err := s.EachNote(t.Context(), topic, func(n []byte) error { all = append(all, string(n)); return nil })
		slices.Sort(all)
		if err != nil || !slices.Equal(all, slices.Sorted(maps.Values(want))) {
			t.Errorf("%.5q: %q, %v, want %d notes", topic, all, err, len(want))
		}
		for key, text := range want {
			if got, err := s.Note(t.Context(), topic, key); err != nil || string(got) != text {
				t.Errorf("%.5q, %.5q: %q, %v, want %q", topic, key, got, err, text)
			}
		}
		if got, err := s.Note(t.Context(), topic, "none"); err != nil || got != nil {
			t.Errorf("%.5q, none: %q, %v", topic, got, err)
		}
	}
	apply(t, p, edit{notes: []note{
		{"", "a", "1"}, {"", long + "a", "2"}, {"", long + "b", "3"}, {"site", "p", "4"}, {"site", "q", "5"}, {long, "p", "6"},
	}})
	check("", map[string]string{"a": "1", long + "a": "2", long + "b": "3"})
	check("site", map[string]string{"p": "4", "q": "5"})
	check(long, map[string]string{"p": "6"})
	check("nothing", nil)
	apply(t, p, edit{
		forget: []note{{"", long + "a", ""}, {"site", "p", ""}, {"nothing", "x", ""}}, topics: []string{long, "never"},
		notes: []note{{"", "a", "7"}, {"site", "r", "8"}},
	})
	check("", map[string]string{"a": "7", long + "b": "3"})
	check("site", map[string]string{"q": "5", "r": "8"})
	check(long, nil)
	stop := errors.New("enough")
	if err := hold(t, p).EachNote(t.Context(), "", func([]byte) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("stopped: %v", err)
	}
	apply(t, p, edit{topics: []string{""}})
	check("", nil)
	check("site", map[string]string{"q": "5", "r": "8"})
	apply(t, p, edit{fresh: true})
	check("site", nil)
}

// testChange goes through the life of a corpus.
func testChange(t *testing.T, p Place) {
	numbers := map[string]int{}
	highest := 0
	steps := []struct {
		name   string
		edit   edit
		ids    []string
		words  string
		holder string // "" when nobody may hold the words any more
	}{
		{"first", edit{put: harbours()}, []string{"ports/hafen", "ports/ships", "zero"}, "captain", "ports/ships"},
		{"added", edit{put: []corpus.Article{text("mill", "", "The mill grinds barley.")}},
			[]string{"mill", "ports/hafen", "ports/ships", "zero"}, "barley", "mill"},
		{"changed", edit{put: []corpus.Article{text("mill", "", "The mill grinds rye.")}},
			[]string{"mill", "ports/hafen", "ports/ships", "zero"}, "rye", "mill"},
		{"the former text", edit{}, []string{"mill", "ports/hafen", "ports/ships", "zero"}, "barley", ""},
		{"removed", edit{remove: []string{"ports/ships", "zero"}}, []string{"mill", "ports/hafen"}, "captain", ""},
		{"from nothing", edit{fresh: true, put: harbours()}, []string{"ports/hafen", "ports/ships", "zero"}, "mill", ""},
		{"all gone", edit{remove: []string{"ports/hafen", "ports/ships", "zero"}}, nil, "captain", ""},
		{"back again", edit{put: harbours()[:1]}, []string{"ports/ships"}, "captain", "ports/ships"},
	}
	for i, step := range steps {
		if version := apply(t, p, step.edit); version != i+1 {
			t.Errorf("%s: version %d, want %d", step.name, version, i+1)
		}
		s := hold(t, p)
		Consistent(t, s)
		if step.edit.fresh { // numbers may begin anew
			numbers, highest = map[string]int{}, 0
		}
		ids, here := numbered(t, s)
		if !slices.Equal(ids, step.ids) {
			t.Errorf("%s: %q, want %q", step.name, ids, step.ids)
		}
		for _, a := range step.edit.put {
			if here[a.ID] <= highest {
				t.Errorf("%s: %s has number %d, after %d", step.name, a.ID, here[a.ID], highest)
			}
			delete(numbers, a.ID)
		}
		for id, n := range here {
			if was, ok := numbers[id]; ok && was != n {
				t.Errorf("%s: the number of %s went from %d to %d", step.name, id, was, n)
			}
			highest = max(highest, n)
		}
		numbers = here
		if _, a := Best(t, s, step.words); a == nil && step.holder != "" || a != nil && a.ID != step.holder {
			t.Errorf("%s: %q is found in %+v, want %q", step.name, step.words, a, step.holder)
		}
	}
}

// numbered returns the ids of all articles, in their order, and the numbers.
func numbered(t testing.TB, s engine.Snapshot) (ids []string, numbers map[string]int) {
	t.Helper()
	numbers = map[string]int{}
	err := s.Each(t.Context(), func(a *engine.Article) error {
		ids = append(ids, a.ID)
		numbers[a.ID] = a.Number
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids, numbers
}

// testAgree checks that what was changed step by step is found like what was written at once.
func testAgree(t *testing.T, changed, fresh Place) {
	a, b := text("a", "", "The bridge of Varn was built by Johann Felder."), text("b", "", "The mill at Oster grinds barley.", "The bridge is near.")
	c, d := text("c", "", "A text of the mill and of the bridge that goes away."), text("d", "Varn", "The mill stands beside the bridge.")
	apply(t, changed, edit{put: []corpus.Article{a, c}})
	apply(t, changed, edit{put: []corpus.Article{text("b", "", "The mill at Oster."), d}})
	apply(t, changed, edit{remove: []string{"c"}})
	apply(t, changed, edit{put: []corpus.Article{b}})
	apply(t, fresh, edit{put: []corpus.Article{a, d, b}})
	one, other := hold(t, changed), hold(t, fresh)
	for _, words := range []string{"mill", "bridge of Varn", "Johann Felder", "Where does the mill stand?"} {
		got, want := Search(t, one, words, engine.Filter{}, 10), Search(t, other, words, engine.Filter{}, 10)
		if len(got) != len(want) {
			t.Fatalf("%s: %d hits, want %d", words, len(got), len(want))
		}
		for i := range got {
			if got[i].Score != want[i].Score {
				t.Errorf("%s, hit %d: %g, want %g", words, i, got[i].Score, want[i].Score)
			}
		}
	}
}

func testLocked(t *testing.T, p Place) {
	k, err := p.Store().Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Store().Lock(t.Context())
	locked, ok := errors.AsType[*engine.LockedError](err)
	if !ok || locked.Where == "" || locked.Since.IsZero() || time.Since(locked.Since) > time.Hour {
		t.Errorf("while locked: %v", err)
	}
	if err := k.Release(); err != nil {
		t.Fatal(err)
	}
	apply(t, p, edit{put: harbours()})
}

// testAnnounce checks that what was announced is not remembered where nothing came of it, and that
// it does not speak against a generation that there is.
func testAnnounce(t *testing.T, p Place) {
	other := engine.Origin{Roots: []string{"elsewhere"}}
	for _, want := range [][]string{nil, origin.Roots} {
		for range 2 {
			k, err := p.Store().Lock(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got := k.Last().Origin.Roots; !slices.Equal(got, want) {
				t.Errorf("roots %q, want %q", got, want)
			}
			if err := errors.Join(k.Announce(t.Context(), other), k.Release()); err != nil {
				t.Fatal(err)
			}
		}
		apply(t, p, edit{put: harbours()})
	}
}

// testAbandon gives generations up at every stage: what is live stays, and the next one works.
func testAbandon(t *testing.T, p Place) {
	apply(t, p, edit{put: harbours(), notes: []note{{"", "a", "1"}}})
	for _, stage := range []string{"begun", "written", "finished"} {
		for _, fresh := range []bool{true, false} {
			k, err := p.Store().Lock(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			d, err := k.Begin(t.Context(), engine.Start{Fresh: fresh, Origin: origin})
			if err != nil {
				t.Fatal(err)
			}
			if stage != "begun" {
				e := edit{put: []corpus.Article{text("new", "", "A new text.")}, notes: []note{{"", "a", "2"}}}
				err = e.into(t.Context(), d, nil)
			}
			if stage == "finished" {
				err = errors.Join(err, d.Finish(t.Context()))
			}
			if err = errors.Join(err, d.Abandon(), k.Release()); err != nil {
				t.Fatalf("%s, fresh %v: %v", stage, fresh, err)
			}
			s := hold(t, p)
			n, err := s.Note(t.Context(), "", "a")
			if a, _ := s.Find(t.Context(), "new"); a != nil || s.Generation().Version != 1 || string(n) != "1" || err != nil {
				t.Errorf("%s, fresh %v: version %d with %v and %q, %v", stage, fresh, s.Generation().Version, a, n, err)
			}
		}
	}
	if version := apply(t, p, edit{put: []corpus.Article{text("new", "", "A new text.")}}); version != 2 {
		t.Errorf("version %d", version)
	}
	Consistent(t, hold(t, p))
}
