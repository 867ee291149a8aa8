package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/bot/store"
	"verbatim/control"
	"verbatim/index"
	"verbatim/monitor"
	"verbatim/web"
)

// TestDrainCutsOff: whoever is still being answered keeps nobody from ending or handing over.
func TestDrainCutsOff(t *testing.T) {
	came, end := make(chan bool), make(chan bool)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { close(came); <-end }))
	defer server.Close()
	defer close(end)
	failed := make(chan error, 1)
	go func() {
		resp, err := http.Get(server.URL)
		if err == nil {
			resp.Body.Close()
		}
		failed <- err
	}()
	<-came
	var log diary
	drain(server.Config, time.Millisecond, slog.New(slog.NewTextHandler(&log, nil)))
	if err := <-failed; err == nil || !strings.Contains(log.String(), "cut off") {
		t.Errorf("%v\n%s", err, &log)
	}
}

// TestListenWaits: an address that somebody is about to let go of is waited for.
func TestListenWaits(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	all, ctx := errgroup.WithContext(ctx)
	listens := func(patience time.Duration) error {
		d := door{taken.Addr().String(), http.NotFoundHandler(), web.Access{}.Client, patience, new(sync.WaitGroup), slog.New(slog.DiscardHandler)}
		return d.listen(ctx, all)
	}
	if listens(0) == nil {
		t.Error("two listen on one address")
	}
	time.AfterFunc(10*time.Millisecond, func() { taken.Close() })
	if err := listens(time.Minute); err != nil {
		t.Error(err)
	}
	cancel()
	if err := all.Wait(); err != nil {
		t.Error(err)
	}
}

// TestReloadHoldsForTheSite: what SIGHUP changed of who sees what holds for the page, too.
func TestReloadHoldsForTheSite(t *testing.T) {
	t.Chdir(t.TempDir())
	c := config{Data: t.TempDir(), Corpus: []string{"notes"}, Listen: "127.0.0.1:0"}
	err := errors.Join(os.Mkdir("notes", 0o700), os.WriteFile("notes/lab.txt", []byte("Xavier runs the lab.\n"), 0o600))
	if err != nil {
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
	next := c
	r := newRunning(c, func() (config, error) { return next, nil })
	defer r.end()
	entrance := must(c.access())(t)
	m := monitor.New(monitor.Program{})
	site := must(newSite(r, entrance, bot.LibraryOf(x.Index), newDesk(m, 1), m, slog.New(slog.DiscardHandler)))(t)
	sources := func() string {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1/v1/sources", nil))
		return w.Body.String()
	}
	if s := sources(); !strings.Contains(s, "lab") {
		t.Errorf("the sources are %s", s)
	}
	next.Confine = bot.Confinement{"*": {"public/"}}
	r.reload(func(config) {}, slog.New(slog.DiscardHandler))
	if s := sources(); strings.Contains(s, "lab") {
		t.Errorf("what is hidden now is among the sources: %s", s)
	}
}

// must returns a value, and ends the test where there is an error instead.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestReloadOutlivesRestore: what SIGHUP changed holds after a pause, too.
func TestReloadOutlivesRestore(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no such signal")
	}
	t.Chdir(t.TempDir())
	data, discord := t.TempDir(), discordtest.New(t, discordtest.Options{Timeout: time.Minute})
	serving := serveOn(t, discord, data, discordtest.Token)
	discord.AwaitReady(1)
	serving.says("connected")
	file := backUp(t, data)
	if err := os.WriteFile(dotenvFile, []byte("VERBATIM_CONFINE=direct=elsewhere/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	self := must(os.FindProcess(os.Getpid()))(t)
	if err := self.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	serving.says("applied=[VERBATIM_CONFINE]")
	if _, stderr, status := ran(t, data, nil, "restore", file); status != exitDone {
		t.Fatal(stderr)
	}
	place := discord.DM()
	discord.Say(place, discord.Person("somebody"), "who heads Moscow's delegation?")
	if post := discord.AwaitPost(place); strings.Contains(string(post.Body), "Ushakov") {
		t.Errorf("the answer comes from a source that is hidden now: %s", post.Body)
	}
}

// TestServeTakesOverFromTheGone: the process before ends while its successor starts.
func TestServeTakesOverFromTheGone(t *testing.T) {
	t.Chdir(t.TempDir())
	data := t.TempDir()
	if _, stderr, status := ran(t, data, nil, "reindex", "--no-vectors"); status != exitDone {
		t.Fatal(stderr)
	}
	kept(t, data)
	path := control.Path(data, store.Name(0, 0))
	gone := must(control.Listen(path, dying{}, slog.New(slog.DiscardHandler)))(t)
	defer gone.Close()
	discord := discordtest.New(t, discordtest.Options{Timeout: time.Minute})
	next := serveOn(t, discord, data, discordtest.Token)
	next.says("starting without it")
	next.says("connected")
}

// A dying keeper comes to its end whenever it is asked something.
type dying struct{}

func (dying) Publish() error                           { return control.ErrEnds }
func (dying) Copy(io.Writer) error                     { return control.ErrEnds }
func (dying) Restore(context.Context, io.Reader) error { return control.ErrEnds }
func (dying) HandOver(context.Context) (json.RawMessage, func(bool), error) {
	return nil, nil, control.ErrEnds
}
