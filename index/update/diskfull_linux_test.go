package update

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"verbatim/index/engine"
)

// smallDisk mounts a file system of some bytes, which needs the right to do so.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("cannot mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestDiskTooSmall checks that a reindex which cannot fit is refused before it begins.
func TestDiskTooSmall(t *testing.T) {
	disk, root := smallDisk(t, "6m"), t.TempDir()
	write(t, root, "a.txt", bridge)
	reindex(t, disk, Options{Roots: []string{root}})
	write(t, root, "b.txt", strings.Repeat(mill+" ", 20_000))
	_, err := try(disk, Options{})
	if !errors.Is(err, engine.ErrNoRoom) || !strings.Contains(err.Error(), "MB") {
		t.Errorf("%v, want how much is missing", err)
	}
	stillAnswers(t, disk)
}

// TestDiskFills lets the disk fill up while a generation is being written, from nothing
// and as a change.
func TestDiskFills(t *testing.T) {
	for name, force := range map[string]bool{"from nothing": true, "as a change": false} {
		disk, root := smallDisk(t, "30m"), t.TempDir()
		write(t, root, "a.txt", bridge)
		for i := range 8 {
			write(t, root, string(rune('c'+i))+".txt", mill)
		}
		reindex(t, disk, Options{Roots: []string{root}})
		write(t, root, "b.txt", strings.Repeat(mill+"\n", 20_000))
		full := false
		_, err := try(disk, Options{Force: force, Progress: func(p Progress) {
			if p.Stage == "read" && !full {
				full = true
				fillDisk(t, disk)
			}
		}})
		if !errors.Is(err, engine.ErrNoRoom) {
			t.Errorf("%s: %v", name, err)
		}
		_ = os.Remove(filepath.Join(disk, "filler"))
		stillAnswers(t, disk)
		onlyGeneration(t, disk, 1)
		if r := reindex(t, disk, Options{}); r.Added != 1 {
			t.Errorf("%s: with room again: %+v", name, r)
		}
	}
}

func fillDisk(t *testing.T, dir string) {
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 1<<16)
	for {
		if _, err := f.Write(block); err != nil {
			return
		}
	}
}

func stillAnswers(t *testing.T, dir string) {
	t.Helper()
	if text, _ := best(t, dir, "Who built the bridge of Varn?"); !strings.Contains(text, "Felder") {
		t.Errorf("the old generation does not answer: %q", text)
	}
}
