package disk

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"verbatim/index/engine"
)

// TestMappedFault reads behind the end of a file that was cut after it was mapped.
func TestMappedFault(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, make([]byte, 1<<16), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := syscall.Mmap(int(f.Fd()), 0, 1<<16, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Munmap(b)
	if err := f.Truncate(0); err != nil {
		t.Fatal(err)
	}
	sum := byte(0)
	err = Mapped(func() error { sum += b[1<<15]; return nil })
	if !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("%v, %d", err, sum)
	}
}

// TestDamageIsNotALimit checks that what a system refuses is not taken for damage.
func TestDamageIsNotALimit(t *testing.T) {
	for _, errno := range []syscall.Errno{syscall.EACCES, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		err := fmt.Errorf("open: %w", &os.PathError{Op: "open", Path: "x", Err: errno})
		if got := Damage(err); errors.Is(got, engine.ErrDamaged) {
			t.Errorf("%v became %v", err, got)
		}
	}
	if got := Damage(&os.PathError{Op: "read", Path: "x", Err: syscall.EIO}); !errors.Is(got, engine.ErrDamaged) {
		t.Errorf("a disk that does not give back what it took: %v", got)
	}
}

// TestOwner checks that what root writes belongs to the user whose directory it is: where that is
// there already, and where only a folder above it is.
func TestOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root writes for another user")
	}
	const user = 12345
	home := t.TempDir()
	if err := os.Chown(home, user, user); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(home, "share", "verbatim")
	l, err := Acquire(dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "generations/0001/texts/0001.dat", "text")
	put(t, dir, "bot.db", "nobody's business")
	err = errors.Join(l.WriteOrigin(engine.Origin{Roots: []string{"/docs"}}), l.Point(1), l.Release())
	if err != nil {
		t.Fatal(err)
	}
	var root []string
	err = filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Sys().(*syscall.Stat_t).Uid != user {
			root = append(root, d.Name())
		}
		return err
	})
	if err != nil || strings.Join(root, " ") != "bot.db" {
		t.Errorf("root has %q, %v", root, err)
	}
}
