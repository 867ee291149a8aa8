package history

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A repo is a clone under test.
type repo struct {
	t   *testing.T
	dir string
}

func newRepo(t *testing.T) repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("GIT_DIR", filepath.Join(t.TempDir(), "another")) // as where git itself starts this program
	r := repo{t, t.TempDir()}
	r.git("", "init", "-q")
	return r
}

// git runs git in the clone, as an author of some day.
func (r repo) git(day string, args ...string) {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir, cmd.Env = r.dir, append(environment(), "GIT_AUTHOR_DATE="+day+"T12:00:00+0200")
	cmd.Env = slices.DeleteFunc(cmd.Env, func(v string) bool { return strings.HasPrefix(v, "GIT_ALLOW_PROTOCOL") })
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// commit writes files, each with the day in it, and commits them.
func (r repo) commit(day string, names ...string) {
	r.t.Helper()
	for _, n := range names {
		path := filepath.Join(r.dir, filepath.FromSlash(n))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(n+day), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
	r.git(day, "add", ".")
	r.git(day, "commit", "-q", "-m", "c\n\n2001-01-01")
}

func (r repo) days(files ...string) string {
	r.t.Helper()
	dates, err := Changes(r.t.Context(), r.dir, "", files)
	if err != nil {
		r.t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		if at, ok := dates[f]; ok {
			out = append(out, f+"="+at.Format(time.DateOnly))
		}
	}
	return strings.Join(out, " ")
}

func TestChanges(t *testing.T) {
	r := newRepo(t)
	r.commit("2019-05-01", "docs/a b.md", "docs/sub/ü.md", "other/x.txt", "docs/old name.md", "-odd", ":(top)y.md")
	r.commit("2021-07-02", "docs/a b.md")
	r.git("2022-01-01", "mv", "docs/old name.md", "docs/new.md")
	r.commit("2022-02-02", "other/x.txt")
	r.git("2023-01-01", "commit", "-q", "--allow-empty", "-m", "nothing")
	if err := os.WriteFile(filepath.Join(r.dir, "docs", "untracked.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ files, want string }{
		{"docs/a b.md", "docs/a b.md=2021-07-02"},
		{"docs/sub/ü.md|docs/a b.md", "docs/sub/ü.md=2019-05-01 docs/a b.md=2021-07-02"},
		{"docs/untracked.md|docs/new.md|other/x.txt", "docs/new.md=2022-02-02 other/x.txt=2022-02-02"},
		{"-odd|:(top)y.md", "-odd=2019-05-01 :(top)y.md=2019-05-01"},
		{"docs/old name.md", "docs/old name.md=2022-02-02"}, // when it was taken away
		{"docs/nothing.md", ""},
	} {
		if got := r.days(strings.Split(c.files, "|")...); got != c.want {
			t.Errorf("%q: %q, want %q", c.files, got, c.want)
		}
	}
}

// TestChangesSince looks at what is new only.
func TestChangesSince(t *testing.T) {
	r := newRepo(t)
	r.commit("2019-05-01", "a.md", "b.md")
	before, err := Head(t.Context(), r.dir)
	if err != nil || len(before) < 40 {
		t.Fatal(before, err)
	}
	r.commit("2020-05-01", "b.md")
	dates, err := Changes(t.Context(), r.dir, before, []string{"a.md", "b.md"})
	if err != nil || len(dates) != 1 || dates["b.md"].Year() != 2020 {
		t.Error(dates, err)
	}
	if _, err := Changes(t.Context(), r.dir, strings.Repeat("ab", 20), []string{"a.md"}); err == nil {
		t.Error("a commit that is not there has a log after it")
	}
}

func TestChangesShallow(t *testing.T) {
	r := newRepo(t)
	r.commit("2019-05-01", "a.md")
	r.commit("2020-05-01", "b.md")
	shallow := repo{t, filepath.Join(t.TempDir(), "c")}
	r.git("", "clone", "-q", "--depth", "1", "file://"+filepath.ToSlash(r.dir), shallow.dir)
	if _, err := Head(t.Context(), shallow.dir); !errors.Is(err, ErrShallow) {
		t.Errorf("%v", err)
	}
}

func TestChangesRefused(t *testing.T) {
	r := newRepo(t)
	if _, err := Changes(t.Context(), r.dir, "", []string{"a.md"}); err == nil {
		t.Error("a clone without a commit has dates")
	}
	if _, err := Head(t.Context(), t.TempDir()); err == nil {
		t.Error("a folder that is no clone has dates")
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Changes(t.Context(), r.dir, "", []string{"a.md"}); err == nil || !strings.Contains(err.Error(), "not there") {
		t.Errorf("without git: %v", err)
	}
}

// TestNothingRuns gives a clone every setting that names a program, each of which would leave a
// mark, and takes an object away that its remote would have to send.
func TestNothingRuns(t *testing.T) {
	r := newRepo(t)
	r.commit("2019-05-01", "a.md", ".gitattributes", "b.md")
	r.commit("2020-05-01", "a.md")
	mark := filepath.Join(t.TempDir(), "ran")
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\ntouch '"+mark+"'\ncat\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"core.fsmonitor", "core.pager", "pager.log", "core.sshCommand", "core.editor", "core.askPass", "core.gitProxy",
		"gpg.program", "gpg.ssh.program", "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge",
		"filter.evil.process", "credential.helper", "alias.log", "core.alternateRefsCommand", "uploadpack.packObjectsHook",
		"remote.origin.uploadpack", "log.mailmap", "trailer.evil.command",
	} {
		r.git("", "config", key, program)
	}
	for key, value := range map[string]string{
		"log.showSignature": "true", "remote.origin.url": "ssh://host.invalid/x", "remote.origin.promisor": "true", "extensions.partialClone": "origin",
		"core.hooksPath": filepath.Dir(program), "log.mailmap": "true", "diff.submodule": "log", "alias.rev-parse": "!" + program,
	} {
		r.git("", "config", key, value)
	}
	if err := os.WriteFile(filepath.Join(r.dir, ".git", "info", "attributes"), []byte("* filter=evil diff=evil\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, want := r.days("a.md", "b.md"), "a.md=2020-05-01 b.md=2019-05-01"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	removeTrees(t, r)
	if _, err := Changes(t.Context(), r.dir, "", []string{"b.md"}); err == nil {
		t.Error("a clone without its trees has dates")
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("a program that the clone names was run")
	}
}

// removeTrees takes the objects of a clone away, but for its newest commit.
func removeTrees(t *testing.T, r repo) {
	t.Helper()
	cmd := exec.Command("git", "rev-parse", "HEAD")
	cmd.Dir, cmd.Env = r.dir, environment()
	head, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	objects, err := filepath.Glob(filepath.Join(r.dir, ".git", "objects", "??", "*"))
	if err != nil || len(objects) == 0 {
		t.Fatal(objects, err)
	}
	for _, o := range objects {
		if name := filepath.Base(filepath.Dir(o)) + filepath.Base(o); name != strings.TrimSpace(string(head)) {
			if err := os.Remove(o); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func FuzzLog(f *testing.F) {
	f.Add([]byte("\x001714557600\x00\na.md\x00b.md\x00\x001556704800\x00\na.md\x00"))
	f.Add([]byte("\x00\x00\x00\nb.md\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		found, err := readLog([]string{"a.md", "b.md"})(strings.NewReader(string(b)))
		for name, at := range found.dates {
			if name != "a.md" && name != "b.md" || at.IsZero() {
				t.Errorf("%q at %v", name, at)
			}
		}
		if err != nil && len(found.dates) > 0 {
			t.Errorf("dates with %v", err)
		}
	})
}
