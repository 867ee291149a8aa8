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

// reformat makes the only generation below dir one of another format, which has no checksums.
func reformat(t *testing.T, dir string, format int) {
	t.Helper()
	path := filepath.Join(generation(dir, 1), "meta.json")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b = regexp.MustCompile(`"format": \d+`).ReplaceAll(b, fmt.Appendf(nil, `"format": %d`, format))
	if err := errors.Join(os.WriteFile(path, b, 0o600), os.Remove(filepath.Join(generation(dir, 1), "checksums"))); err != nil {
		t.Fatal(err)
	}
}

// TestUpdateFormat checks that an index of another version is refused, with the way
// out, and built again from the same roots.
func TestUpdateFormat(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	reindex(t, dir, Options{Roots: []string{root}})
	for _, format := range []int{1, 999} {
		reformat(t, dir, format)
		if _, err := local.Open(dir, nil); !errors.Is(err, engine.ErrFormat) || !strings.Contains(err.Error(), "verbatim reindex") {
			t.Errorf("open format %d: %v", format, err)
		}
		r := reindex(t, dir, Options{})
		if r.Added != 1 || r.Generation != 2 {
			t.Errorf("rebuilt from format %d: %+v", format, r)
		}
		enginetest.Consistent(t, hold(t, dir))
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		reindex(t, dir, Options{Roots: []string{root}})
	}
}

// TestUpdateOutdated checks that an index of an older format goes on answering, and that the
// next reindex reads everything again from its roots, unasked: once.
func TestUpdateOutdated(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	write(t, root, "b.txt", mill)
	reindex(t, dir, Options{Roots: []string{root}})
	reformat(t, dir, 3)
	if text, _ := best(t, dir, "Who built the bridge?"); !strings.Contains(text, "Felder") {
		t.Errorf("an older format answers %q", text)
	}
	if !hold(t, dir).Generation().Outdated {
		t.Error("it does not tell that it is of an older format")
	}
	_ = os.Remove(filepath.Join(root, "b.txt"))
	if r := reindex(t, dir, Options{}); !r.Switched || r.Unchanged != 1 || r.Removed != 1 || r.Generation != 2 {
		t.Errorf("built anew: %+v", r)
	}
	if hold(t, dir).Generation().Outdated {
		t.Error("what was built anew is still of an older format")
	}
	if r := reindex(t, dir, Options{}); r.Switched {
		t.Errorf("built anew once more: %+v", r)
	}
	enginetest.Consistent(t, hold(t, dir))
}

// TestUpdateOutdatedEmpty checks that an older index is not given up for one without articles.
func TestUpdateOutdatedEmpty(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	reindex(t, dir, Options{Roots: []string{root}})
	reformat(t, dir, 3)
	_ = os.Remove(filepath.Join(root, "a.txt"))
	if _, err := try(dir, Options{}); !errors.Is(err, ErrEmpty) {
		t.Errorf("with nothing left to read: %v", err)
	}
	if text, _ := best(t, dir, "Who built the bridge?"); !strings.Contains(text, "Felder") {
		t.Errorf("after that it answers %q", text)
	}
}

// TestUpdateLost checks that nothing is put in the place of an index of which nobody knows any
// more what it was made of, until somebody says.
func TestUpdateLost(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	reindex(t, dir, Options{Roots: []string{root}})
	for _, name := range []string{"CURRENT", "roots.json", "generations/0001/meta.json"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, o := range []Options{{}, {Force: true}} {
		if _, err := try(dir, o); !errors.Is(err, engine.ErrLost) {
			t.Errorf("%+v: %v", o, err)
		}
		if _, err := local.Open(dir, nil); !errors.Is(err, engine.ErrLost) {
			t.Errorf("open: %v", err)
		}
	}
	if r := reindex(t, dir, Options{Roots: []string{root}}); r.Added != 1 {
		t.Errorf("told what to read: %+v", r)
	}
	onlyGeneration(t, dir, 2)
}

// TestUpdateInterrupted checks that a first reindex that was killed is finished by the next, and
// that one which failed leaves nothing to finish.
func TestUpdateInterrupted(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	keeper, err := local.NewStore(dir, nil).Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	from := engine.Origin{Roots: []string{root}}
	if err := keeper.Announce(t.Context(), from); err != nil {
		t.Fatal(err)
	}
	if _, err := keeper.Begin(t.Context(), engine.Start{Fresh: true, Origin: from}); err != nil {
		t.Fatal(err)
	}
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil { // as a killed process leaves it
		t.Fatal(err)
	}
	if err := keeper.Release(); err != nil {
		t.Fatal(err)
	}
	dir = copied
	if _, err := local.Open(dir, nil); !errors.Is(err, engine.ErrUnfinished) || !errors.Is(err, engine.ErrNoIndex) || !strings.Contains(err.Error(), root) {
		t.Errorf("open: %v", err)
	}
	if r := reindex(t, dir, Options{}); r.Added != 1 {
		t.Errorf("finished: %+v", r)
	}
	onlyGeneration(t, dir, 2)

	dir = t.TempDir()
	if _, err := try(dir, Options{Roots: []string{t.TempDir()}}); !errors.Is(err, ErrEmpty) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := local.Open(dir, nil); !errors.Is(err, engine.ErrNoIndex) || errors.Is(err, engine.ErrUnfinished) {
		t.Errorf("open after that: %v", err)
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
