package intake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
)

// write makes files below a new folder, by slash-separated path.
func write(t *testing.T, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range files {
		path := filepath.Join(root, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("Text of "+f+"."), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func list(t *testing.T, roots ...string) ([]corpus.Input, []corpus.Skip) {
	t.Helper()
	inputs, skips, err := List(t.Context(), roots)
	if err != nil {
		t.Fatal(err)
	}
	return inputs, skips
}

func keysAndIDs(inputs []corpus.Input) string {
	var out []string
	for _, in := range inputs {
		out = append(out, in.Key+"="+in.ID)
	}
	return strings.Join(out, " ")
}

func TestListFolder(t *testing.T) {
	root := write(t, "b.txt", "a/z.txt", "a/y.md", "c.TXT", ".hidden.txt", "._b.txt", ".git/x.txt", "~$b.docx", "b.txt~", "d/same.md", "d/same.txt")
	inputs, skips := list(t, root)
	want := "a/y.md=a/y a/z.txt=a/z b.txt=b c.TXT=c d/same.md=d/same d/same.txt=d/same.txt"
	if got := keysAndIDs(inputs); got != want || len(skips) > 0 {
		t.Errorf("got %s, %v\nwant %s", got, skips, want)
	}
	if in := inputs[2]; in.Size != int64(len("Text of b.txt.")) || in.ModTime.IsZero() || in.Root != root || in.Path != filepath.Join(root, "b.txt") {
		t.Errorf("got %+v", in)
	}
}

func TestListRoots(t *testing.T) {
	one, two := write(t, "readme.md", "x.txt"), write(t, "readme.md")
	file := filepath.Join(one, "x.txt")
	inputs, _ := list(t, one, two, file, "https://example.org/feed.xml", corpus.Shipped)
	base := filepath.Base(two)
	want := fmt.Sprintf("readme.md=readme x.txt=x %s/readme.md=%s/readme.md https://example.org/feed.xml=https://example.org/feed.xml shipped:ceasefire-talks.txt=ceasefire-talks", base, base)
	if got := keysAndIDs(inputs); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestListSameName lists files by themselves, and one of them twice.
func TestListSameName(t *testing.T) {
	root := write(t, "a/x.txt", "b/x.txt")
	t.Chdir(root)
	inputs, _ := list(t, "a/x.txt", filepath.Join(root, "a", "x.txt"), "b/x.txt")
	if got, want := keysAndIDs(inputs), "x.txt=x b/x.txt=b/x.txt"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// linked makes a folder with links in it, some of which lead out of it.
func linked(t *testing.T) string {
	t.Helper()
	outside := write(t, "far/o.txt", "far/deep/p.txt", "secret.txt")
	root := write(t, "a/x.txt", ".data/real.txt", ".data/deep/y.txt", ".git/config", ".env")
	link := func(target, name string) {
		t.Helper()
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	link(root, "a/loop")                           // the root itself
	link(filepath.Join(root, "a"), "b")            // a folder that is listed anyway
	link(filepath.Join(outside, "far"), "l1")      // a folder elsewhere
	link(filepath.Join(outside, "far"), "l2")      // the same again
	link(filepath.Join(outside, "far/deep"), "l3") // a part of it
	link(filepath.Dir(root), "up")                 // a folder that holds the root
	link(filepath.Join(root, ".data/real.txt"), "mounted.txt")
	link(".data/real.txt", "relative.txt")
	link(".data/deep", "inside")
	link(filepath.Join(outside, "secret.txt"), "secret.txt")
	link("secret.txt", "twice.txt")
	link("../.git/config", "a/config.txt")
	link(".env", "keys.txt")
	link("/proc/self/environ", "env.txt")
	link("/proc/self", "self")
	link("nowhere", "dangling.txt")
	return root
}

// reasons returns the reasons of skips by the last part of their inputs.
func reasons(skips []corpus.Skip) map[string]corpus.Reason {
	all := map[string]corpus.Reason{}
	for _, s := range skips {
		all[s.Input[strings.LastIndex(s.Input, "/")+1:]] = s.Reason
	}
	return all
}

func TestListLinksStayInside(t *testing.T) {
	inputs, skips := list(t, linked(t))
	want := "a/x.txt=a/x inside/y.txt=inside/y mounted.txt=mounted relative.txt=relative"
	if got := keysAndIDs(inputs); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	no, gone := corpus.ReasonForbidden, corpus.ReasonUnreadable
	wantSkips := map[string]corpus.Reason{
		"l1": no, "l2": no, "l3": no, "up": no, "secret.txt": no, "twice.txt": no, "config.txt": no, "keys.txt": no, "env.txt": no, "self": no, "dangling.txt": gone,
	}
	if runtime.GOOS != "linux" {
		wantSkips["env.txt"], wantSkips["self"] = gone, gone
	}
	if d := cmp.Diff(wantSkips, reasons(skips)); d != "" {
		t.Errorf("skips (-want +got):\n%s", d)
	}
	for _, in := range inputs {
		if skips, err := Read(t.Context(), nil, in, func(corpus.Article) error { return nil }); err != nil || len(skips) > 0 {
			t.Errorf("%s: %v, %v", in.Key, skips, err)
		}
	}
}

// TestListRootOfAClone names folders and files in a clone of a repository, which links make
// lead elsewhere.
func TestListRootOfAClone(t *testing.T) {
	outside := write(t, "private/en/pay.txt", "notes/n.txt")
	clone := write(t, ".git/config", "manual/en/x.txt", "manual/y.txt")
	link := func(target, name string) string {
		t.Helper()
		path := filepath.Join(clone, name)
		if err := os.Symlink(target, path); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
		return path
	}
	docs := link(filepath.Join(outside, "private"), "docs")
	inside := link("manual", "latest")
	for _, root := range []string{docs, filepath.Join(docs, "en"), filepath.Join(docs, "en", "pay.txt")} {
		if _, _, err := List(t.Context(), []string{root}); err == nil || !strings.Contains(err.Error(), "leads out of the repository") {
			t.Errorf("%s is listed: %v", root, err)
		}
		if inputs, _, err := Follow(t.Context(), []string{root}); err != nil || len(inputs) != 1 {
			t.Errorf("%s is not followed: %v, %v", root, inputs, err)
		}
	}
	for _, root := range []string{clone, inside, filepath.Join(inside, "en"), filepath.Join(clone, "manual")} {
		if _, _, err := List(t.Context(), []string{root}); err != nil {
			t.Error(err)
		}
	}
	own := filepath.Join(t.TempDir(), "notes") // a link of the user's, in no clone
	if err := os.Symlink(filepath.Join(outside, "notes"), own); err != nil {
		t.Fatal(err)
	}
	if inputs, _ := list(t, own); keysAndIDs(inputs) != "n.txt=n" {
		t.Errorf("got %v", inputs)
	}
}

func TestFollowLinks(t *testing.T) {
	root := linked(t)
	inputs, skips, err := Follow(t.Context(), []string{root})
	if err != nil {
		t.Fatal(err)
	}
	want := "a/config.txt=a/config a/x.txt=a/x inside/y.txt=inside/y keys.txt=keys l1/deep/p.txt=l1/deep/p l1/o.txt=l1/o mounted.txt=mounted relative.txt=relative secret.txt=secret twice.txt=twice"
	if got := keysAndIDs(inputs); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	wantSkips := map[string]corpus.Reason{"env.txt": corpus.ReasonForbidden, "self": corpus.ReasonForbidden, "dangling.txt": corpus.ReasonUnreadable}
	if runtime.GOOS != "linux" {
		wantSkips["env.txt"], wantSkips["self"] = corpus.ReasonUnreadable, corpus.ReasonUnreadable
	}
	if d := cmp.Diff(wantSkips, reasons(skips)); d != "" {
		t.Errorf("skips (-want +got):\n%s", d)
	}
	for _, in := range inputs {
		if skips, err := Read(t.Context(), nil, in, func(corpus.Article) error { return nil }); err != nil || len(skips) > 0 {
			t.Errorf("%s: %v, %v", in.Key, skips, err)
		}
	}
}

func TestListUnreadableFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	root := write(t, "a/x.txt", "b/y.txt")
	if err := os.Chmod(filepath.Join(root, "a"), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(root, "a"), 0o755) })
	inputs, skips := list(t, root)
	if keysAndIDs(inputs) != "b/y.txt=b/y" || len(skips) != 1 || skips[0].Reason != corpus.ReasonUnreadable {
		t.Errorf("got %v, %v", inputs, skips)
	}
}

func TestListErrors(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "nothing")
	for root, want := range map[string]string{missing: "does not exist", "": "empty path"} {
		_, _, err := List(t.Context(), []string{root})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("List(%q): got %v, want %q in it", root, err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := List(ctx, []string{t.TempDir()}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
