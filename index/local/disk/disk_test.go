package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"verbatim/index/engine"
)

// put writes a file below dir.
func put(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// sealedFolder returns a generation of three files with its seal.
func sealedFolder(t testing.TB) (dir string, s *Seal) {
	t.Helper()
	dir = t.TempDir()
	put(t, dir, "meta.json", "{}")
	put(t, dir, "texts/0001.dat", strings.Repeat("The mill grinds barley. ", 1000))
	put(t, dir, "empty", "")
	if _, err := WriteSeal(dir, nil); err != nil {
		t.Fatal(err)
	}
	s, err := ReadSeal(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir, s
}

func TestSeal(t *testing.T) {
	for name, hurt := range map[string]func(path string, b []byte) error{
		"flipped": func(path string, b []byte) error { b[len(b)/2] ^= 4; return os.WriteFile(path, b, 0o600) },
		"cut":     func(path string, b []byte) error { return os.Truncate(path, int64(len(b)-1)) },
		"longer":  func(path string, b []byte) error { return os.WriteFile(path, append(b, 0), 0o600) },
		"missing": func(path string, _ []byte) error { return os.Remove(path) },
	} {
		dir, s := sealedFolder(t)
		put(t, dir, "vectors.bin", "later") // is nobody's business
		if left, err := s.Verify(t.Context(), All); left != nil || err != nil {
			t.Fatalf("sound: %v, %v", left, err)
		}
		path := filepath.Join(dir, "texts", "0001.dat")
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := hurt(path, b); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Verify(t.Context(), All); !errors.Is(err, engine.ErrDamaged) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
		if s.Holds("texts/0001.dat") || !s.Holds("meta.json") || s.Holds("none") {
			t.Errorf("%s: the wrong files are sound", name)
		}
	}
}

// TestSealInParts verifies a little at first, and the rest later.
func TestSealInParts(t *testing.T) {
	dir, s := sealedFolder(t)
	left, err := s.Verify(t.Context(), 10)
	if err != nil || left.Bytes() != 24_000 || s.Bytes() != 24_002 || left.Mark() != s.Mark() {
		t.Fatalf("%d of %d bytes are left, %v", left.Bytes(), s.Bytes(), err)
	}
	put(t, dir, "texts/0001.dat", strings.Repeat("The mill grinds poison. ", 1000))
	if again, err := s.Verify(t.Context(), 10); again == nil || err != nil {
		t.Errorf("what is not read: %v", err)
	}
	if _, err := left.Verify(t.Context(), All); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("the rest: %v", err)
	}
}

// TestSealShared checks that a file which another generation shares keeps its checksum, though it
// was damaged since.
func TestSealShared(t *testing.T) {
	former, s := sealedFolder(t)
	next := t.TempDir()
	if err := LinkFolder(filepath.Join(former, "texts"), filepath.Join(next, "texts"), func(string) bool { return true }); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(former, "texts/0001.dat"), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte("A"), 3)
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	got, err := WriteSeal(next, s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := got.Verify(t.Context(), All); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("shared damage was sealed in: %v", err)
	}
	if got.Mark() == s.Mark() {
		t.Error("two generations have the same mark")
	}
}

