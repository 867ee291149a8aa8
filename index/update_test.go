package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// write puts a file below dir, with a time that moves on so that a change shows.
func write(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func update1(t testing.TB, dir string, o UpdateOptions) Report {
	t.Helper()
	r, err := Update(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// first returns the best quote for a question, "" when there is none.
func first(t testing.TB, x *Index, question string) (string, Source) {
	t.Helper()
	a, err := x.Answer(context.Background(), Query{Text: question, Level: Eager})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Quotes) == 0 {
		return "", Source{}
	}
	return a.Quotes[0].Text, a.Quotes[0].Article
}

const (
	bridge = "The old bridge of Varn was built in 1743 by Johann Felder. It has seven arches of red sandstone."
	mill   = "The water mill at Oster grinds barley. Its wheel is nine metres wide."
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
		r := update1(t, dir, UpdateOptions{Roots: []string{root}})
		got := counts{r.Added, r.Changed, r.Removed, r.Unchanged, r.Renamed}
		if got != s.want || r.Switched != s.switched || len(r.Skipped) > 0 {
			t.Fatalf("%s: %+v switched %v skipped %v, want %+v %v", s.name, got, r.Switched, r.Skipped, s.want, s.switched)
		}
		x, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		text, source := first(t, x, s.question)
		if s.quote == "" && strings.Contains(text, "mill") {
			t.Errorf("%s: the removed article still answers: %q", s.name, text)
		}
		if !strings.Contains(text, s.quote) || s.id != "" && source.ID != s.id {
			t.Errorf("%s: %q from %q, want %q from %q", s.name, text, source.ID, s.quote, s.id)
		}
		checkTotals(t, x)
		if err := x.Close(); err != nil {
			t.Error(err)
		}
		onlyGeneration(t, dir, r.Generation)
	}
}

// checkTotals compares the kept statistics with a count of what is stored.
func checkTotals(t *testing.T, x *Index) {
	t.Helper()
	g, err := x.hold()
	if err != nil {
		t.Fatal(err)
	}
	defer g.release()
	var m meta
	err = g.catalogue.eachArticle(func(_ int, a articleRecord) error {
		m.count(&a, 1)
		_, places, err := g.body(&a)
		for _, l := range places {
			if _, err := g.passage(l); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if m.Totals != g.meta.Totals {
		t.Errorf("totals %+v, stored %+v", g.meta.Totals, m.Totals)
	}
	n, err := g.reader.DocCount()
	if err != nil || int(n) != m.Totals.Passages {
		t.Errorf("bleve holds %d passages, want %d (%v)", n, m.Totals.Passages, err)
	}
}

// onlyGeneration checks that nothing but one generation is left.
func onlyGeneration(t *testing.T, dir string, number int) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, generations))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != filepath.Base(generationDir(dir, number)) {
		t.Errorf("left over: %v, want generation %d only", entries, number)
	}
	inside, err := os.ReadDir(generationDir(dir, number))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range inside {
		switch e.Name() {
		case metaFile, catalogFile, bleveFolder, textFolder:
		default:
			t.Errorf("left over in the generation: %s", e.Name())
		}
	}
}

// TestUpdateAgrees checks that an index that was changed step by step answers as one
// that was built at once.
func TestUpdateAgrees(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	write(t, root, "b.txt", mill)
	write(t, root, "c.txt", "A text that goes away soon. It speaks of the mill and of the bridge too.")
	update1(t, dir, UpdateOptions{Roots: []string{root}})
	write(t, root, "d.txt", "The mill stands beside the bridge. Both belong to the town of Varn.")
	update1(t, dir, UpdateOptions{})
	write(t, root, "b.txt", mill+" The miller is called Anna Weir.")
	update1(t, dir, UpdateOptions{})
	if err := os.Remove(filepath.Join(root, "c.txt")); err != nil {
		t.Fatal(err)
	}
	update1(t, dir, UpdateOptions{})
	fresh := t.TempDir()
	update1(t, fresh, UpdateOptions{Roots: []string{root}})
	a, b := open(t, dir), open(t, fresh)
	for _, q := range []string{"Who is the miller?", "bridge of Varn", "Where does the mill stand?", "red sandstone arches"} {
		got, err1 := a.Answer(context.Background(), Query{Text: q, Top: 10})
		want, err2 := b.Answer(context.Background(), Query{Text: q, Top: 10})
		if err1 != nil || err2 != nil || len(got.Quotes) != len(want.Quotes) {
			t.Fatalf("%s: %d and %d quotes, %v, %v", q, len(got.Quotes), len(want.Quotes), err1, err2)
		}
		for i := range got.Quotes {
			if got.Quotes[i].Text != want.Quotes[i].Text || got.Quotes[i].Score != want.Quotes[i].Score {
				t.Errorf("%s, %d: %q %v, want %q %v", q, i, got.Quotes[i].Text, got.Quotes[i].Score,
					want.Quotes[i].Text, want.Quotes[i].Score)
			}
		}
	}
}

func open(t testing.TB, dir string) *Index {
	t.Helper()
	x, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func TestUpdateDuplicates(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.jsonl", `{"id":"x","title":"First","text":"The first text speaks of herons."}`+"\n")
	write(t, root, "b.jsonl", `{"id":"x","title":"Second","text":"The second text speaks of otters."}`+"\n")
	r := update1(t, dir, UpdateOptions{Roots: []string{root}})
	if r.Added != 1 || len(r.Skipped) != 1 || r.Skipped[0].Reason != "duplicate id" {
		t.Fatalf("%+v", r)
	}
	r = update1(t, dir, UpdateOptions{})
	if r.Switched || len(r.Skipped) != 1 {
		t.Errorf("second run: %+v", r)
	}
	if err := os.Remove(filepath.Join(root, "a.jsonl")); err != nil {
		t.Fatal(err)
	}
	r = update1(t, dir, UpdateOptions{})
	if r.Changed != 1 || len(r.Skipped) != 0 {
		t.Errorf("once the other is gone: %+v", r)
	}
	if text, _ := first(t, open(t, dir), "otters"); !strings.Contains(text, "otters") {
		t.Errorf("the second article does not answer: %q", text)
	}
}

func TestUpdateRefuses(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.txt", bridge)
	full := t.TempDir()
	update1(t, full, UpdateOptions{Roots: []string{root}})
	bad := t.TempDir()
	write(t, bad, "bad.jsonl", "{\"id\":\n{\"id\":\"y\",\"text\":\"A good line about storks.\"}\n")
	for _, c := range []struct {
		name string
		o    UpdateOptions
		want error
	}{
		{"empty folder", UpdateOptions{Roots: []string{t.TempDir()}}, ErrEmpty},
		{"strict", UpdateOptions{Roots: []string{bad}, Strict: true}, ErrSkipped},
		{"missing", UpdateOptions{Roots: []string{filepath.Join(root, "none")}}, nil},
	} {
		r, err := Update(context.Background(), full, c.o)
		if err == nil || c.want != nil && !errors.Is(err, c.want) || r.Switched {
			t.Errorf("%s: %v, %+v", c.name, err, r)
		}
		onlyGeneration(t, full, 1)
	}
	if text, _ := first(t, open(t, full), "Who built the bridge?"); !strings.Contains(text, "Felder") {
		t.Errorf("the old generation does not answer: %q", text)
	}
	r := update1(t, full, UpdateOptions{Roots: []string{bad}})
	if r.Added != 1 || r.Removed != 1 || len(r.Skipped) != 1 {
		t.Errorf("a bad line beside a good one: %+v", r)
	}
}

func TestUpdateDryRun(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	write(t, root, "b.txt", mill)
	r := update1(t, dir, UpdateOptions{Roots: []string{root}, DryRun: true})
	if r.Added != 2 || r.Switched {
		t.Errorf("%+v", r)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrNoIndex) {
		t.Errorf("a dry run made an index: %v", err)
	}
	update1(t, dir, UpdateOptions{Roots: []string{root}})
	write(t, root, "b.txt", mill+" It is old.")
	_ = os.Remove(filepath.Join(root, "a.txt"))
	r = update1(t, dir, UpdateOptions{DryRun: true})
	if r.Changed != 1 || r.Removed != 1 || r.Switched || r.Generation != 1 {
		t.Errorf("%+v", r)
	}
}

func TestUpdateLocked(t *testing.T) {
	dir := t.TempDir()
	l, err := takeLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Update(context.Background(), dir, UpdateOptions{})
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() || locked.Since.IsZero() {
		t.Errorf("while locked: %v", err)
	}
	if err := l.release(); err != nil {
		t.Fatal(err)
	}
	update1(t, dir, UpdateOptions{})
}

// TestUpdateFormat checks that an index of another version is refused, with the way
// out, and built again from the same roots.
func TestUpdateFormat(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	update1(t, dir, UpdateOptions{Roots: []string{root}})
	path := filepath.Join(generationDir(dir, 1), metaFile)
	m, err := readMeta(generationDir(dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	m.Format = format + 1
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := m.write(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), "verbatim reindex") {
		t.Errorf("open: %v", err)
	}
	r := update1(t, dir, UpdateOptions{})
	if r.Added != 1 || r.Generation != 2 {
		t.Errorf("rebuilt: %+v", r)
	}
	open(t, dir)
}

// TestUpdateDamaged checks that a reindex mends an index whose files were damaged.
func TestUpdateDamaged(t *testing.T) {
	for _, name := range []string{metaFile, catalogFile, filepath.Join(bleveFolder, "root.bolt"), "../../" + currentFile} {
		root, dir := t.TempDir(), t.TempDir()
		write(t, root, "a.txt", bridge)
		update1(t, dir, UpdateOptions{Roots: []string{root}})
		path := filepath.Join(generationDir(dir, 1), name)
		if err := os.WriteFile(path, []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
		if x, err := Open(dir, Options{}); err == nil {
			x.Close()
			t.Errorf("%s: opened", name)
		}
		update1(t, dir, UpdateOptions{Roots: []string{root}})
		if text, _ := first(t, open(t, dir), "Who built the bridge?"); !strings.Contains(text, "Felder") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// TestForceMends checks that a damaged text store shows as such, and that --force, which
// the message names, mends it.
func TestForceMends(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	update1(t, dir, UpdateOptions{Roots: []string{root}})
	if err := os.Truncate(filepath.Join(generationDir(dir, 1), textFolder, textName(1)), 20); err != nil {
		t.Fatal(err)
	}
	x := open(t, dir)
	if _, err := x.Answer(context.Background(), Query{Text: "Who built the bridge?"}); !errors.Is(err, errCorrupt) {
		t.Errorf("answer: %v", err)
	}
	update1(t, dir, UpdateOptions{Force: true})
	if text, _ := first(t, open(t, dir), "Who built the bridge?"); !strings.Contains(text, "Felder") {
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
		update1(t, dir, UpdateOptions{Roots: []string{root}})
		for _, i := range []int{0, 39} {
			write(t, root, fmt.Sprintf("%02d.txt", i), fmt.Sprintf("The keeper of house%d is another person.", i))
		}
		r := update1(t, dir, UpdateOptions{Force: force, Progress: func(p Progress) {
			if p.Stage == "list" {
				return
			}
			_ = os.Remove(filepath.Join(root, "39.txt"))
		}})
		if force && (r.Removed != 0 || len(r.Skipped) != 1 || r.Skipped[0].Reason != "unreadable") {
			t.Errorf("%s: %+v", name, r)
		}
		if text, _ := first(t, open(t, dir), "Who is the keeper of house39?"); !strings.Contains(text, "house39") {
			t.Errorf("%s: %q", name, text)
		}
		if r := update1(t, dir, UpdateOptions{}); r.Removed != 1 || len(r.Skipped) != 0 {
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
	update1(t, dir, UpdateOptions{Roots: []string{root}, Progress: func(p Progress) {
		if p.Stage == "read" && !changed {
			changed = true
			write(t, root, "00.txt", "The keeper of house0 has moved away.")
			write(t, root, "39.txt", "The keeper of house39 has moved away.")
		}
	}})
	update1(t, dir, UpdateOptions{})
	for _, house := range []string{"house0", "house39"} {
		if text, _ := first(t, open(t, dir), "Who is the keeper of "+house+"?"); !strings.Contains(text, "moved away") {
			t.Errorf("%s: %q", house, text)
		}
	}
	if r := update1(t, dir, UpdateOptions{}); r.Switched {
		t.Errorf("once more: %+v", r)
	}
}
