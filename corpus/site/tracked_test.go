package site

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTrackedFiles reads the index that git writes, in each of its versions.
func TestTrackedFiles(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git here")
	}
	for _, version := range []string{"2", "4"} {
		root := folder(t, "a.md", "", "docs/guide/one.md", "", "docs/guide/other one.md", "", "docs/über.md", "", "later.md", "", "build/out.md", "", ".gitignore", "build\n")
		git := func(args ...string) {
			t.Helper()
			cmd := exec.Command("git", append([]string{"-C", root, "-c", "core.quotePath=false"}, args...)...)
			cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("git %v: %v: %s", args, err, out)
			}
		}
		git("init", "--quiet", "--initial-branch", "main")
		git("remote", "add", "origin", "https://github.com/keeper/lamp.git")
		git("config", "index.version", version)
		git("add", "a.md", "docs", ".gitignore")
		git("add", "--intent-to-add", "later.md")
		git("update-index", "--index-version", version)
		got := strings.Join(slices.Sorted(maps.Keys(trackedFiles(filepath.Join(root, ".git", "index")))), " ")
		if want := ".gitignore a.md docs/guide/one.md docs/guide/other one.md docs/über.md later.md"; got != want {
			t.Errorf("version %s: %s, want %s", version, got, want)
		}
		f := Finder{}
		if p := f.Page(root, filepath.Join(root, "build", "out.md")); p != nil {
			t.Errorf("what git ignores is at %s", p.File)
		}
		if p := f.Page(root, filepath.Join(root, "docs", "über.md")); p == nil || p.File != "https://github.com/keeper/lamp/blob/main/docs/%C3%BCber.md?plain=1" {
			t.Errorf("what git holds is at %+v", p)
		}
	}
}

// FuzzTrackedFiles reads an index that follows no rule.
func FuzzTrackedFiles(f *testing.F) {
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x01" + strings.Repeat("\x00", 62) + "a.md\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("DIRC\x00\x00\x00\x04\x00\x00\x00\x01" + strings.Repeat("\x00", 62) + "\x00a.md\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		name := filepath.Join(t.TempDir(), "index")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		trackedFiles(name)
	})
}
