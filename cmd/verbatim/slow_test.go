//go:build slow

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestSlowScript(t *testing.T) {
	p := scriptParams()
	p.Dir = filepath.Join("testdata", "slow")
	testscript.Run(t, p)
}

// A program is the built binary with a data folder.
type program struct {
	t         *testing.T
	bin, data string
	vectors   string          // VERBATIM_VECTORS
	prepare   func(*exec.Cmd) // called before each start when not nil
}

func build(t *testing.T) program {
	t.Helper()
	p := program{t: t, bin: filepath.Join(t.TempDir(), "verbatim"), data: filepath.Join(t.TempDir(), "data"), vectors: "off"}
	if out, err := exec.Command("go", "build", "-o", p.bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return p
}

func (p program) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.bin, append(args, "--data", p.data)...)
	cmd.Dir = filepath.Dir(p.bin)
	cmd.Env = append(os.Environ(), "VERBATIM_VECTORS="+p.vectors)
	if p.prepare != nil {
		p.prepare(cmd)
	}
	return cmd
}

// compiled fills a cache of PDFium, with which data folders may begin.
func (p program) compiled() (folder string) {
	p.t.Helper()
	folder = filepath.Join(p.t.TempDir(), "pdfium")
	if out, err := exec.Command(p.bin, compileVerb, folder).CombinedOutput(); err != nil {
		p.t.Fatalf("%v\n%s", err, out)
	}
	return folder
}

// begin makes the data folder with a copy of such a cache.
func (p program) begin(cache string) {
	p.t.Helper()
	folder := filepath.Join(p.data, "pdfium")
	if err := errors.Join(os.MkdirAll(folder, 0o700), os.CopyFS(folder, os.DirFS(cache))); err != nil {
		p.t.Fatal(err)
	}
}

