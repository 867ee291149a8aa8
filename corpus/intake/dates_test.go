package intake

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
)

// TestApart lists pieces of pages and drafts as what they are.
func TestApart(t *testing.T) {
	root := write(t, "_index.md", "_notice.mdx", "guide/_tip.md", "_posts/a.md", "_includes/deep/b.md", "_Drafts/c.md", "_notes.txt", "a_b.md", "_site.csv",
		"_note.adoc", "modules/ROOT/partials/fees.adoc", "partials/d.md")
	inputs, skips := list(t, root)
	if got, want := keysAndIDs(inputs), "_index.md=_index _notes.txt=_notes _posts/a.md=_posts/a _site.csv=_site a_b.md=a_b partials/d.md=partials/d"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	got := map[string]corpus.Reason{}
	for _, s := range skips {
		got[filepath.Base(s.Input)] = s.Reason
	}
	want := map[string]corpus.Reason{
		"_notice.mdx": corpus.ReasonPartial, "_tip.md": corpus.ReasonPartial, "b.md": corpus.ReasonPartial, "c.md": corpus.ReasonDraft,
		"_note.adoc": corpus.ReasonPartial, "fees.adoc": corpus.ReasonPartial,
	}
	for name, reason := range want {
		if got[name] != reason {
			t.Errorf("%s: %q, want %q", name, got[name], reason)
		}
	}
	if len(got) != len(want) {
		t.Errorf("skips %v", skips)
	}
	file := filepath.Join(root, "_notice.mdx")
	if inputs, _ := list(t, file, filepath.Join(root, "_includes")); keysAndIDs(inputs) != "_notice.mdx=_notice deep/b.md=deep/b" {
		t.Errorf("named themselves: %s", keysAndIDs(inputs))
	}
}

// git runs git in a folder, as an author of some day.
func git(t *testing.T, dir, day string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+day+"T12:00:00Z", "GIT_CONFIG_NOSYSTEM=1", "HOME="+t.TempDir())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// TestDate dates files in two clones, one of them the parent of a root, by all ways there are.
func TestDate(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	root := write(t, "one/docs/a.md", "one/docs/2020-02-03-b.md", "one/docs/c.md", "one/x/list.jsonl", "two/d.txt", "none.txt")
	put := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(name)), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("one/docs/c.md", "---\ndate: 2019-09-09\n---\nText of its own.")
	put("one/x/list.jsonl", `{"id": "row", "text": "A row of its own."}`)
	for dir, day := range map[string]string{"one": "2021-05-06", "two": "2022-07-08"} {
		clone := filepath.Join(root, dir)
		git(t, clone, day, "init", "-q")
		git(t, clone, day, "add", ".")
		git(t, clone, day, "commit", "-q", "-m", "all")
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(root, "two"), link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	inputs, _ := list(t, filepath.Join(root, "one", "docs"), filepath.Join(root, "one", "x"), link, filepath.Join(root, "none.txt"))
	_, notes, err := Date(t.Context(), inputs, Past{})
	if err != nil || len(notes) > 0 {
		t.Fatal(notes, err)
	}
	want := map[string]string{"a": "2021-05-06", "2020-02-03-b": "2020-02-03", "c": "2019-09-09", "row": "", "d": "2022-07-08", "none": ""}
	for _, in := range inputs {
		_, err := Read(t.Context(), nil, in, func(a corpus.Article) error {
			day := ""
			if !a.Published.IsZero() {
				day = a.Published.Format(time.DateOnly)
			}
			if day != want[a.ID] {
				t.Errorf("%s: %q, want %q", a.ID, day, want[a.ID])
			}
			delete(want, a.ID)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(want) > 0 {
		t.Errorf("not read: %v", want)
	}
}

// TestDateNotes wants a line for a folder that only looks like a clone, and for no other.
func TestDateNotes(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	root := write(t, "a/x.txt", "a/deep/y.txt", "b/z.txt")
	if err := os.Mkdir(filepath.Join(root, "a", ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	inputs, _ := list(t, root)
	_, notes, err := Date(t.Context(), inputs, Past{})
	if err != nil || len(notes) != 1 || !strings.Contains(notes[0], filepath.Join(root, "a")) {
		t.Errorf("%q, %v", notes, err)
	}
}
