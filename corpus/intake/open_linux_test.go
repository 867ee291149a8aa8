package intake

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"verbatim/corpus"
)

// TestOpenSeesWhatIsThereNow lists a folder, changes it, and opens what was listed.
func TestOpenSeesWhatIsThereNow(t *testing.T) {
	outside := write(t, "secret.txt", "docs/x.txt")
	for name, c := range map[string]struct {
		change func(root string) error // of docs/x.txt
		reason corpus.Reason           // of the Skip, "" for none
	}{
		"nothing": {func(string) error { return nil }, ""},
		"the file becomes a link that leads out": {func(root string) error {
			return replace(filepath.Join(root, "docs/x.txt"), filepath.Join(outside, "secret.txt"))
		}, corpus.ReasonForbidden},
		"its folder becomes one": {func(root string) error {
			return replace(filepath.Join(root, "docs"), filepath.Join(outside, "docs"))
		}, corpus.ReasonForbidden},
		"a link with dots": {func(root string) error {
			rel, err := filepath.Rel(filepath.Join(root, "docs"), filepath.Join(outside, "secret.txt"))
			if err != nil {
				return err
			}
			return replace(filepath.Join(root, "docs/x.txt"), rel)
		}, corpus.ReasonForbidden},
		"a link inside": {func(root string) error { return replace(filepath.Join(root, "docs/x.txt"), "../y.txt") }, ""},
		"a link inside, from the top": {func(root string) error {
			return replace(filepath.Join(root, "docs/x.txt"), filepath.Join(root, "y.txt"))
		}, ""},
		"the environment": {func(root string) error {
			return replace(filepath.Join(root, "docs/x.txt"), "/proc/self/environ")
		}, corpus.ReasonForbidden},
		"version control": {func(root string) error {
			if err := os.Mkdir(filepath.Join(root, ".git"), 0o700); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(root, ".git/config"), []byte("secret"), 0o600); err != nil {
				return err
			}
			return replace(filepath.Join(root, "docs/x.txt"), "../.git/config")
		}, corpus.ReasonForbidden},
		"a pipe": {func(root string) error {
			path := filepath.Join(root, "docs/x.txt")
			if err := os.Remove(path); err != nil {
				return err
			}
			return syscall.Mkfifo(path, 0o600)
		}, corpus.ReasonUnsupported},
		"gone": {func(root string) error { return os.RemoveAll(filepath.Join(root, "docs")) }, corpus.ReasonUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			root := write(t, "docs/x.txt", "y.txt")
			inputs, _ := list(t, root)
			if err := c.change(root); err != nil {
				t.Fatal(err)
			}
			var text string
			skips, err := Read(t.Context(), nil, inputs[0], func(a corpus.Article) error { text = a.Text; return nil })
			if err != nil {
				t.Fatal(err)
			}
			var reason corpus.Reason
			if len(skips) > 0 {
				reason = skips[0].Reason
			}
			if reason != c.reason || (text == "") != (c.reason != "") || strings.Contains(text, "secret") {
				t.Errorf("read %q, skipped %v", text, skips)
			}
		})
	}
}

// replace puts a link in the place of what is at a path.
func replace(path, target string) error {
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	return os.Symlink(target, path)
}

// TestSystemFilesAreNoDocuments even where somebody names them, or follows links to them.
func TestSystemFilesAreNoDocuments(t *testing.T) {
	for _, root := range []string{"/proc", "/proc/self/environ", "/sys/kernel", "/dev/null"} {
		for _, f := range []bool{false, true} {
			if _, _, err := collect(t.Context(), []string{root}, f); err == nil || !strings.Contains(err.Error(), "no document") {
				t.Errorf("%s is listed: %v", root, err)
			}
		}
	}
	root := write(t, "x.txt")
	inputs, _, err := Follow(t.Context(), []string{root})
	if err != nil {
		t.Fatal(err)
	}
	if err := replace(inputs[0].Path, "/proc/self/environ"); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(inputs[0]); err == nil || !strings.Contains(err.Error(), "no document") {
		t.Errorf("the environment is opened: %v", err)
	}
}
