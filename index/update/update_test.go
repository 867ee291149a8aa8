package update

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/local"
)

// TestUpdate goes through the life of a corpus: each step changes the files and tells
// what the report has to say and who has to answer.
func TestUpdate(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	type counts struct{ added, changed, removed, unchanged, renamed int }
	steps := []struct {
		name     string
		change   func()
		want     counts
		switched bool
		question string
		quote    string
		id       string
	}{
		{"first run", func() { write(t, root, "bridge.txt", bridge); write(t, root, "mill.txt", mill) },
			counts{added: 2}, true, "Who built the bridge of Varn?", "Johann Felder", "bridge"},
		{"nothing changed", func() {}, counts{unchanged: 2}, false, "How wide is the wheel?", "nine metres", "mill"},
		{"touched only", func() {
			now := time.Now().Add(time.Hour)
			if err := os.Chtimes(filepath.Join(root, "mill.txt"), now, now); err != nil {
				t.Fatal(err)
			}
		}, counts{unchanged: 2}, false, "How wide is the wheel?", "nine metres", "mill"},
		{"changed", func() { write(t, root, "mill.txt", strings.Replace(mill, "barley", "rye and oats", 1)) },
			counts{changed: 1, unchanged: 1}, true, "What does the mill at Oster grind?", "rye and oats", "mill"},
		{"added", func() { write(t, root, "sub/tower.md", "# Tower\n\nThe lighthouse of Kell is 61 metres high.\n") },
			counts{added: 1, unchanged: 2}, true, "How high is the lighthouse of Kell?", "61 metres", "sub/tower"},
		{"renamed", func() {
			if err := os.Rename(filepath.Join(root, "bridge.txt"), filepath.Join(root, "crossing.txt")); err != nil {
				t.Fatal(err)
			}
		}, counts{changed: 1, unchanged: 2, renamed: 1}, true, "Who built the bridge of Varn?", "Johann Felder", "bridge"},
		{"the old name again", func() { write(t, root, "bridge.txt", "The new bridge of Varn was opened in 1988 by Ida Brandt.") },
			counts{added: 1, unchanged: 3}, true, "Who opened the new bridge?", "Ida Brandt", "bridge.txt"},
		{"removed", func() { _ = os.Remove(filepath.Join(root, "mill.txt")) },
			counts{removed: 1, unchanged: 3}, true, "What does the mill at Oster grind?", "", ""},
	}
	for _, s := range steps {
		s.change()
		r := reindex(t, dir, Options{Roots: []string{root}})
		got := counts{r.Added, r.Changed, r.Removed, r.Unchanged, r.Renamed}
		if got != s.want || r.Switched != s.switched || len(r.Skipped) > 0 {
			t.Fatalf("%s: %+v switched %v skipped %v, want %+v %v", s.name, got, r.Switched, r.Skipped, s.want, s.switched)
		}
		text, id := best(t, dir, s.question)
		if s.quote == "" && strings.Contains(text, "mill") {
			t.Errorf("%s: the removed article still answers: %q", s.name, text)
		}
		if !strings.Contains(text, s.quote) || s.id != "" && id != s.id {
			t.Errorf("%s: %q from %q, want %q from %q", s.name, text, id, s.quote, s.id)
		}
		enginetest.Consistent(t, hold(t, dir))
		onlyGeneration(t, dir, r.Generation)
	}
}

func TestUpdateDuplicates(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.jsonl", `{"id":"x","title":"First","text":"The first text speaks of herons."}`+"\n")
	write(t, root, "b.jsonl", `{"id":"x","title":"Second","text":"The second text speaks of otters."}`+"\n")
	r := reindex(t, dir, Options{Roots: []string{root}})
	if r.Added != 1 || len(r.Skipped) != 1 || r.Skipped[0].Reason != "duplicate id" {
		t.Fatalf("%+v", r)
	}
	r = reindex(t, dir, Options{})
	if r.Switched || len(r.Skipped) != 1 {
		t.Errorf("second run: %+v", r)
	}
	if err := os.Remove(filepath.Join(root, "a.jsonl")); err != nil {
		t.Fatal(err)
	}
	r = reindex(t, dir, Options{})
	if r.Changed != 1 || len(r.Skipped) != 0 {
		t.Errorf("once the other is gone: %+v", r)
	}
	if text, _ := best(t, dir, "otters"); !strings.Contains(text, "otters") {
		t.Errorf("the second article does not answer: %q", text)
	}
}

