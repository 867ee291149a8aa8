package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// copied writes a copy of a store into a new file and returns its path.
func copied(t *testing.T, s *Store) string {
	t.Helper()
	var out bytes.Buffer
	must(t, s.Copy(&out))
	path := filepath.Join(t.TempDir(), "copy")
	must(t, os.WriteFile(path, out.Bytes(), 0o600))
	return path
}

// TestCopy copies a store while it is used: the copy holds what was handed over before, nothing
// that was deleted, and leaves no file behind.
func TestCopy(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	defer s.Close()
	confide(t, s)
	_, err := s.Forget(s.Person("5"))
	must(t, err)
	s.SaveAnswerLater(Answer{Key: "late", Question: "q", Asker: s.Person("6"), At: day}, func(err error) { must(t, err) })
	path := copied(t, s)
	must(t, Check(path))
	data, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(data, []byte(secret)) {
		t.Error("what was deleted is in the copy")
	}
	elsewhere := t.TempDir()
	must(t, os.Rename(path, filepath.Join(elsewhere, "bot.db")))
	c := reopen(t, elsewhere)
	defer c.Close()
	if _, ok, err := c.Answer("late"); !ok || err != nil {
		t.Errorf("what was handed over before the copy is not in it: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*"+copySuffix)); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestReplace puts a copy from before a deletion in the place of a store: the deletion is obeyed,
// the old store is kept, and what is deleted later is deleted from that, too.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	confide(t, s)
	must(t, s.SaveAnswer(Answer{Key: "before", Question: "q", Asker: "6", At: day}))
	fresh := copied(t, s)
	_, err := s.Forget(s.Person("5"))
	must(t, err)
	must(t, s.SaveAnswer(Answer{Key: "after", Question: "q", Asker: s.Person("7"), At: day}))

	if err := Replace(dir, "bot.db", fresh, false); !errors.Is(err, errInUse) {
		t.Errorf("a store that is open was replaced: %v", err)
	}
	must(t, s.Close())
	must(t, Replace(dir, "bot.db", fresh, false))
	if paths := holders(t, dir); len(paths) > 0 {
		t.Errorf("what was deleted came back in %v", paths)
	}
	s = reopen(t, dir)
	defer s.Close()
	for key, want := range map[string]bool{"before": true, "after": false} {
		if _, ok, err := s.Answer(key); ok != want || err != nil {
			t.Errorf("answer %q: %t, %v", key, ok, err)
		}
	}
	old := Kept(dir, "bot.db")
	must(t, Check(old))
	if names, err := Names(dir); !slices.Equal(names, []string{"bot.db"}) || err != nil {
		t.Errorf("stores: %v, %v", names, err)
	}
	_, err = s.Forget(s.Person("7"))
	must(t, err)
	_, err = s.Purge(day.AddDate(0, 0, -1))
	must(t, err)
	k, err := Open(dir, filepath.Base(old))
	must(t, err)
	defer k.Close()
	if _, ok, err := k.Answer("after"); ok || err != nil {
		t.Errorf("what was deleted later stands in the store that is kept: %v", err)
	}
	if gaps, err := ReadGaps(dir); len(gaps) != 1 || err != nil {
		t.Errorf("gaps of copies are told: %v, %v", gaps, err)
	}
}

// TestReplaceRefused tries to put in place what is no store: the old one stays.
func TestReplaceRefused(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	must(t, s.SaveAnswer(Answer{Key: "mine", Question: "q", Asker: "6", At: day}))
	whole, err := os.ReadFile(copied(t, s))
	must(t, err)
	must(t, s.Close())
	for name, data := range map[string][]byte{
		"empty": nil, "text": []byte("hello"), "cut": whole[:len(whole)/2],
		"damaged": append(append([]byte{}, whole[:8192]...), bytes.Repeat([]byte{0xff}, len(whole)-8192)...),
	} {
		fresh := filepath.Join(t.TempDir(), "fresh")
		must(t, os.WriteFile(fresh, data, 0o600))
		if err := Check(fresh); err == nil {
			t.Errorf("%s: nothing is found wrong", name)
		}
	}
	fresh := filepath.Join(t.TempDir(), "fresh")
	must(t, os.WriteFile(fresh, []byte("hello"), 0o600))
	if err := Replace(dir, "bot.db", fresh, false); err == nil {
		t.Error("a file that is no store was put in place")
	}
	s = reopen(t, dir)
	defer s.Close()
	if _, ok, err := s.Answer("mine"); !ok || err != nil {
		t.Errorf("the old store is not back: %v", err)
	}
}
