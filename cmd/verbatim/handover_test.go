package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/bot/discordtest"
	"verbatim/bot/store"
	"verbatim/control"
)

// A served is a serve that runs in this process.
type served struct {
	t     *testing.T
	log   *syncBuffer
	stop  context.CancelFunc
	ended chan int // gets the exit status
}

// serveOn starts serve against a Discord, without the reader.
func serveOn(t *testing.T, discord *discordtest.Server, data, token string, args ...string) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s := &served{t: t, log: new(syncBuffer), stop: cancel, ended: make(chan int, 1)}
	go func() {
		s.ended <- run(ctx, append([]string{"serve", "--no-reader"}, args...), []string{
			"DISCORD_TOKEN=" + token, "VERBATIM_DISCORD_API=" + discord.API(), "VERBATIM_DATA=" + data,
		}, nil, s.log, s.log)
	}()
	t.Cleanup(func() {
		cancel()
		s.status()
		if t.Failed() {
			t.Logf("serve said:\n%s", s.log)
		}
	})
	return s
}

// status waits until serve ends, and returns its exit status.
func (s *served) status() int {
	s.t.Helper()
	select {
	case status := <-s.ended:
		s.ended <- status
		return status
	case <-time.After(time.Minute):
		s.t.Error("serve goes on")
		return -1
	}
}

// says waits until serve has logged something.
func (s *served) says(what string) {
	s.t.Helper()
	for until := time.Now().Add(time.Minute); !strings.Contains(s.log.String(), what); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(until) {
			s.t.Fatalf("it does not say %q:\n%s", what, s.log)
		}
	}
}

// A syncBuffer may be written and read by several goroutines.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// A crowd asks, each time in a direct message of its own, until it is told to stop.
type crowd struct {
	discord *discordtest.Server
	stop    chan struct{}
	asked   chan []discordtest.Place
	n       atomic.Int64 // questions so far
}

func newCrowd(discord *discordtest.Server, every time.Duration) *crowd {
	c := &crowd{discord: discord, stop: make(chan struct{}), asked: make(chan []discordtest.Place, 1)}
	go func() {
		var places []discordtest.Place
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-c.stop:
				c.asked <- places
				return
			case <-tick.C:
				p := discord.DM()
				discord.Say(p, discord.Person("somebody"), "who heads Moscow's delegation?")
				places = append(places, p)
				c.n.Add(1)
			}
		}
	}()
	return c
}

// more waits for more questions.
func (c *crowd) more(n int64) {
	for until := c.n.Load() + n; c.n.Load() < until; {
		time.Sleep(time.Millisecond)
	}
}

// answered ends the asking, and checks that each question has one answer.
func (c *crowd) answered(t *testing.T) {
	t.Helper()
	c.more(5)
	close(c.stop)
	places := <-c.asked
	for _, p := range places {
		if post := c.discord.AwaitPost(p); !strings.Contains(post.Message.Content+string(post.Body), "Ushakov") {
			t.Errorf("the answer is %s", post.Body)
		}
	}
	for _, p := range places {
		if n := len(c.discord.Posts(p)); n != 1 {
			t.Errorf("%d answers to one question", n)
		}
	}
	t.Logf("%d questions were asked", len(places))
}

// gaps returns how long nobody was connected between each connection and the next.
func gaps(discord *discordtest.Server) (all []time.Duration) {
	connections := discord.Connections()
	for i, c := range connections[1:] {
		all = append(all, c.Live.Sub(connections[i].Ended).Round(time.Millisecond))
	}
	return all
}

// TestServeTakesOver starts one serve after the other on the same data, while people ask: each
// takes over from the one before, every question has one answer, and the session is the same.
func TestServeTakesOver(t *testing.T) {
	t.Chdir(t.TempDir())
	data, discord := t.TempDir(), discordtest.New(t, discordtest.Options{Timeout: time.Minute})
	before := serveOn(t, discord, data, discordtest.Token)
	discord.AwaitReady(1)
	people := newCrowd(discord, 20*time.Millisecond)
	for range 2 {
		before.says("connected")
		people.more(5)
		next := serveOn(t, discord, data, discordtest.Token)
		if status := before.status(); status != exitDone {
			t.Errorf("the serve that handed over ended with status %d", status)
		}
		next.says("took over")
		before = next
	}
	people.answered(t)
	if n := discord.Identifies(); n != 1 {
		t.Errorf("%d sessions were begun, want 1", n)
	}
	t.Logf("nobody was connected for %v", gaps(discord))
	before.stop()
	if status := before.status(); status != exitDone {
		t.Errorf("status %d", status)
	}
}

// TestServeGoesOn starts a serve that cannot go on: the one before does.
func TestServeGoesOn(t *testing.T) {
	t.Chdir(t.TempDir())
	data, discord := t.TempDir(), discordtest.New(t, discordtest.Options{Timeout: time.Minute})
	first := serveOn(t, discord, data, discordtest.Token)
	discord.AwaitReady(1)
	first.says("connected")
	people := newCrowd(discord, 10*time.Millisecond)
	people.more(5)
	bad := serveOn(t, discord, data, "wrong")
	if status := bad.status(); status != exitUsage {
		t.Errorf("with a wrong token it ended with status %d", status)
	}
	first.says("going on")
	discord.AwaitReady(1)
	people.answered(t)
	if n := discord.Identifies(); n != 1 {
		t.Errorf("%d sessions were begun, want 1", n)
	}
}

// TestServeTakesOverFromTheDying: what has the store ends halfway, or was asked by two.
func TestServeTakesOverFromTheDying(t *testing.T) {
	t.Chdir(t.TempDir())
	data, discord := t.TempDir(), discordtest.New(t, discordtest.Options{Timeout: time.Minute})
	first := serveOn(t, discord, data, discordtest.Token)
	discord.AwaitReady(1)
	first.says("connected")
	running, err := control.Dial(t.Context(), control.Path(data, store.Name(0, 0)))
	for tries := 0; errors.Is(err, control.ErrNobody) && tries < 400; tries++ { // it is offered beside connecting
		time.Sleep(25 * time.Millisecond)
		running, err = control.Dial(t.Context(), control.Path(data, store.Name(0, 0)))
	}
	if err != nil {
		t.Fatal(err)
	}
	held, err := running.HandOver(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second := serveOn(t, discord, data, discordtest.Token)
	if status := second.status(); status != exitError || !strings.Contains(second.log.String(), control.ErrBusy.Error()) {
		t.Errorf("a third one: status %d\n%s", status, second.log)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	first.says("going on")
	discord.AwaitReady(1)
	newCrowd(discord, 10*time.Millisecond).answered(t)
}
