package update

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/corpus/clone"
	"verbatim/index/engine"
	"verbatim/index/local"
)

func TestEdit(t *testing.T) {
	top := t.TempDir()
	t.Chdir(top)
	for _, name := range []string{"notes/deep", "notes/.wiki", "more", "notes2"} {
		if err := os.MkdirAll(name, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	at := func(names ...string) (all []string) {
		for _, n := range names {
			if !strings.Contains(n, ":") && !strings.Contains(n, "@") {
				n = filepath.Join(top, n)
			}
			all = append(all, n)
		}
		return all
	}
	const site, repo = "https://docs.example.org/a", "https://git.example.org/o/x.git"
	for _, tt := range []struct {
		name        string
		roots       []string
		add, remove []string
		want        []string // nil for an error
	}{
		{"the first", nil, []string{"notes"}, nil, at("notes")},
		{"in the place of the shipped article", []string{corpus.Shipped}, []string{"notes", site}, nil, at("notes", site)},
		{"beside others", at("notes", site), []string{"more"}, nil, at("notes", site, "more")},
		{"there already", at("notes"), []string{"./notes/", "notes"}, nil, at("notes")},
		{"twice", nil, []string{"notes", "notes/"}, nil, at("notes")},
		{"in a folder", at("notes"), []string{"notes/deep"}, nil, at("notes")},
		{"in one of its name's beginning", at("notes"), []string{"notes2"}, nil, at("notes", "notes2")},
		{"hidden in a folder", at("notes"), []string{"notes/.wiki"}, nil, at("notes", "notes/.wiki")},
		{"around a folder", at("notes/deep"), []string{"notes"}, nil, at("notes/deep", "notes")},
		{"another way to write a URL", at(site), []string{"HTTPS://Docs.example.org/a#part"}, nil, at(site)},
		{"another page", at(site), []string{site + "/"}, nil, at(site, site+"/")},
		{"another way to write a repository", at(repo), []string{"git+https://git.example.org/o/x"}, nil, at(repo)},
		{"a part of a repository", at(repo), []string{repo + "#:docs"}, nil, at(repo, repo+"#:docs")},
		{"removed by path", at("notes", "more"), nil, []string{"notes"}, at("more")},
		{"removed by part", at("notes", site, repo), nil, []string{"DOCS.example"}, at("notes", repo)},
		{"removed by another way to write it", at("notes", repo), nil, []string{"git+https://git.example.org/o/x/"}, at("notes")},
		{"removed though it is gone", at("lost", "more"), nil, []string{"./lost/"}, at("more")},
		{"a whole name before parts", at("notes", "notes2"), nil, []string{"notes"}, at("notes2")},
		{"two removed", at("notes", "more", site), nil, []string{"notes", "more"}, at(site)},
		{"a part of several", at("notes", "notes2"), nil, []string{"note"}, nil},
		{"none", at("notes"), nil, []string{"other"}, nil},
		{"nothing", at("notes", "more"), nil, []string{""}, nil},
		{"the last", at("notes"), nil, []string{"notes"}, nil},
	} {
		got, err := edit(tt.roots, Options{Add: tt.add, Remove: tt.remove})
		if (err != nil) != (tt.want == nil) || err != nil && !errors.Is(err, ErrRoot) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err == nil && !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSetWeb(t *testing.T) {
	const a, b, c = "https://a.example.org/", "https://b.example.org/", "https://c.example.org/"
	for _, tt := range []struct {
		name   string
		before []string
		from   engine.Origin // with the roots of now
		o      Options
		want   engine.Origin // without its roots
	}{
		{"as before", []string{a}, engine.Origin{Roots: []string{a}, Web: Web{Depth: 2}}, Options{}, engine.Origin{Web: Web{Depth: 2}}},
		{"said anew", []string{a}, engine.Origin{Roots: []string{a, b}, Web: Web{Depth: 2, AllowPrivate: true}, Depths: map[string]int{b: 5}}, Options{Web: &Web{Depth: 1}},
			engine.Origin{Web: Web{Depth: 1}}},
		{"the first", []string{"/notes"}, engine.Origin{Roots: []string{"/notes", a}}, Options{Add: []string{a}, Web: &Web{Depth: 3}}, engine.Origin{Web: Web{Depth: 3}}},
		{"another", []string{a}, engine.Origin{Roots: []string{a, b}, Web: Web{Depth: 3}}, Options{Add: []string{b}, Web: &Web{}},
			engine.Origin{Web: Web{Depth: 3}, Depths: map[string]int{b: 0}}},
		{"once more, deeper", []string{a, b}, engine.Origin{Roots: []string{a, b}, Web: Web{Depth: 3}, Depths: map[string]int{b: 0}}, Options{Add: []string{b}, Web: &Web{Depth: 3}},
			engine.Origin{Web: Web{Depth: 3}}},
		{"permitted for one", []string{a, b}, engine.Origin{Roots: []string{a, b, c}, Depths: map[string]int{b: 1}}, Options{Add: []string{c}, Web: &Web{AllowPrivate: true}},
			engine.Origin{Web: Web{AllowPrivate: true}, Depths: map[string]int{b: 1}}},
		{"a folder", []string{a}, engine.Origin{Roots: []string{a, "/notes"}, Web: Web{Depth: 3, AllowPrivate: true}}, Options{Add: []string{"/notes"}, Web: &Web{}},
			engine.Origin{Web: Web{Depth: 3, AllowPrivate: true}}},
		{"one is gone", []string{a, b}, engine.Origin{Roots: []string{a}, Depths: map[string]int{b: 1}}, Options{}, engine.Origin{}},
		{"a repository stays permitted", []string{"git+http://127.0.0.1/x"}, engine.Origin{Roots: []string{"git+http://127.0.0.1/x", "/notes"}, Web: Web{AllowPrivate: true}},
			Options{Add: []string{"/notes"}, Web: &Web{}}, engine.Origin{Web: Web{AllowPrivate: true}}},
	} {
		tt.want.Roots = tt.from.Roots
		setWeb(&tt.from, tt.o, tt.before)
		if d := cmp.Diff(tt.want, tt.from); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

// TestUpdateDepths: a page that is added to a site which was followed is read alone.
func TestUpdateDepths(t *testing.T) {
	s, other, dir := newSite(t), newSite(t), t.TempDir()
	page := func(name, link string) string {
		return `<html lang="en"><head><title>` + name + `</title></head><body><main><h1>` + name + `</h1><p>The keeper of ` + name + ` is old. <a href="` + link + `">more</a></p></main></body></html>`
	}
	s.pages = map[string]string{"/": page("mill", "/b"), "/b": page("barn", "/")}
	other.pages = map[string]string{"/": page("shop", "/d"), "/d": page("dairy", "/")}
	private := &Web{Depth: 1, AllowPrivate: true}
	if r := reindex(t, dir, Options{Roots: []string{s.URL + "/"}, Web: private}); r.Added != 2 {
		t.Fatalf("%+v", r)
	}
	asked := s.bodies
	r := reindex(t, dir, Options{Add: []string{other.URL + "/"}, Web: &Web{AllowPrivate: true}, KeepWeb: true})
	if r.Added != 1 || r.Unchanged != 2 || s.bodies != asked {
		t.Errorf("%+v, %d bodies more", r, s.bodies-asked)
	}
	if r := reindex(t, dir, Options{}); r.Added+r.Removed != 0 {
		t.Errorf("read again: %+v", r)
	}
	if r := reindex(t, dir, Options{Add: []string{other.URL + "/"}, Web: private, KeepWeb: true}); r.Added != 1 {
		t.Errorf("deeper: %+v", r)
	}
	if r := reindex(t, dir, Options{Remove: []string{other.URL}, KeepWeb: true}); r.Removed != 2 || len(r.Read) != 1 || !r.Read[0].Kept {
		t.Errorf("removed: %+v", r)
	}
}

// TestUpdateTells: what becomes of each root, and what is dropped before it is.
func TestUpdateTells(t *testing.T) {
	dir, a, b := t.TempDir(), filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	write(t, a, "lab.txt", "Xavier runs the lab.")
	write(t, a, "shop.txt", "Yvonne runs the shop.")
	write(t, a, "photo.xyz", "x")
	write(t, b, "mill.txt", "Walter runs the mill.")
	r := reindex(t, dir, Options{Roots: []string{a, b}})
	want := []Read{{Root: a, Articles: 2, Added: 2, Skipped: 1}, {Root: b, Articles: 1, Added: 1}}
	if d := cmp.Diff(want, r.Read); d != "" {
		t.Errorf("at first: %s", d)
	}
	write(t, a, "lab.txt", "Zelda runs the lab.")
	if err := os.Remove(filepath.Join(a, "shop.txt")); err != nil {
		t.Fatal(err)
	}
	r = reindex(t, dir, Options{})
	want = []Read{{Root: a, Articles: 1, Changed: 1, Removed: 1, Skipped: 1}, {Root: b, Articles: 1}}
	if d := cmp.Diff(want, r.Read); d != "" {
		t.Errorf("after changes: %s", d)
	}
	held, err := Roots(t.Context(), hold(t, dir), nil)
	if d := cmp.Diff([]Read{{Root: a, Articles: 1, Skipped: 1}, {Root: b, Articles: 1}}, held); d != "" || err != nil {
		t.Errorf("as it is kept: %s, %v", d, err)
	}
	var told []Dropped
	before := func(gone []Dropped) {
		told = gone
		if text, _ := best(t, dir, "lab"); text == "" {
			t.Error("it was told after it was done")
		}
	}
	r = reindex(t, dir, Options{Roots: []string{b}, Dropping: before})
	if d := cmp.Diff([]Dropped{{Root: a, Articles: 1}}, told); d != "" || !slices.Equal(r.Dropped, told) {
		t.Errorf("%s, reported %v", d, r.Dropped)
	}
	told = nil
	reindex(t, dir, Options{Roots: []string{b}, Dropping: before})
	if told != nil {
		t.Errorf("nothing is dropped, and %v is told", told)
	}
}

// TestAddTwoAtOnce: who comes second is told so, and adds to what the first has added.
func TestAddTwoAtOnce(t *testing.T) {
	dir, a, b := t.TempDir(), filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	write(t, a, "lab.txt", "Xavier runs the lab.")
	write(t, b, "mill.txt", "Walter runs the mill.")
	keeper, err := local.NewStore(dir, nil).Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := try(dir, Options{Add: []string{b}}); !isLocked(err) {
		t.Errorf("%v", err)
	}
	if err := keeper.Release(); err != nil {
		t.Fatal(err)
	}
	reindex(t, dir, Options{Add: []string{a}})
	if r := reindex(t, dir, Options{Add: []string{b}}); !slices.Equal(r.Roots, []string{a, b}) {
		t.Errorf("%q", r.Roots)
	}
}

func isLocked(err error) bool {
	_, is := errors.AsType[*engine.LockedError](err)
	return is
}

// TestAddToLost: nothing is added to what nobody knows.
func TestAddToLost(t *testing.T) {
	dir, a := t.TempDir(), t.TempDir()
	write(t, a, "lab.txt", "Xavier runs the lab.")
	reindex(t, dir, Options{Roots: []string{a}})
	if err := errors.Join(os.Remove(filepath.Join(dir, "roots.json")), os.Remove(filepath.Join(generation(dir, 1), "meta.json"))); err != nil {
		t.Fatal(err)
	}
	if _, err := try(dir, Options{Add: []string{a}}); !errors.Is(err, engine.ErrLost) {
		t.Errorf("%v", err)
	}
}

// TestUpdateMissing: a root that is gone is an error that says how to do without it.
func TestUpdateMissing(t *testing.T) {
	dir, a, b := t.TempDir(), filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	write(t, a, "lab.txt", "Xavier runs the lab.")
	write(t, b, "mill.txt", "Walter runs the mill.")
	reindex(t, dir, Options{Roots: []string{a, b}})
	if err := os.RemoveAll(a); err != nil {
		t.Fatal(err)
	}
	if _, err := try(dir, Options{}); err == nil || !strings.Contains(err.Error(), "verbatim remove "+a) {
		t.Errorf("%v", err)
	}
	if r := reindex(t, dir, Options{Remove: []string{a}}); r.Removed != 1 {
		t.Errorf("%+v", r)
	}
}

func TestDiffer(t *testing.T) {
	unread, dropped := Differ([]string{"/a", "https://x.example.org"}, []string{"/a", "/b", "https://x.example.org/", corpus.Shipped})
	if len(unread) != 0 || !slices.Equal(dropped, []string{"/b"}) {
		t.Errorf("%q, %q", unread, dropped)
	}
}

// TestRepositoryRefused: without a place for clones there are none.
func TestRepositoryRefused(t *testing.T) {
	for _, root := range []string{"https://git.example.org/x.git", "git@git.example.org:x"} {
		if _, err := try(t.TempDir(), Options{Roots: []string{root}}); err == nil || !strings.Contains(err.Error(), "not read here") {
			t.Errorf("%s: %v", root, err)
		}
	}
	clones := &clone.Clones{Dir: t.TempDir()}
	if _, err := try(t.TempDir(), Options{Roots: []string{"git+file:///srv/x"}, Clones: clones}); err == nil || !strings.Contains(err.Error(), "by https or ssh") {
		t.Errorf("%v", err)
	}
}

// TestAddNothing: what gives nothing is a mistake, and all stays as it was.
func TestAddNothing(t *testing.T) {
	s, dir, notes, empty, photos := newSite(t), t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	write(t, notes, "lab.txt", "Xavier runs the lab.")
	write(t, photos, "a.xyz", "x")
	reindex(t, dir, Options{Roots: []string{notes}})
	for root, why := range map[string]string{empty: "in " + empty, photos: "unsupported", s.URL + "/nothing": "answered 404"} {
		for _, dry := range []bool{true, false} {
			_, err := try(dir, Options{Add: []string{root}, Web: &Web{AllowPrivate: true}, DryRun: dry})
			if !errors.Is(err, ErrEmpty) || !strings.Contains(err.Error(), why) {
				t.Errorf("%s: %v", root, err)
			}
		}
	}
	if from := hold(t, dir).Generation().Origin; !slices.Equal(from.Roots, []string{notes}) {
		t.Errorf("%q", from.Roots)
	}
	s.pages = map[string]string{"/": `<html lang="en"><head><title>Mill</title></head><body><main><h1>Mill</h1><p>Walter runs the mill. <a href="/b">more</a></p></main></body></html>`,
		"/b": `<html lang="en"><head><title>Barn</title></head><body><main><h1>Barn</h1><p>Victor runs the barn.</p></main></body></html>`}
	reindex(t, dir, Options{Add: []string{s.URL + "/"}, Web: &Web{AllowPrivate: true, Depth: 1}})
	if r := reindex(t, dir, Options{Add: []string{s.URL + "/b"}, Web: &Web{AllowPrivate: true}}); len(r.Roots) != 3 {
		t.Errorf("a page that another root leads to: %+v", r)
	}
}
