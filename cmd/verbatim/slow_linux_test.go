//go:build slow && linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk reindexes on a disk that is too small: the message says so, and what
// answered goes on answering.
func TestFullDisk(t *testing.T) {
	p, disk, notes := indexedDisk(t)
	clean := p.files()

	// More than fits.
	writeCorpus(t, notes, 20000, 2)
	p.failsForRoom()

	// Little, and no room for that either.
	writeCorpus(t, notes, 10, 3)
	filler := filepath.Join(disk, "filler")
	size := fill(t, filler)
	p.failsForRoom()

	// A little room, perhaps too little half-way: what answers is what the exit
	// status says.
	for _, room := range []int64{8 << 10, 64 << 10, 256 << 10} {
		if err := os.Truncate(filler, size-room); err != nil {
			t.Fatal(err)
		}
		want := "The launch password is number1."
		_, stderr, status := p.run("reindex")
		if status == exitDone {
			want = "The launch password is number3."
		}
		if got := p.password(); got != want {
			t.Errorf("%d bytes free, status %d, %s: %q", room, status, stderr, got)
		}
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if _, stderr, status := p.run("reindex"); status != exitDone {
		t.Errorf("with room again: %s", stderr)
	}
	if got := p.password(); got != "The launch password is number3." {
		t.Errorf("with room again: %q", got)
	}
	if files := strings.Join(p.files(), " "); files != strings.Join(clean, " ") {
		t.Errorf("left behind: %s, at first %s", files, clean)
	}
}

// TestReadOnlyDisk answers from a disk that cannot be written, and says why a reindex
// cannot be.
func TestReadOnlyDisk(t *testing.T) {
	p, disk, _ := indexedDisk(t)
	if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if got := p.password(); got != "The launch password is number1." {
		t.Errorf("on a read-only disk: %q", got)
	}
	if _, stderr, status := p.run("reindex"); status != exitError || !strings.Contains(stderr, "read-only file system") {
		t.Errorf("status %d: %s", status, stderr)
	}
}

// TestLimits runs the program within limits of memory, of open files and of the size of files, from
// next to nothing up to enough. It does what it is asked or says that it cannot, and never takes a
// limit for damage: what answers afterwards is what the exit status says.
func TestLimits(t *testing.T) {
	p, notes := build(t), t.TempDir()
	writeCorpus(t, notes, 200, 0)
	if _, stderr, status := p.run("reindex", notes); status != exitDone {
		t.Fatal(stderr)
	}
	version, failed, done := 0, 0, 0
	for _, limit := range []string{
		"-n 4", "-n 7", "-n 9", "-n 11", "-n 13", "-n 16", "-n 24", "-n 64",
		"-v 50000", "-v 150000", "-v 400000", "-v 800000", "-v 1300000", "-v 2000000",
		"-f 0", "-f 1", "-f 8", "-f 64", "-f 256", "-f 2048",
	} {
		limited := p
		limited.prepare = func(cmd *exec.Cmd) {
			cmd.Args = append([]string{"sh", "-c", "ulimit " + limit + ` && exec "$0" "$@"`}, cmd.Args...)
			cmd.Path = "/bin/sh"
		}
		stdout, stderr, status := limited.run("ask", "--json", "--no-reader", "what is the launch password?")
		if strings.Contains(stderr, "damaged") || status == exitDone && !strings.Contains(stdout, fmt.Sprintf("number%d.", version)) {
			t.Errorf("%s: ask: status %d, %s%s", limit, status, stdout, stderr)
		}
		writeCorpus(t, notes, 200, version+1)
		_, stderr, status = limited.run("reindex")
		if status == exitDone {
			version++
			done++
		} else {
			failed++
		}
		if strings.Contains(stderr, "damaged") {
			t.Errorf("%s: reindex: %s", limit, stderr)
		}
		if got, want := p.password(), fmt.Sprintf("The launch password is number%d.", version); got != want {
			t.Errorf("%s: reindex ended with status %d, and %q answers, want %q\n%s", limit, status, got, want, stderr)
		}
	}
	if failed < 3 || done < 3 {
		t.Errorf("%d reindexes were done, %d failed: the limits show nothing", done, failed)
	}
	if _, stderr, status := p.run("doctor"); strings.Contains(stderr, "damaged") {
		t.Errorf("doctor: status %d, %s", status, stderr)
	}
}

// TestOtherUsersIndex checks what somebody is told who may not read the index, and that root, who
// may, leaves files that its owner can read.
func TestOtherUsersIndex(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root runs programs as other users")
	}
	p, notes := build(t), t.TempDir()
	writeCorpus(t, notes, 10, 1)
	as := func(user uint32) program {
		q := p
		q.prepare = func(cmd *exec.Cmd) {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
		}
		return q
	}
	const service, stranger = 65534, 65533
	home := filepath.Dir(p.data)
	err := errors.Join(os.Chmod(filepath.Dir(home), 0o755), os.Chmod(home, 0o755), os.Mkdir(p.data, 0o755),
		os.Chown(p.data, service, service), os.Chmod(filepath.Join(notes, "articles.jsonl"), 0o644))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // from nothing, and as a change
		if _, stderr, status := p.run("reindex", notes); status != exitDone {
			t.Fatal(stderr)
		}
		if got := as(service).password(); got != "The launch password is number1." {
			t.Errorf("the service answers %q", got)
		}
		if _, stderr, status := as(service).run("reindex"); status != exitDone {
			t.Errorf("the service reindexes: %s", stderr)
		}
	}
	for _, verb := range []string{"ask", "reindex", "sources"} {
		args := []string{verb}
		if verb == "ask" {
			args = append(args, "what is the launch password?")
		}
		_, stderr, status := as(stranger).run(args...)
		if status != exitError || !strings.Contains(stderr, "permission denied") {
			t.Errorf("%s as a stranger: status %d, %s", verb, status, stderr)
		}
	}
	if got := as(service).password(); got != "The launch password is number1." {
		t.Errorf("after all the service answers %q", got)
	}
}

