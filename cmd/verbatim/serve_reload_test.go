package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"verbatim/bot"
	"verbatim/index"
	"verbatim/monitor"
)

// A journal is a log that may be read while it is written.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// await waits until the log tells something.
func (j *journal) await(t *testing.T, what string) {
	t.Helper()
	for range 1200 {
		if strings.Contains(j.String(), what) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("the log never told %q:\n%s", what, j)
}

func TestReload(t *testing.T) {
	was := config{LogLevel: slog.LevelInfo, LogFormat: "text", Data: "/data", RetentionDays: 90, Confine: bot.Confinement{"1": {"docs/"}}}
	next, failed := was, error(nil)
	r := newRunning(was, func() (config, error) { return next, failed })
	var log journal
	l := r.logger(newLogger(was, &log))
	var applied []config
	reload := func() { r.reload(func(c config) { applied = append(applied, c) }, l) }

	l.Debug("before")
	next.LogLevel, next.Confine, next.Data, next.Listen, next.RetentionDays = slog.LevelDebug, nil, "/other", "127.0.0.1:1", 7
	reload()
	l.With("a", 1).WithGroup("g").Debug("after")
	got := log.String()
	for _, told := range []string{"applied=\"[VERBATIM_RETENTION_DAYS VERBATIM_CONFINE VERBATIM_LOG_LEVEL]\"", "restart\" settings=\"[VERBATIM_LISTEN VERBATIM_DATA]\"", "after"} {
		if !strings.Contains(got, told) {
			t.Errorf("the log does not tell %q", told)
		}
	}
	if strings.Contains(got, "before") || t.Failed() {
		t.Errorf("the log is\n%s", got)
	}
	if c := r.config(); c.Data != "/data" || c.Listen != "" || c.RetentionDays != 7 || len(applied) != 1 || applied[0].Confine != nil {
		t.Errorf("%+v holds, %+v was applied", c, applied)
	}
	failed = errors.New("VERBATIM_LEVEL is wrong")
	next.RetentionDays = 1
	reload()
	if c := r.config(); c.RetentionDays != 7 || len(applied) != 1 || !strings.Contains(log.String(), "VERBATIM_LEVEL is wrong") {
		t.Errorf("a wrong configuration was taken: %+v", c)
	}
}

// TestChangeable: what holds at once is named as it is written in the configuration.
func TestChangeable(t *testing.T) {
	for _, name := range changeable {
		if !slices.Contains(ourNames(), name) {
			t.Errorf("%s is no setting", name)
		}
	}
}

// TestHangup sends the signal itself: the process goes on, reads its .env again, and follows the
// corpus that it names.
func TestHangup(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no such signal")
	}
	t.Chdir(t.TempDir())
	data := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	write("notes/lab.txt", "Xavier runs the lab.\n")
	write("more/mill.txt", "Walter runs the mill.\n")
	write(dotenvFile, "VERBATIM_CORPUS=notes\n")
	a := &app{env: map[string]string{"VERBATIM_DATA": data}}
	c, err := a.config()
	if err != nil {
		t.Fatal(err)
	}
	r := newRunning(c, a.config)
	r.monitor = monitor.New(monitor.Program{})
	var log journal
	l := r.logger(newLogger(c, &log))
	x, err := openServing(t.Context(), c, serveOptions{reading: readingFlags{none: true}, monitor: r.monitor}, l)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	ctx, end := context.WithCancel(t.Context())
	defer end()
	defer r.end()
	defer watchServing(ctx, r, serveOptions{}, l)()
	var ended sync.WaitGroup
	ended.Go(func() { r.reloads(ctx, func(config) {}, l) })
	defer ended.Wait()
	defer end()
	write(dotenvFile, "VERBATIM_CORPUS=notes,more\n")
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Signal(syscall.SIGHUP)
	}
	if err != nil {
		t.Fatal(err)
	}
	log.await(t, "msg=reindexed added=1")
	x.awaitArticle(t, "mill")
	write(dotenvFile, "VERBATIM_CORPUS=more\n")
	if err := self.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	log.await(t, "notes articles=1")
	log.await(t, "added=0 changed=0 removed=1")
}

// awaitArticle waits until an article is there.
func (l *library) awaitArticle(t *testing.T, id string) {
	t.Helper()
	for range 400 {
		if _, ok, err := l.Article(id); ok && err == nil {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("there never was an article %s", id)
}

// TestDiffers holds what is configured to what an index was made of.
func TestDiffers(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"notes", "more"} {
		if err := os.Mkdir(name, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	c := config{Data: t.TempDir(), Corpus: []string{"notes"}}
	if err := os.WriteFile("notes/lab.txt", []byte("Xavier runs the lab.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.updateLibrary(t.Context(), c.updating(), nil); err != nil {
		t.Fatal(err)
	}
	x, err := c.openLibrary(index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	from, err := x.origin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for corpus, want := range map[string]string{
		"": "", "notes": "", "notes/": "", "notes,more": "names more, which the index was not made of. ", "more": "; it does not name ",
		"notes,https://x.org/a": "names https://x.org/a, which",
	} {
		c.Corpus = slices.DeleteFunc(strings.Split(corpus, ","), func(s string) bool { return s == "" })
		if got := differs(c, from); !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%q: %q", corpus, got)
		}
	}
}
