package update

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestUpdateHistory follows the dates of files in a clone from run to run.
func TestUpdateHistory(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	root, dir := t.TempDir(), t.TempDir()
	home := t.TempDir()
	git := func(day string, args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
		cmd.Dir, cmd.Env = root, append(os.Environ(), "GIT_AUTHOR_DATE="+day+"T12:00:00Z", "GIT_CONFIG_NOSYSTEM=1", "HOME="+home)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	commit := func(day string) {
		t.Helper()
		git(day, "add", ".")
		git(day, "commit", "-q", "-m", "c")
	}
	git("2001-01-01", "init", "-q")
	write(t, root, "bridge.txt", bridge)
	write(t, root, "mill.txt", mill)
	for _, step := range []struct {
		name   string
		change func()
		o      Options
		want   map[string]string
		moved  bool // articles changed
	}{
		{"not committed", func() {}, Options{Roots: []string{root}}, map[string]string{"bridge": "", "mill": ""}, true},
		{"committed", func() { commit("2019-05-01") }, Options{}, map[string]string{"bridge": "2019-05-01", "mill": "2019-05-01"}, true},
		{"again", func() {}, Options{}, map[string]string{"bridge": "2019-05-01", "mill": "2019-05-01"}, false},
		{"one changed", func() { write(t, root, "mill.txt", mill+" It turns."); commit("2021-06-02") }, Options{},
			map[string]string{"bridge": "2019-05-01", "mill": "2021-06-02"}, true},
		{"a third, without a commit", func() { write(t, root, "new.txt", "The new house is red.") }, Options{},
			map[string]string{"bridge": "2019-05-01", "mill": "2021-06-02", "new": ""}, true},
		{"history rewritten", func() {
			git("2022-07-03", "commit", "-q", "--amend", "--reset-author", "-m", "d")
			git("2001-01-01", "reflog", "expire", "--expire=now", "--all")
			git("2001-01-01", "gc", "-q", "--prune=now")
		},
			Options{}, map[string]string{"bridge": "2019-05-01", "mill": "2022-07-03", "new": ""}, true},
		{"left alone", func() {}, Options{NoHistory: true, Force: true}, map[string]string{"bridge": "", "mill": "", "new": ""}, true},
		{"and again not", func() {}, Options{}, map[string]string{"bridge": "2019-05-01", "mill": "2022-07-03", "new": ""}, true},
		{"no clone any more", func() { _ = os.RemoveAll(filepath.Join(root, ".git")) }, Options{},
			map[string]string{"bridge": "2019-05-01", "mill": "2022-07-03", "new": ""}, false},
	} {
		step.change()
		r := reindex(t, dir, step.o)
		if moved := r.Added+r.Changed > 0; moved != step.moved || len(r.Notes) > 0 && step.name != "not committed" {
			t.Errorf("%s: %+v", step.name, r)
		}
		s := hold(t, dir)
		for id, want := range step.want {
			a, err := s.Find(t.Context(), id)
			if err != nil || a == nil {
				t.Fatalf("%s: %s: %v", step.name, id, err)
			}
			got := ""
			if !a.Published.IsZero() {
				got = a.Published.Format(time.DateOnly)
			}
			if got != want {
				t.Errorf("%s: %s is of %q, want %q", step.name, id, got, want)
			}
		}
	}
}
