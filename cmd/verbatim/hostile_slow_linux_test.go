//go:build slow && linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"verbatim/corpus/corpustest"
)

const (
	// maxHostileMemory is how many bytes the program and its children may take together,
	// whatever they read.
	maxHostileMemory = 512 << 20
	// maxHostileTime is how long one file can keep the program at most, and some time for a
	// machine that is busy.
	maxHostileTime = 3 * time.Minute
)

// TestHostileFiles reindexes a folder with one hostile file and a good one, for every file
// that the generator makes: the program lives, the good one is read, no more memory is taken
// than may be, and no process is left.
func TestHostileFiles(t *testing.T) {
	p := build(t)
	all := corpustest.Hostiles()
	if len(all) < 100 {
		t.Errorf("%d files", len(all))
	}
	cache := p.compiled()
	for _, h := range all {
		t.Run(h.Name, func(t *testing.T) { p.survives(t, cache, map[string][]byte{h.Name: h.Make(t, 200_000)}) })
	}
}

// TestHostileTogether reindexes six files at once each of which is as costly as one can be. For
// the PDFs, PDFium is compiled first.
func TestHostileTogether(t *testing.T) {
	p := build(t)
	for name, h := range map[string]struct{ name, data string }{
		"paragraphs": {"%d.txt", strings.Repeat("b\n\n", 250_000)},
		"words":      {"%d.txt", differentWords(500_000, "\n\n")},
		"one line":   {"%d.txt", differentWords(1_000_000, " ")},
		"PDF":        {"%d.pdf", string(hostileFile(t, "rows.pdf"))},
		"heading":    {"%d.md", "# " + differentWords(10_000, " ") + "\n\n" + strings.Repeat("b\n\n", 20_000)},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string][]byte{}
			for i := range 6 {
				files[fmt.Sprintf(h.name, i)] = []byte(h.data)
			}
			if added := p.survives(t, "", files); added != len(files) {
				t.Errorf("%d articles of %d were read", added, len(files))
			}
		})
	}
}

// hostileFile makes one of the generator's files.
func hostileFile(t *testing.T, name string) []byte {
	t.Helper()
	for _, h := range corpustest.Hostiles() {
		if h.Name == name {
			return h.Make(t, 200_000)
		}
	}
	t.Fatalf("there is no %s", name)
	return nil
}

// differentWords makes words of six letters, no two the same, with a mark after every eighth.
func differentWords(n int, mark string) string {
	var b strings.Builder
	for i := range n {
		for k := range 6 {
			b.WriteByte("bcdfghjklmnpqrtv"[i>>(4*k)&15])
		}
		if b.WriteByte(' '); i%8 == 7 {
			b.WriteString(mark)
		}
	}
	return b.String()
}

// survives reindexes hostile files beside a good one and returns how many articles were added. The
// data folder begins with a cache of PDFium, or without where that is "".
func (p program) survives(t *testing.T, cache string, files map[string][]byte) (added int) {
	dir := t.TempDir()
	p.data = filepath.Join(t.TempDir(), "data")
	if cache != "" {
		p.begin(cache)
	}
	files["good.txt"] = []byte("The old bridge of Varn was built by Johann Felder.\n")
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	stdout, stderr, peak := p.watched(t, "reindex", "--json", "--no-vectors", dir)
	var report reindexResult
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatalf("%v\n%s\n%s", err, stdout, stderr)
	}
	if report.Added < 1 || strings.Contains(stderr, "skipped "+filepath.Join(dir, "good.txt")) {
		t.Errorf("the good file is not read: %s\n%s", stdout, stderr)
	}
	if peak > maxHostileMemory {
		t.Errorf("%d MB were taken", peak>>20)
	}
	t.Logf("%d MB", peak>>20)
	if left := p.processes(); len(left) > 0 {
		t.Errorf("processes are left: %v", left)
	}
	return report.Added
}