func TestUpdateRefuses(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.txt", bridge)
	full := t.TempDir()
	reindex(t, full, Options{Roots: []string{root}})
	bad := t.TempDir()
	write(t, bad, "bad.jsonl", "{\"id\":\n{\"id\":\"y\",\"text\":\"A good line about storks.\"}\n")
	for _, c := range []struct {
		name string
		o    Options
		want error
	}{
		{"empty folder", Options{Roots: []string{t.TempDir()}}, ErrEmpty},
		{"strict", Options{Roots: []string{bad}, Strict: true}, ErrSkipped},
		{"missing", Options{Roots: []string{filepath.Join(root, "none")}}, nil},
	} {
		r, err := try(full, c.o)
		if err == nil || c.want != nil && !errors.Is(err, c.want) || r.Switched {
			t.Errorf("%s: %v, %+v", c.name, err, r)
		}
		onlyGeneration(t, full, 1)
	}
	if text, _ := best(t, full, "Who built the bridge?"); !strings.Contains(text, "Felder") {
		t.Errorf("the old generation does not answer: %q", text)
	}
	r := reindex(t, full, Options{Roots: []string{bad}})
	if r.Added != 1 || r.Removed != 1 || len(r.Skipped) != 1 {
		t.Errorf("a bad line beside a good one: %+v", r)
	}
}

func TestUpdateDryRun(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	write(t, root, "b.txt", mill)
	r := reindex(t, dir, Options{Roots: []string{root}, DryRun: true})
	if r.Added != 2 || r.Switched {
		t.Errorf("%+v", r)
	}
	if _, err := local.Open(dir, nil); !errors.Is(err, engine.ErrNoIndex) {
		t.Errorf("a dry run made an index: %v", err)
	}
	reindex(t, dir, Options{Roots: []string{root}})
	write(t, root, "b.txt", mill+" It is old.")
	_ = os.Remove(filepath.Join(root, "a.txt"))
	r = reindex(t, dir, Options{DryRun: true})
	if r.Changed != 1 || r.Removed != 1 || r.Switched || r.Generation != 1 {
		t.Errorf("%+v", r)
	}
}