// TestSealDamaged damages every byte of a seal in turn.
func TestSealDamaged(t *testing.T) {
	dir, _ := sealedFolder(t)
	path := filepath.Join(dir, sealFile)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range b {
		c := slices.Clone(b)
		c[i] ^= 1
		put(t, dir, sealFile, string(c))
		if _, err := ReadSeal(dir); !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("byte %d flipped: %v", i, err)
		}
		put(t, dir, sealFile, string(b[:i]))
		if _, err := ReadSeal(dir); !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("cut at %d: %v", i, err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSeal(dir); !errors.Is(err, fs.ErrNotExist) || (*Seal)(nil).Mark() != [16]byte{} || (*Seal)(nil).Bytes() != 0 {
		t.Errorf("missing: %v", err)
	}
}

// FuzzSeal checks that whatever a seal holds leads to files below its folder, or to an error.
func FuzzSeal(f *testing.F) {
	for _, lines := range []string{"", "00000000 0 empty\n", "0badcafe 7 ../../etc/passwd\n", "1 2\n", "0 0 .\n", "00000000 -1 texts/0001.dat\n"} {
		f.Add([]byte(lines))
	}
	f.Fuzz(func(t *testing.T, lines []byte) {
		files, err := parseSeal(lines)
		if err != nil && !errors.Is(err, engine.ErrDamaged) {
			t.Error(err)
		}
		s := &Seal{dir: "/data/generations/0001"}
		for _, file := range files {
			if !strings.HasPrefix(s.path(file), filepath.FromSlash("/data/generations/0001/")) {
				t.Errorf("%q leads to %s", file.name, s.path(file))
			}
		}
	})
}

func TestOrigin(t *testing.T) {
	dir := t.TempDir()
	l := acquired(t, dir)
	want := engine.Origin{Roots: []string{"/docs", "https://docs.example.org/"}, Web: engine.Web{Depth: 3}}
	if _, err := ReadOrigin(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("never written: %v", err)
	}
	if blank, err := Blank(dir); !blank || err != nil {
		t.Errorf("a directory with nothing but a lock is blank: %v, %v", blank, err)
	}
	if err := l.WriteOrigin(want); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadOrigin(dir); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if blank, err := Blank(dir); blank || err != nil {
		t.Errorf("blank with an origin: %v, %v", blank, err)
	}
	b, err := os.ReadFile(filepath.Join(dir, originFile))
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, originFile, strings.Replace(string(b), "/docs", "/dogs", 1))
	if _, err := ReadOrigin(dir); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
	for range 2 {
		if err := l.ForgetOrigin(); err != nil {
			t.Error(err)
		}
	}
	if blank, err := Blank(dir); !blank || err != nil {
		t.Errorf("forgotten: %v, %v", blank, err)
	}
}

func TestPointer(t *testing.T) {
	dir := t.TempDir()
	l := acquired(t, dir)
	for _, name := range []string{"0001", "0002", "12345", "0003.bak", "x", "3"} {
		put(t, dir, "generations/"+name+"/meta.json", "{}")
	}
	if got, err := Generations(dir); err != nil || !slices.Equal(got, []int{12345, 2, 1}) {
		t.Errorf("generations %v, %v", got, err)
	}
	if n, err := Current(dir); n != 0 || err != nil {
		t.Errorf("no pointer: %d, %v", n, err)
	}
	if err := l.Point(2); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"2\n": 2, "": 0, "-2": 0, "~": 0, "7": 7, "0": 0, "99999999999999999999": 0} {
		put(t, dir, pointerFile, text)
		if n, err := Current(dir); n != want || err != nil {
			t.Errorf("pointer %q: %d, %v", text, n, err)
		}
	}
	put(t, dir, pointerFile+newSuffix, "3")
	if err := l.RemoveOthers(2); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(filepath.Join(dir, folder))
	if err != nil || len(left) != 4 { // what is no generation is not ours
		t.Errorf("left: %v, %v", left, err)
	}
	if _, err := os.Stat(filepath.Join(dir, pointerFile+newSuffix)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what an interrupted switch left: %v", err)
	}
}

// acquired takes the lock of a data directory until the test ends.
func acquired(t *testing.T, dir string) *Lock {
	t.Helper()
	l, err := Acquire(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Release(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// TestLockOfRubbish checks that it does not matter what the file of a lock holds.
func TestLockOfRubbish(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, lockFile, "rubbish")
	put(t, dir, noteFile, "rubbish")
	l := acquired(t, dir)
	_, err := Acquire(dir)
	if locked, ok := errors.AsType[*engine.LockedError](err); !ok || locked.PID != os.Getpid() {
		t.Errorf("while locked: %v", err)
	}
	if l.dir != dir {
		t.Errorf("lock of %s", l.dir)
	}
}

// TestMapped checks what becomes of a panic, and of bytes that a file does not have any more.
func TestMapped(t *testing.T) {
	if err := Mapped(func() error { return fs.ErrClosed }); err != fs.ErrClosed {
		t.Errorf("an error: %v", err)
	}
	if err := Mapped(func() error { panic("page 7: invalid") }); !errors.Is(err, engine.ErrDamaged) || !strings.Contains(err.Error(), "page 7") {
		t.Errorf("a panic: %v", err)
	}
}

func TestDamage(t *testing.T) {
	_, missing := os.Open(filepath.Join(t.TempDir(), "none"))
	for _, c := range []struct {
		err     error
		damaged bool
	}{{nil, false}, {missing, true}, {errors.New("invalid database"), true}, {fs.ErrPermission, false}, {engine.ErrDamaged, true}} {
		if got := Damage(c.err); errors.Is(got, engine.ErrDamaged) != c.damaged {
			t.Errorf("%v became %v", c.err, got)
		}
	}
}