// watched runs the program and returns the most bytes of memory that it and its children took
// at once.
func (p program) watched(t *testing.T, args ...string) (stdout, stderr string, peak int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), maxHostileTime)
	defer cancel()
	var out, errs bytes.Buffer
	command := p.command(args...)
	cmd := exec.CommandContext(ctx, command.Path, command.Args[1:]...)
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = command.Env, command.Dir, &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var most atomic.Int64
	watching, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ; watching.Err() == nil; time.Sleep(5 * time.Millisecond) {
			most.Store(max(most.Load(), p.resident()))
		}
	}()
	err := cmd.Wait()
	stop()
	<-done
	if err != nil {
		t.Fatalf("%v, %v\n%s%s", err, ctx.Err(), out.String(), errs.String())
	}
	return out.String(), errs.String(), most.Load()
}

// processes lists those that run the program.
func (p program) processes() (pids []int) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if exe, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid)); err == nil && strings.TrimSuffix(exe, " (deleted)") == p.bin {
			pids = append(pids, pid)
		}
	}
	return pids
}

// resident returns the bytes of memory that they take together. What they share counts once: each
// has its part of it (Pss in proc_pid_smaps(5)).
func (p program) resident() (sum int64) {
	for _, pid := range p.processes() {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		if err != nil {
			continue // it has ended
		}
		for line := range strings.Lines(string(b)) {
			var kilobytes int64
			if _, err := fmt.Sscanf(line, "Pss: %d kB", &kilobytes); err == nil {
				sum += kilobytes << 10
			}
		}
	}
	return sum
}

// TestParentKilled kills the program while its children loop: they end with it.
func TestParentKilled(t *testing.T) {
	p := build(t)
	p.begin(p.compiled())
	dir := t.TempDir()
	for i := range 3 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i, ".pdf")), hostileFile(t, "forms.pdf"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := p.command("reindex", dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "children", func() bool { return len(p.processes()) > 1 })
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed, and says so
	eventually(t, "no children", func() bool { return len(p.processes()) == 0 })
}

// TestChildrenKilled kills children at random points: every file is read all the same, or told
// of as skipped, and the next run reads it.
func TestChildrenKilled(t *testing.T) {
	const kills = 50 // about two a second, so that children have the time to start on a machine that is busy
	p := build(t)
	dir := t.TempDir()
	for i := range 400 {
		text := fmt.Sprintf("The keeper of house%d is Person%d.\n\n", i, i) + strings.Repeat("A line about the weather.\n\n", 2000)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i, ".md")), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	killed := 0
	for run := 0; killed < kills; run++ {
		var out, errs bytes.Buffer
		cmd := p.command("reindex", "--json", "--force", "--no-vectors", dir)
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		var err error
		for ended := false; !ended; {
			select {
			case err = <-done:
				ended = true
			case <-time.After(rand.N(time.Second)):
				killed += p.killChild(cmd.Process.Pid)
			}
		}
		var report reindexResult
		if err != nil || json.Unmarshal(out.Bytes(), &report) != nil {
			t.Fatalf("run %d: %v\n%s%s", run, err, out.String(), errs.String())
		}
		if whole := report.Added + report.Changed + report.Unchanged + len(report.Skipped); whole < 400 {
			t.Errorf("run %d: %d of 400 files are told of: %s", run, whole, out.String())
		}
	}
	if _, stderr, status := p.run("reindex"); status != exitDone {
		t.Errorf("status %d: %s", status, stderr)
	}
	for _, i := range []int{0, 199, 399} {
		want := fmt.Sprintf("The keeper of house%d is Person%d.", i, i)
		if out, _, _ := p.run("ask", "--json", "--no-reader", fmt.Sprintf("Who is the keeper of house%d?", i)); !strings.Contains(out, want) {
			t.Errorf("house%d: %s", i, out)
		}
	}
	t.Logf("%d children were killed", killed)
}

// killChild kills one child of a process, whichever, and returns how many it killed.
func (p program) killChild(parent int) int {
	all := p.processes()
	rand.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	for _, pid := range all {
		if pid != parent && syscall.Kill(pid, syscall.SIGKILL) == nil {
			return 1
		}
	}
	return 0
}

// eventually waits for something that comes soon, or never.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 1000 {
		if holds() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s did not come", what)
}