func TestUpdateLocked(t *testing.T) {
	dir := t.TempDir()
	keeper, err := local.NewStore(dir, nil).Lock(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	_, err = try(dir, Options{})
	var locked *engine.LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() || locked.Since.IsZero() {
		t.Errorf("while locked: %v", err)
	}
	if err := keeper.Release(); err != nil {
		t.Fatal(err)
	}
	reindex(t, dir, Options{})
}

// TestUpdateFormat checks that an index of another version is refused, with the way
// out, and built again from the same roots.
func TestUpdateFormat(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	reindex(t, dir, Options{Roots: []string{root}})
	path := filepath.Join(generation(dir, 1), "meta.json")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := regexp.MustCompile(`"format": \d+`).ReplaceAll(b, []byte(`"format": 999`))
	if err := os.WriteFile(path, other, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := local.Open(dir, nil); !errors.Is(err, engine.ErrFormat) || !strings.Contains(err.Error(), "verbatim reindex") {
		t.Errorf("open: %v", err)
	}
	r := reindex(t, dir, Options{})
	if r.Added != 1 || r.Generation != 2 {
		t.Errorf("rebuilt: %+v", r)
	}
	enginetest.Consistent(t, hold(t, dir))
}

// TestUpdateDamaged checks that a reindex mends an index whose files were damaged.
func TestUpdateDamaged(t *testing.T) {
	for _, name := range []string{"meta.json", "catalogue.db", "bleve/root.bolt", "../../CURRENT"} {
		root, dir := t.TempDir(), t.TempDir()
		write(t, root, "a.txt", bridge)
		reindex(t, dir, Options{Roots: []string{root}})
		path := filepath.Join(generation(dir, 1), name)
		if err := os.WriteFile(path, []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
		if e, err := local.Open(dir, nil); err == nil {
			e.Close()
			t.Errorf("%s: opened", name)
		}
		reindex(t, dir, Options{Roots: []string{root}})
		if text, _ := best(t, dir, "Who built the bridge?"); !strings.Contains(text, "Felder") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// TestForceMends checks that a damaged text store shows as such, and that --force, which
// the message names, mends it.
func TestForceMends(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	reindex(t, dir, Options{Roots: []string{root}})
	if err := os.Truncate(filepath.Join(generation(dir, 1), "texts", "0001.dat"), 20); err != nil {
		t.Fatal(err)
	}
	damaged := hold(t, dir)
	a, err := damaged.Find(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := damaged.Whole(t.Context(), a); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("read: %v", err)
	}
	reindex(t, dir, Options{Force: true})
	if text, _ := best(t, dir, "Who built the bridge?"); !strings.Contains(text, "Felder") {
		t.Errorf("%q", text)
	}
}

// TestUpdateUnreadable takes a file away between listing and reading: what it said
// stays until the next run finds it gone.
func TestUpdateUnreadable(t *testing.T) {
	for name, force := range map[string]bool{"as a change": false, "from nothing": true} {
		root, dir := t.TempDir(), t.TempDir()
		for i := range 40 {
			write(t, root, fmt.Sprintf("%02d.txt", i), fmt.Sprintf("The keeper of house%d is Person%d.", i, i))
		}
		reindex(t, dir, Options{Roots: []string{root}})
		for _, i := range []int{0, 39} {
			write(t, root, fmt.Sprintf("%02d.txt", i), fmt.Sprintf("The keeper of house%d is another person.", i))
		}
		r := reindex(t, dir, Options{Force: force, Progress: func(p Progress) {
			if p.Stage == "list" {
				return
			}
			_ = os.Remove(filepath.Join(root, "39.txt"))
		}})
		if force && (r.Removed != 0 || len(r.Skipped) != 1 || r.Skipped[0].Reason != "unreadable") {
			t.Errorf("%s: %+v", name, r)
		}
		if text, _ := best(t, dir, "Who is the keeper of house39?"); !strings.Contains(text, "house39") {
			t.Errorf("%s: %q", name, text)
		}
		if r := reindex(t, dir, Options{}); r.Removed != 1 || len(r.Skipped) != 0 {
			t.Errorf("%s: once it is gone: %+v", name, r)
		}
	}
}

// TestUpdateChangedMeanwhile writes to a file after it was listed and while others are
// read: this run or the next one takes the change, and none loses it.
func TestUpdateChangedMeanwhile(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	for i := range 40 {
		write(t, root, fmt.Sprintf("%02d.txt", i), fmt.Sprintf("The keeper of house%d is Person%d.", i, i))
	}
	changed := false
	reindex(t, dir, Options{Roots: []string{root}, Progress: func(p Progress) {
		if p.Stage == "read" && !changed {
			changed = true
			write(t, root, "00.txt", "The keeper of house0 has moved away.")
			write(t, root, "39.txt", "The keeper of house39 has moved away.")
		}
	}})
	reindex(t, dir, Options{})
	for _, house := range []string{"house0", "house39"} {
		if text, _ := best(t, dir, "Who is the keeper of "+house+"?"); !strings.Contains(text, "moved away") {
			t.Errorf("%s: %q", house, text)
		}
	}
	if r := reindex(t, dir, Options{}); r.Switched {
		t.Errorf("once more: %+v", r)
	}
}