// run executes the program and returns its output and exit status.
func (p program) run(args ...string) (stdout, stderr string, status int) {
	p.t.Helper()
	var out, errs bytes.Buffer
	cmd := p.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// files lists everything in the data folder, with the numbers of generations left out.
func (p program) files() []string {
	p.t.Helper()
	var all []string
	entries, err := os.ReadDir(p.data)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	generations, err := os.ReadDir(filepath.Join(p.data, "generations"))
	if err != nil {
		p.t.Fatal(err)
	}
	return append(all, fmt.Sprintf("%d generations", len(generations)))
}

// writeCorpus writes many articles, one of which tells the version.
func writeCorpus(t *testing.T, dir string, articles, version int) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, `{"id":"marker","title":"Marker","source":"marker","text":"The launch password is number%d."}`+"\n", version)
	for i := range articles {
		text := strings.Repeat(fmt.Sprintf("Station %d reported wind %d to its keeper %d. ", i, version, i*i), 20)
		fmt.Fprintf(&b, `{"id":"a%d","title":"Station %d","source":"s%d","text":"%s"}`+"\n", i, i, i, text)
	}
	if err := os.WriteFile(filepath.Join(dir, "articles.jsonl"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// password asks for what tells the versions of the corpus apart, however sure the
// answer is.
func (p program) password() string {
	p.t.Helper()
	stdout, stderr, status := p.run("ask", "--json", "--no-reader", "what is the launch password?")
	var answer struct{ Predictions []struct{ Quote string } }
	if err := json.Unmarshal([]byte(stdout), &answer); err != nil || len(answer.Predictions) == 0 {
		p.t.Fatalf("ask ended with status %d: %s%s", status, stdout, stderr)
	}
	return answer.Predictions[0].Quote
}

// TestKill kills a reindex 50 times at random points. Each time the index answers,
// either from before or, when the switch was made already, from after; then a reindex
// completes and leaves nothing behind.
func TestKill(t *testing.T) {
	const articles = 1500
	p := build(t)
	notes := t.TempDir()
	writeCorpus(t, notes, articles, 0)
	start := time.Now()
	if _, stderr, status := p.run("reindex", notes); status != exitDone {
		t.Fatal(stderr)
	}
	whole := time.Since(start)
	clean := p.files()
	seed := uint64(start.UnixNano())
	t.Logf("a whole reindex took %v; seed %d", whole, seed)
	random := rand.New(rand.NewPCG(seed, 0))
	answering, killed := 0, 0
	for i := 1; killed < 50; i++ {
		if i == 250 {
			t.Fatalf("only %d of %d reindexes were killed before they ended", killed, i)
		}
		writeCorpus(t, notes, articles, i)
		took, ended := p.killAfter(time.Duration(random.Int64N(int64(whole))), "reindex", "--force")
		if ended {
			whole = min(whole, took) // the machine has become quicker
		} else {
			killed++
		}
		switch got := p.password(); got {
		case fmt.Sprintf("The launch password is number%d.", answering):
		case fmt.Sprintf("The launch password is number%d.", i):
			answering = i
		default:
			t.Fatalf("run %d: %q while version %d answered before", i, got, answering)
		}
	}
	writeCorpus(t, notes, articles, 999)
	if _, stderr, status := p.run("reindex"); status != exitDone {
		t.Fatal(stderr)
	}
	if got := p.password(); got != "The launch password is number999." {
		t.Errorf("after all: %q", got)
	}
	if diff := cmp.Diff(clean, p.files()); diff != "" {
		t.Errorf("left behind:\n%s", diff)
	}
}

// TestKillFirst kills the first reindex at random points: nothing else is put in its place, and a
// plain reindex finishes it.
func TestKillFirst(t *testing.T) {
	const articles = 1500
	p, notes := build(t), t.TempDir()
	writeCorpus(t, notes, articles, 0)
	start := time.Now()
	if _, stderr, status := p.run("reindex", notes); status != exitDone {
		t.Fatal(stderr)
	}
	whole := time.Since(start)
	clean := p.files()
	for i := range 10 {
		if err := os.RemoveAll(p.data); err != nil {
			t.Fatal(err)
		}
		after := time.Duration(i) * whole / 16 // from when it has written down what it reads
		if p.killOnceThere("roots.json", after, "reindex", notes) {
			continue
		}
		stdout, stderr, status := p.run("ask", "--no-reader", "what is the launch password?")
		if !strings.Contains(stdout, "number0.") && (status != exitNoIndex || !strings.Contains(stderr, notes)) {
			t.Errorf("killed after %s: ask ended with status %d: %s%s", after, status, stdout, stderr)
		}
		if _, stderr, status := p.run("reindex"); status != exitDone {
			t.Errorf("killed after %s: %s", after, stderr)
		}
		if got := p.password(); got != "The launch password is number0." {
			t.Errorf("killed after %s, finished: %q", after, got)
		}
		if diff := cmp.Diff(clean, p.files()); diff != "" {
			t.Errorf("left behind:\n%s", diff)
		}
	}
}

// killOnceThere runs the program and kills it some time after a file is in the data folder. It
// reports whether the program ended before.
func (p program) killOnceThere(file string, d time.Duration, args ...string) (ended bool) {
	p.t.Helper()
	cmd := p.command(args...)
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for there := false; !there; {
		select {
		case err := <-done:
			return err == nil
		case <-time.After(time.Millisecond):
			_, err := os.Stat(filepath.Join(p.data, file))
			there = err == nil
		}
	}
	select {
	case err := <-done:
		return err == nil
	case <-time.After(d):
		_ = cmd.Process.Kill() // it may have ended
		return <-done == nil
	}
}

// TestKillFilling kills processes that make vectors at random points. Each time words answer,
// and what was made is kept; the last one makes the rest, and nothing twice.
func TestKillFilling(t *testing.T) {
	const articles, kills = 60, 8
	p := build(t)
	p.vectors = "on"
	notes := t.TempDir()
	writeCorpus(t, notes, articles, 0)
	if _, stderr, status := p.run("reindex", "--no-vectors", notes); status != exitDone {
		t.Fatal(stderr)
	}
	start := time.Now()
	if _, stderr, status := p.run("reindex"); status != exitDone {
		t.Fatal(stderr)
	}
	whole, size := time.Since(start), p.vectorBytes()
	if _, stderr, status := p.run("reindex", "--no-vectors", "--force"); status != exitDone || p.vectorBytes() != size {
		t.Fatalf("carried: %d bytes, want %d: %s", p.vectorBytes(), size, stderr)
	}
	if err := os.Remove(p.vectorFile()); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range kills {
		took, ended := p.killAfter(time.Duration(random.Int64N(int64(whole/2))), "reindex")
		t.Logf("kill %d after %s, ended %v: %d of %d bytes", i, took, ended, p.vectorBytes(), size)
		if got := p.password(); got != "The launch password is number0." {
			t.Errorf("kill %d: %q", i, got)
		}
	}
	if _, stderr, status := p.run("reindex"); status != exitDone || p.vectorBytes() != size {
		t.Errorf("in the end: %d bytes, want %d: %s", p.vectorBytes(), size, stderr)
	}
	if _, stderr, _ := p.run("sources"); !strings.Contains(stderr, "(100 %)") {
		t.Errorf("in the end: %s", stderr)
	}
}

// vectorFile returns the file of vectors of the only generation.
func (p program) vectorFile() string {
	p.t.Helper()
	dirs, err := filepath.Glob(filepath.Join(p.data, "generations", "*"))
	if err != nil || len(dirs) != 1 {
		p.t.Fatal(dirs, err)
	}
	return filepath.Join(dirs[0], "vectors.bin")
}

// vectorBytes returns the size of the file of vectors, 0 when there is none.
func (p program) vectorBytes() int64 {
	p.t.Helper()
	info, err := os.Stat(p.vectorFile())
	if err != nil {
		return 0
	}
	return info.Size()
}

// killAfter runs the program and kills it after a while. It returns how long it ran,
// and whether it had ended by itself.
func (p program) killAfter(d time.Duration, args ...string) (took time.Duration, ended bool) {
	p.t.Helper()
	cmd := p.command(args...)
	start := time.Now()
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	kill := time.AfterFunc(d, func() { _ = cmd.Process.Kill() }) // it may have ended
	err := cmd.Wait()
	kill.Stop()
	return time.Since(start), err == nil
}

// TestSecondReindex starts two at once: one of them does the work, and the other says
// who is at it.
func TestSecondReindex(t *testing.T) {
	p := build(t)
	notes := t.TempDir()
	writeCorpus(t, notes, 3000, 0)
	for range 10 {
		var (
			pair [2]*exec.Cmd
			logs [2]bytes.Buffer
		)
		for i := range pair {
			pair[i] = p.command("reindex", "--force", notes)
			pair[i].Stderr = &logs[i]
			if err := pair[i].Start(); err != nil {
				t.Fatal(err)
			}
		}
		errs := [2]error{pair[0].Wait(), pair[1].Wait()}
		if errs[0] == nil && errs[1] == nil {
			continue // one after the other
		}
		refused := 0
		if errs[0] == nil {
			refused = 1
		}
		if strings.Contains(logs[refused].String(), "by another process") {
			continue // the other had the lock, and had not yet signed for it
		}
		other := fmt.Sprintf("process %d", pair[1-refused].Process.Pid)
		if errs[1-refused] != nil || pair[refused].ProcessState.ExitCode() != exitError || !strings.Contains(logs[refused].String(), other) {
			t.Errorf("one ended with %v: %s\nthe other with %v: %s", errs[0], &logs[0], errs[1], &logs[1])
		}
		return
	}
	t.Error("two reindexes never met")
}

// TestWatch changes a file and adds a folder while reindex watches.
func TestWatch(t *testing.T) {
	p := build(t)
	notes := t.TempDir()
	writeCorpus(t, notes, 1, 0)
	cmd := p.command("reindex", "--watch", notes)
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	p.becomes("The launch password is number0.")
	writeCorpus(t, notes, 1, 1)
	p.becomes("The launch password is number1.")
	folder := filepath.Join(notes, "new", "folder")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(notes, "articles.jsonl")); err != nil {
		t.Fatal(err)
	}
	writeCorpus(t, folder, 1, 2)
	p.becomes("The launch password is number2.")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("interrupted, it ended with %v\n%s", err, &log)
	}
}

