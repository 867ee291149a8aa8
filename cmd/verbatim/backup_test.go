package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
	"verbatim/bot/store"
)

// ran executes a command line on a data folder.
func ran(t *testing.T, data string, stdin io.Reader, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, []string{"VERBATIM_DATA=" + data}, stdin, &out, &errs)
	return out.String(), errs.String(), status
}

// kept fills a data folder with an answer and a gap of two people, and returns their hashes.
func kept(t *testing.T, data string) (ann, ben store.Person) {
	t.Helper()
	withStore(t, data, func(s *store.Store) error {
		ann, ben = s.Person("1"), s.Person("2")
		if err := s.SaveAnswer(store.Answer{Key: "a", Question: "where is the plum", Asker: ann, At: time.Now()}); err != nil {
			return err
		}
		return s.AddGap("", "who ate the cake?", "r", ben, time.Now())
	})
	return ann, ben
}

func withStore(t *testing.T, data string, do func(*store.Store) error) {
	t.Helper()
	s, err := store.Open(data, "bot.db")
	if err != nil {
		t.Fatal(err)
	}
	if err := do(s); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// backUp writes a backup of a data folder and returns its path.
func backUp(t *testing.T, data string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "backup.tar.gz")
	if _, stderr, status := ran(t, data, nil, "backup", file); status != exitDone {
		t.Fatal(stderr)
	}
	return file
}

// TestBackupComesBack restores into the same folder, where somebody has deleted something since,
// and into an empty one.
func TestBackupComesBack(t *testing.T) {
	t.Chdir(t.TempDir())
	data := t.TempDir()
	ann, _ := kept(t, data)
	file := backUp(t, data)
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	withStore(t, data, func(s *store.Store) error {
		if _, err := s.Forget(ann); err != nil {
			return err
		}
		return s.AddGap("", "who is new here?", "r", "", time.Now())
	})
	if _, stderr, status := ran(t, data, nil, "restore", "--dry-run", file); status != exitDone || !strings.Contains(stderr, "is whole: bot.db") {
		t.Errorf("status %d: %s", status, stderr)
	}
	if out, _, _ := ran(t, data, nil, "gaps", "--export"); !strings.Contains(out, "new here") {
		t.Errorf("a dry run changed the records: %s", out)
	}
	if _, stderr, status := ran(t, data, nil, "restore", file); status != exitDone || !strings.Contains(stderr, "is kept as bot.before-restore.db.") {
		t.Fatal(status, stderr)
	}
	out, _, _ := ran(t, data, nil, "gaps", "--export")
	if !strings.Contains(out, "cake") || strings.Contains(out, "new here") || strings.Contains(out, "plum") {
		t.Errorf("the records are now:\n%s", out)
	}
	if err := store.Check(store.Kept(data, "bot.db")); err != nil {
		t.Errorf("the old records: %v", err)
	}

	empty := filepath.Join(t.TempDir(), "new")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, stderr, status := ran(t, empty, bytes.NewReader(b), "restore", "-"); status != exitDone || strings.Contains(stderr, "kept") {
		t.Fatal(status, stderr)
	}
	if out, _, _ := ran(t, empty, nil, "gaps", "--export"); !strings.Contains(out, "plum") {
		t.Errorf("in an empty folder:\n%s", out)
	}
	withStore(t, empty, func(s *store.Store) error {
		if s.Person("1") != ann {
			t.Error("people are strangers")
		}
		return nil
	})
	for _, dir := range []string{data, empty} {
		if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

// TestStaleCopies starts serve where a process that copied was killed long ago: what is deleted must
// not live on in its copy. One that may still be at work is left alone.
func TestStaleCopies(t *testing.T) {
	data := t.TempDir()
	old, recent := filepath.Join(data, ".copy-1"), filepath.Join(data, ".copy-2")
	for _, dir := range []string{old, recent} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-2*staleAfter)); err != nil {
		t.Fatal(err)
	}
	if err := removeStale(data); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(data, ".*")); !slices.Equal(left, []string{recent}) {
		t.Errorf("left: %v", left)
	}
}

// TestBackupOfAnIndex brings back what the index was made of.
func TestBackupOfAnIndex(t *testing.T) {
	t.Chdir(t.TempDir())
	data, notes, empty := t.TempDir(), t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(notes, "lab.txt"), []byte("Xavier runs the lab.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr, status := ran(t, data, nil, "reindex", "--no-vectors", notes); status != exitDone {
		t.Fatal(stderr)
	}
	kept(t, data)
	for _, args := range [][]string{{"restore", backUp(t, data)}, {"reindex", "--no-vectors"}} {
		if _, stderr, status := ran(t, empty, nil, args...); status != exitDone {
			t.Fatal(stderr)
		}
	}
	if out, _, _ := ran(t, empty, nil, "sources"); !strings.Contains(out, "lab") {
		t.Errorf("the sources are:\n%s", out)
	}
}

