package clone

import (
	"context"
	"errors"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A remote is a repository that is served on loopback.
type remote struct {
	t    *testing.T
	work string // its author's working tree
	bare string
	url  string
	gone atomic.Bool // the server answers nothing
}

// newRemote serves a repository by git's own server, as github.com and others do.
func newRemote(t *testing.T) *remote {
	t.Helper()
	r := &remote{t: t, work: t.TempDir()}
	root := t.TempDir()
	r.bare = filepath.Join(root, "x.git")
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not here")
	}
	t.Setenv("HOME", t.TempDir())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if r.gone.Load() {
			http.Error(w, "gone", http.StatusBadGateway)
			return
		}
		(&cgi.Handler{Path: git, Args: []string{"http-backend"}, Env: []string{"GIT_PROJECT_ROOT=" + root, "GIT_HTTP_EXPORT_ALL=1"}}).ServeHTTP(w, q)
	}))
	t.Cleanup(server.Close)
	r.url = server.URL + "/x.git"
	r.git("init", "-q", "-b", "trunk")
	if err := os.WriteFile(filepath.Join(r.work, ".git", "info", "attributes"), []byte("* -text -filter -working-tree-encoding\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.git("init", "-q", "--bare", "-b", "trunk", r.bare)
	return r
}

func (r *remote) git(args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir, cmd.Env = r.work, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "GIT_CONFIG_NOSYSTEM=1"}
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// push commits files, of which an empty one is removed, and pushes them.
func (r *remote) push(files map[string]string) {
	r.t.Helper()
	for name, text := range files {
		path := filepath.Join(r.work, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if text == "" {
			err = errors.Join(err, os.Remove(path))
		} else {
			err = errors.Join(err, os.WriteFile(path, []byte(text), 0o644))
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", "c")
	r.git("push", "-q", r.bare, "HEAD:trunk")
}

func parse(t *testing.T, root string) Repository {
	t.Helper()
	r, err := Parse(root)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func update(t *testing.T, c *Clones, r Repository) State {
	t.Helper()
	s, err := c.Update(t.Context(), r, true)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// files returns what lies in a folder, without what is hidden.
func files(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case d.IsDir():
			return nil
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all = append(all, filepath.ToSlash(rel)+"="+string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestUpdate(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A", "docs/b.md": "B", "crlf.txt": "one\r\ntwo\r\n", ".gitattributes": "* text=auto eol=lf"})
	c, r := &Clones{Dir: filepath.Join(t.TempDir(), "clones")}, parse(t, far.url)
	s := update(t, c, r)
	if got, want := files(t, s.Path), ".gitattributes=* text=auto eol=lf a.md=A crlf.txt=one\r\ntwo\r\n docs/b.md=B"; got != want || filepath.Base(s.Path) != "x" {
		t.Errorf("%s holds %q, want %q", s.Path, got, want)
	}
	if s.Stale != nil || s.Asked.IsZero() || s.Commit != far.git("rev-parse", "HEAD") {
		t.Errorf("%+v", s)
	}
	info, err := os.Stat(filepath.Join(s.Path, "a.md"))
	if err != nil {
		t.Fatal(err)
	}
	far.push(map[string]string{"docs/b.md": "", "docs/c.md": "C"})
	if err := os.WriteFile(filepath.Join(s.Path, "left.md"), []byte("of a run that was killed"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = update(t, c, r)
	if got := files(t, s.Path); strings.Contains(got, "left") || strings.Contains(got, "b.md") || !strings.Contains(got, "docs/c.md=C") {
		t.Errorf("after the update: %q", got)
	}
	if now, err := os.Stat(filepath.Join(s.Path, "a.md")); err != nil || !now.ModTime().Equal(info.ModTime()) {
		t.Errorf("a file that did not change was written again: %v", err)
	}
	head, err := os.ReadFile(filepath.Join(s.Path, ".git", "HEAD"))
	if string(head) != "ref: refs/heads/trunk\n" {
		t.Errorf("HEAD is %q, %v", head, err)
	}
}

// TestUpdateGone: what was cloned stays when the remote does not answer.
func TestUpdateGone(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	c, r := &Clones{Dir: t.TempDir()}, parse(t, far.url)
	first := update(t, c, r)
	far.gone.Store(true)
	s := update(t, c, r)
	if s.Stale == nil || s.Path != first.Path || !s.Asked.Equal(first.Asked) || files(t, s.Path) != "a.md=A" {
		t.Errorf("%+v", s)
	}
	if _, err := c.Update(t.Context(), parse(t, strings.Replace(far.url, "x.git", "y.git", 1)), true); err == nil {
		t.Error("what never was there has a clone")
	}
	far.gone.Store(false)
	if s := update(t, c, r); s.Stale != nil || !s.Asked.After(first.Asked) {
		t.Errorf("it is back: %+v", s)
	}
}

func TestUpdateParts(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"docs/a.md": "A", "code.txt": "C"})
	far.git("checkout", "-q", "-b", "next/1")
	far.push(map[string]string{"docs/a.md": "N"})
	far.git("push", "-q", far.bare, "HEAD:refs/heads/next/1", "HEAD~1:refs/heads/trunk", "--force")
	far.git("tag", "-a", "-m", "t", "v1", "HEAD~1")
	far.git("push", "-q", far.bare, "v1")
	c := &Clones{Dir: t.TempDir()}
	for part, want := range map[string]string{"": "code.txt=C docs/a.md=A", "#:docs": "a.md=A", "#next/1:docs": "a.md=N", "#v1:docs": "a.md=A"} {
		for range 2 {
			if got := files(t, update(t, c, parse(t, far.url+part)).Path); got != want {
				t.Errorf("%s holds %q, want %q", part, got, want)
			}
		}
	}
	if dirs, err := os.ReadDir(c.Dir); len(dirs) != 3 {
		t.Errorf("%d clones, %v", len(dirs), err)
	}
	for part, why := range map[string]string{"#nothing": `no branch or tag "nothing"`, "#:nothing": "no folder nothing"} {
		if _, err := c.Update(t.Context(), parse(t, far.url+part), true); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", part, err)
		}
	}
	if err := c.Prune([]Repository{parse(t, far.url+"#:docs")}); err != nil {
		t.Fatal(err)
	}
	if dirs, err := os.ReadDir(c.Dir); len(dirs) != 1 {
		t.Errorf("%d clones after pruning, %v", len(dirs), err)
	}
}

// TestUpdateKilled breaks a clone off where a kill could, and holds the next update to mend it.
func TestUpdateKilled(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	c, r := &Clones{Dir: t.TempDir()}, parse(t, far.url)
	tree := update(t, c, r).Path
	for name, harm := range map[string]func() error{
		"locks": func() error {
			return errors.Join(os.WriteFile(filepath.Join(tree, ".git", "index.lock"), nil, 0o600), os.WriteFile(filepath.Join(tree, ".git", "shallow.lock"), nil, 0o600),
				os.MkdirAll(filepath.Join(c.place(r), ".new-1", ".git"), 0o700), os.WriteFile(filepath.Join(tree, ".git", "refs", "verbatim", "head.lock"), nil, 0o600))
		},
		"no index":     func() error { return os.Remove(filepath.Join(tree, ".git", "index")) },
		"no objects":   func() error { return os.RemoveAll(filepath.Join(tree, ".git", "objects")) },
		"between both": func() error { return os.Rename(tree, filepath.Join(c.place(r), ".new-2.old")) },
		"half a note":  func() error { return os.WriteFile(filepath.Join(c.place(r), "clone.json"), []byte(`{"comm`), 0o600) },
	} {
		if err := harm(); err != nil {
			t.Fatal(name, err)
		}
		far.push(map[string]string{"b.md": name})
		if got, want := files(t, update(t, c, r).Path), "a.md=A b.md="+name; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if entries, err := os.ReadDir(c.place(r)); len(entries) != 2 {
			t.Errorf("%s: %v are left, %v", name, entries, err)
		}
	}
}

// TestKeptMends: a kill while files were written leaves a note that says so, and the remote is not
// needed for the rest.
func TestKeptMends(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	c, r := &Clones{Dir: t.TempDir()}, parse(t, far.url)
	tree := update(t, c, r).Path
	n, _ := c.read(r)
	n.Whole = false
	if err := errors.Join(c.write(r, n), os.Remove(filepath.Join(tree, "a.md"))); err != nil {
		t.Fatal(err)
	}
	far.gone.Store(true)
	if s := update(t, c, r); s.Stale == nil || files(t, s.Path) != "a.md=A" {
		t.Errorf("%+v holds %q", s, files(t, s.Path))
	}
}

func TestLimits(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": strings.Repeat("A", 2000), "b.md": "B"})
	for why, c := range map[string]*Clones{
		"more than 1 files": {MaxFiles: 1}, "files have more than": {MaxBytes: 1000}, "takes longer than": {Patience: 1},
	} {
		c.Dir = t.TempDir()
		_, err := c.Update(t.Context(), parse(t, far.url), true)
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("want %q: %v", why, err)
		}
	}
}

// TestFoldedTrees: a few trees may stand for more files than a disk holds.
func TestFoldedTrees(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	kind, id := "100644 blob", far.git("rev-parse", "HEAD:a.md")
	for range 12 {
		var list strings.Builder
		for i := range 10 {
			list.WriteString(kind + " " + id + "\td" + string(rune('0'+i)) + "\n")
		}
		path := filepath.Join(t.TempDir(), "list")
		if err := os.WriteFile(path, []byte(list.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		kind, id = "040000 tree", far.git("-c", "alias.made=!git mktree <"+path, "made")
	}
	far.git("push", "-q", "--force", far.bare, far.git("commit-tree", "-m", "bomb", id)+":refs/heads/trunk")
	_, err := (&Clones{Dir: t.TempDir(), MaxFiles: 5000}).Update(t.Context(), parse(t, far.url), true)
	if err == nil || !strings.Contains(err.Error(), "more than 5000 files") {
		t.Errorf("%v", err)
	}
}

func TestUpdatePrivate(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	for _, address := range []string{far.url, strings.Replace(far.url, "127.0.0.1", "localhost", 1), strings.Replace(far.url, "127.0.0.1", "2130706433", 1)} {
		if _, err := (&Clones{Dir: t.TempDir()}).Update(t.Context(), parse(t, address), false); err == nil {
			t.Errorf("%s was fetched", address)
		}
	}
}

func TestPin(t *testing.T) {
	if _, err := pin(t.Context(), Repository{Address: "https://localhost/o/x.git"}); !errors.Is(err, errPrivate) {
		t.Errorf("localhost: %v", err)
	}
	if pins, err := pin(t.Context(), Repository{Address: "https://9.9.9.9/o/x.git"}); pins != nil || err != nil {
		t.Errorf("%q, %v", pins, err)
	}
	if pins, err := pin(t.Context(), Repository{Address: "git@host.invalid:o/x.git"}); pins != nil || err != nil {
		t.Errorf("%q, %v", pins, err)
	}
}

func TestNoGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := (&Clones{Dir: t.TempDir()}).Update(t.Context(), parse(t, "https://git.example.org/x.git"), true); !errors.Is(err, ErrNoGit) {
		t.Errorf("%v", err)
	}
}

func TestUpdateEnds(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&Clones{Dir: t.TempDir()}).Update(ctx, parse(t, far.url), true); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestRedirect: where a server leads is not where git was let.
func TestRedirect(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	other := httptest.NewServer(http.RedirectHandler(far.url+"/info/refs?service=git-upload-pack", http.StatusFound))
	defer other.Close()
	_, err := (&Clones{Dir: t.TempDir()}).Update(t.Context(), parse(t, other.URL+"/y.git"), true)
	if err == nil || !strings.Contains(err.Error(), "stands elsewhere") {
		t.Errorf("%v", err)
	}
}

// TestDumb: a repository may be served as files alone.
func TestDumb(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	far.push(map[string]string{"b.md": "B"})
	files1 := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(far.bare))))
	defer files1.Close()
	far.git("-C", far.bare, "update-server-info")
	c, r := &Clones{Dir: t.TempDir()}, parse(t, files1.URL+"/x.git")
	if got := files(t, update(t, c, r).Path); got != "a.md=A b.md=B" {
		t.Errorf("%q", got)
	}
	far.push(map[string]string{"c.md": "C"})
	far.git("-C", far.bare, "update-server-info")
	if got := files(t, update(t, c, r).Path); got != "a.md=A b.md=B c.md=C" {
		t.Errorf("after the update %q", got)
	}
}

// TestNothingRuns serves a repository that names programs in all the ways that git knows: none
// leaves its mark. The user's own configuration names some, too, that a file of the repository asks for.
func TestNothingRuns(t *testing.T) {
	far := newRemote(t)
	mark := filepath.Join(t.TempDir(), "ran")
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\ntouch '"+mark+"'\ncat\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	far.push(map[string]string{
		"a.md": "A", ".gitattributes": "* filter=evil diff=evil ident text working-tree-encoding=UTF-16\n",
		".gitmodules": "[submodule \"s\"]\n\tpath = s\n\turl = ext::" + program + "\n\tupdate = !" + program + "\n",
		".gitconfig":  "[core]\n\tfsmonitor = " + program + "\n", ".lfsconfig": "[lfs]\n\turl = http://127.0.0.1:1/\n",
		"hooks/post-checkout": "#!/bin/sh\ntouch '" + mark + "'\n",
	})
	far.git("update-index", "--add", "--cacheinfo", "160000,"+far.git("rev-parse", "HEAD")+",s")
	far.git("commit", "-q", "-m", "s")
	far.git("push", "-q", far.bare, "HEAD:trunk")
	template := filepath.Join(t.TempDir(), "template", "hooks")
	if err := os.MkdirAll(template, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, hook := range []string{"post-checkout", "reference-transaction", "post-index-change"} {
		if err := os.WriteFile(filepath.Join(template, hook), []byte("#!/bin/sh\ntouch '"+mark+"'\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for key, value := range map[string]string{
		"filter.evil.smudge": program, "filter.evil.clean": program, "filter.evil.process": program, "diff.evil.textconv": program,
		"core.fsmonitor": program, "credential.helper": "!" + program, "core.askPass": program, "core.hooksPath": template, "core.sshCommand": program,
		"init.templateDir": filepath.Dir(template), "submodule.recurse": "true", "fetch.recurseSubmodules": "true", "alias.fetch": "!" + program,
		"protocol.ext.allow": "always", "protocol.file.allow": "always",
	} {
		far.git("config", "--global", key, value)
	}
	c := &Clones{Dir: t.TempDir()}
	s := update(t, c, parse(t, far.url))
	if b, err := os.ReadFile(filepath.Join(s.Path, "a.md")); string(b) != "A" {
		t.Errorf("a.md holds %q, %v", b, err)
	}
	for _, address := range []string{"ext::" + program, "file://" + far.bare, far.bare} {
		if _, err := c.Update(t.Context(), Repository{Address: address}, true); err == nil {
			t.Errorf("%s was fetched", address)
		}
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("a program was run")
	}
}

// TestGitIsHeldToPins: a name leads git where it led when it was looked at, whatever it leads to now.
func TestGitIsHeldToPins(t *testing.T) {
	far := newRemote(t)
	far.push(map[string]string{"a.md": "A"})
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(strings.TrimSuffix(far.url, "/x.git"), "http://")
	port := host[strings.Index(host, ":")+1:]
	c := caller{program: git, dir: t.TempDir(), pins: []string{"far.invalid:" + port + ":127.0.0.1"}}
	h, err := c.ask(t.Context(), parse(t, "http://far.invalid:"+port+"/x.git"))
	if err != nil || h.branch != "trunk" {
		t.Errorf("%+v, %v", h, err)
	}
}

// TestFolderLeadsOut: a folder that is named may be a link in the repository, and leads nowhere else.
func TestFolderLeadsOut(t *testing.T) {
	far := newRemote(t)
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret.md"), []byte("S"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(outside, "docs"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{"out", "up"} {
		if err := os.Symlink(outside, filepath.Join(far.work, link)); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Symlink("real", filepath.Join(far.work, "inner")); err != nil {
		t.Fatal(err)
	}
	far.push(map[string]string{"a.md": "A", "real/b.md": "B"})
	c := &Clones{Dir: t.TempDir()}
	for _, part := range []string{"#:out", "#:up/docs"} {
		for range 2 {
			if s, err := c.Update(t.Context(), parse(t, far.url+part), true); err == nil || !strings.Contains(err.Error(), "leads out") {
				t.Errorf("%s: %+v, %v", part, s, err)
			}
		}
		if s, ok := c.Kept(t.Context(), parse(t, far.url+part)); ok {
			t.Errorf("%s is kept: %+v", part, s)
		}
	}
	if got := files(t, update(t, c, parse(t, far.url+"#:inner")).Path+"/"); got != "b.md=B" {
		t.Errorf("%q", got)
	}
}