// TestUnreadable reads a folder in which a file and a folder are locked: both are passed
// over with a reason. Root may read everything, and runs the program as nobody.
func TestUnreadable(t *testing.T) {
	p := build(t)
	notes := t.TempDir()
	writeCorpus(t, notes, 1, 1)
	locked, closed := filepath.Join(notes, "locked.txt"), filepath.Join(notes, "closed")
	for _, err := range []error{
		os.WriteFile(locked, []byte("Nobody reads this.\n"), 0o000),
		os.Mkdir(closed, 0o000),
		os.Chmod(filepath.Join(notes, "articles.jsonl"), 0o644),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if os.Geteuid() == 0 {
		const nobody = 65534
		home := filepath.Dir(p.data)
		if err := errors.Join(os.Chmod(filepath.Dir(home), 0o755), os.Chown(home, nobody, nobody)); err != nil {
			t.Fatal(err)
		}
		p.prepare = func(cmd *exec.Cmd) {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
	}
	_, stderr, status := p.run("reindex", notes)
	if status != exitDone {
		t.Fatal(stderr)
	}
	for _, path := range []string{locked, closed} {
		if !strings.Contains(stderr, "skipped "+path+": unreadable: ") {
			t.Errorf("%s is not told of in:\n%s", path, stderr)
		}
	}
	if got := p.password(); got != "The launch password is number1." {
		t.Errorf("what could be read answers %q", got)
	}
	if _, stderr, status := p.run("reindex", closed); status != exitError {
		t.Errorf("a locked folder alone: status %d, %s", status, stderr)
	}
}

// indexedDisk returns a program whose index of a few notes stands on a disk of its own.
func indexedDisk(t *testing.T) (p program, disk, notes string) {
	t.Helper()
	disk, p, notes = mountDisk(t), build(t), t.TempDir()
	p.data = filepath.Join(disk, "data")
	writeCorpus(t, notes, 10, 1)
	if _, stderr, status := p.run("reindex", notes); status != exitDone {
		t.Fatal(stderr)
	}
	return p, disk, notes
}

// mountDisk mounts a disk of 6 MB.
func mountDisk(t *testing.T) string {
	t.Helper()
	disk := t.TempDir()
	err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=6m")
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skip("mounting a small disk is not permitted here")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	return disk
}

// failsForRoom reindexes and wants an error about the disk, and the old answer.
func (p program) failsForRoom() {
	p.t.Helper()
	_, stderr, status := p.run("reindex")
	if status != exitError || !strings.Contains(stderr, "space") && !strings.Contains(stderr, "room") {
		p.t.Errorf("status %d: %s", status, stderr)
	}
	p.t.Logf("a full disk: %s", stderr)
	if got := p.password(); got != "The launch password is number1." {
		p.t.Errorf("on a full disk: %q", got)
	}
}

// fill writes until the disk is full and returns how much that was.
func fill(t *testing.T, path string) (size int64) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 4096)
	for err == nil {
		var n int
		n, err = f.Write(block)
		size += int64(n)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return size
}