// TestBackupOfAnotherBot refuses records whose deletions it could not follow.
func TestBackupOfAnotherBot(t *testing.T) {
	t.Chdir(t.TempDir())
	theirs, ours := t.TempDir(), t.TempDir()
	kept(t, theirs)
	kept(t, ours)
	if _, stderr, status := ran(t, ours, nil, "restore", backUp(t, theirs)); status != exitError || !strings.Contains(stderr, "of another bot") {
		t.Errorf("status %d: %s", status, stderr)
	}
}

// TestBackupWhileServing backs up, lists gaps and restores while serve runs and people ask: every
// question has its answer, and serve goes on with the old records.
func TestBackupWhileServing(t *testing.T) {
	t.Chdir(t.TempDir())
	data, discord := t.TempDir(), discordtest.New(t, discordtest.Options{Timeout: time.Minute})
	if _, stderr, status := ran(t, data, nil, "reindex", "--no-vectors"); status != exitDone {
		t.Fatal(stderr)
	}
	kept(t, data)
	serving := serveOn(t, discord, data, discordtest.Token)
	discord.AwaitReady(1)
	serving.says("connected")
	people := newCrowd(discord, 10*time.Millisecond)
	people.more(5)
	file := backUp(t, data)
	place := discord.DM()
	discord.Say(place, discord.Person("late"), "what is the colour of the unheard-of zebrafish?")
	discord.AwaitPost(place)
	for _, args := range [][]string{{"gaps"}, {"gaps", "--export"}} {
		if out, stderr, status := ran(t, data, nil, args...); status != exitDone || !strings.Contains(out, "zebrafish") || !strings.Contains(out, "cake") {
			t.Errorf("%v: status %d\n%s%s", args, status, out, stderr)
		}
	}
	if _, stderr, status := ran(t, data, nil, "restore", file); status != exitDone {
		t.Fatal(stderr)
	}
	people.answered(t)
	if out, _, _ := ran(t, data, nil, "gaps"); strings.Contains(out, "zebrafish") || !strings.Contains(out, "cake") {
		t.Errorf("the gaps are now:\n%s", out)
	}
	if n := discord.Identifies(); n != 1 {
		t.Errorf("%d sessions were begun, want 1", n)
	}
	t.Logf("nobody was connected for %v", gaps(discord))
}

// repacked is a backup whose members are changed on the way.
func repacked(t *testing.T, file string, change func(h *tar.Header, data []byte) (keep bool, changed []byte)) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zip, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	w, r := tar.NewWriter(packed), tar.NewReader(zip)
	for {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		data, err2 := io.ReadAll(r)
		keep, data := change(h, data)
		h.Size = int64(len(data))
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if keep {
			if err := w.WriteHeader(h); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(data); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestRestoreRefuses what is no whole backup, and changes nothing.
func TestRestoreRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	data := t.TempDir()
	kept(t, data)
	file := backUp(t, data)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := ran(t, data, nil, "gaps", "--export")
	change := func(name string, to func([]byte) []byte) []byte {
		return repacked(t, file, func(h *tar.Header, b []byte) (bool, []byte) {
			if h.Name == name {
				b = to(b)
			}
			return b != nil, b
		})
	}
	rename := func(to string) []byte {
		return repacked(t, file, func(h *tar.Header, b []byte) (bool, []byte) {
			if h.Name == "bot.key" {
				h.Name = to
			}
			return true, b
		})
	}
	for name, b := range map[string][]byte{
		"nothing": {}, "text": []byte("hello"), "cut": whole[:len(whole)/2], "cut late": whole[:len(whole)-30],
		"flipped":     change("bot.db", func(b []byte) []byte { b = slices.Clone(b); b[len(b)/2] ^= 1; return b }),
		"no manifest": change(manifestFile, func([]byte) []byte { return nil }),
		"newer":       change(manifestFile, func(b []byte) []byte { return bytes.Replace(b, []byte(`"format": 1`), []byte(`"format": 2`), 1) }),
		"no store":    change("bot.db", func([]byte) []byte { return nil }),
		"leads out":   rename("../bot.key"), "absolute": rename("/tmp/bot.key"), "something else": rename("bot.exe"), "twice": rename("bot.db"),
	} {
		if _, stderr, status := ran(t, data, bytes.NewReader(b), "restore", "-"); status != exitError || !strings.Contains(stderr, "is not put back") {
			t.Errorf("%s: status %d: %s", name, status, stderr)
		}
	}
	if after, _, _ := ran(t, data, nil, "gaps", "--export"); after != before {
		t.Errorf("the records were changed:\n%s", after)
	}
	if left, _ := filepath.Glob(filepath.Join(data, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// FuzzUnpack unpacks anything: nothing is written beside the folder, and what is called whole is.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte("hello"))
	var b bytes.Buffer
	p := newPacker(&b, "1")
	if p.close() != nil {
		f.Fatal("no seed")
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		above := t.TempDir()
		folder := filepath.Join(above, "in")
		m, err := unpack(io.LimitReader(bytes.NewReader(data), 1<<16), folder)
		if err == nil && len(m.stores()) == 0 {
			t.Error("a backup without a store")
		}
		if entries, _ := os.ReadDir(above); len(entries) > 1 {
			t.Errorf("written outside: %v", entries)
		}
	})
}