// TestWatchServing does the same beside a bot.
func TestWatchServing(t *testing.T) {
	p := build(t)
	notes := t.TempDir()
	writeCorpus(t, notes, 1, 0)
	var log bytes.Buffer
	c := config{Data: p.data, Corpus: []string{notes}}
	stop := watchServing(t.Context(), newRunning(c, nil), serveOptions{watch: true, every: time.Hour}, newLogger(c, &log))
	p.becomes("The launch password is number0.")
	writeCorpus(t, notes, 1, 1)
	p.becomes("The launch password is number1.")
	stop()
	if strings.Count(log.String(), "msg=reindexed") != 2 {
		t.Errorf("the log tells\n%s", &log)
	}
}

// becomes waits until the password is what it should become.
func (p program) becomes(want string) {
	p.t.Helper()
	got := ""
	for range 600 {
		if _, err := os.Stat(filepath.Join(p.data, "CURRENT")); err == nil {
			if got = p.password(); got == want {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.t.Fatalf("after a minute it is still %q, want %q", got, want)
}

// TestWatchServingMends starts a bot that watches beside an index that an older version wrote, and
// beside one that is damaged: both are built anew, unasked.
func TestWatchServingMends(t *testing.T) {
	for name, spoil := range map[string]func(generation string) error{
		"older": func(generation string) error {
			meta := filepath.Join(generation, "meta.json")
			b, err := os.ReadFile(meta)
			b = regexp.MustCompile(`"format": \d+`).ReplaceAll(b, []byte(`"format": 3`))
			return errors.Join(err, os.WriteFile(meta, b, 0o600), os.Remove(filepath.Join(generation, "checksums")))
		},
		"damaged": func(generation string) error { return os.Truncate(filepath.Join(generation, "texts", "0001.dat"), 9) },
	} {
		p, notes := build(t), t.TempDir()
		writeCorpus(t, notes, 1, 0)
		if _, stderr, status := p.run("reindex", notes); status != exitDone {
			t.Fatal(stderr)
		}
		if err := spoil(filepath.Join(p.data, "generations", "0001")); err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		c := config{Data: p.data}
		stop := watchServing(t.Context(), newRunning(c, nil), serveOptions{watch: true, every: time.Hour}, newLogger(c, &log))
		for range 600 {
			if b, _ := os.ReadFile(filepath.Join(p.data, "CURRENT")); string(b) == "2\n" {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		p.becomes("The launch password is number0.")
		stop()
		if strings.Count(log.String(), "msg=reindexed") != 1 {
			t.Errorf("%s: the log tells\n%s", name, &log)
		}
	}
}
