package gateway

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
	"verbatim/bot/gateway/guard"
)

// TestMain lets more tests run side by side than there are processors: they wait most of
// the time.
func TestMain(m *testing.M) {
	flag.Parse()
	fuzzing := flag.Lookup("test.fuzz").Value.String() != ""
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue && !fuzzing {
		flag.Set("test.parallel", "12")
	}
	os.Exit(m.Run())
}

// A rig is a client that runs against a test server and notes what its handler got.
type rig struct {
	t      *testing.T
	server *discordtest.Server
	client *Client
	place  discordtest.Place
	ann    discordtest.Person
	stop   context.CancelFunc
	ended  chan error
	logged *logBuffer

	mu           sync.Mutex
	messages     map[string]int // content → how often it came
	updates      []string
	deletions    []string
	channels     []string
	interactions []*discordgo.Interaction
	readies      int
}

// brisk runs the clock of faults many times as fast. What only bounds a wait is long, so
// that a busy machine fails no test.
func brisk() timing {
	return timing{
		Timing: briskGuard(),
		dial:   10 * time.Second, open: slowdown * 4 * time.Second,
		identifyEvery: 60 * time.Millisecond, invalidMin: 20 * time.Millisecond, invalidMax: 80 * time.Millisecond,
		retryMin: 20 * time.Millisecond, retryMax: 250 * time.Millisecond, stable: 3 * time.Second,
	}
}

func briskGuard() guard.Timing {
	return guard.Timing{
		Hello: slowdown * time.Second, Ready: slowdown * 1500 * time.Millisecond, Write: 10 * time.Second, Goodbye: 10 * time.Second, Silent: 2.2,
	}
}

// heartbeat is short where a test waits for the lack of one, calm elsewhere.
const (
	shortHeartbeat = slowdown * 700 * time.Millisecond
	calmHeartbeat  = 5 * time.Second
)

// patience bounds every wait for something to happen.
const patience = 30 * time.Second

const testIntents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages

// newRig starts a server and a client that
// is connected when newRig returns. change may alter the client before it runs.
func newRig(t *testing.T, opts discordtest.Options, change ...func(*rig)) *rig {
	t.Helper()
	r := prepareRig(t, opts, change...)
	r.run()
	r.online()
	return r
}

// online waits until all shards are connected, as both sides see it.
func (r *rig) online() {
	r.t.Helper()
	r.eventually("connection", func() bool {
		s := r.client.Stats()
		return s.Shards > 0 && s.Connected == s.Shards
	})
	r.server.AwaitReady(r.client.Stats().Shards)
}

func prepareRig(t *testing.T, opts discordtest.Options, change ...func(*rig)) *rig {
	t.Helper()
	if opts.Heartbeat == 0 {
		opts.Heartbeat = calmHeartbeat
	}
	if opts.Timeout == 0 {
		opts.Timeout = patience
	}
	opts.AnswerWithin = patience // tests of other things must not depend on the machine
	r := &rig{t: t, server: discordtest.New(t, opts), messages: map[string]int{}, logged: new(logBuffer), ended: make(chan error, 1)}
	r.place, r.ann = r.server.DM(), r.server.Person("ann")
	cfg := Config{
		Token: discordtest.Token, APIBase: r.server.API(), Intents: testIntents,
		Logger: slog.New(slog.NewTextHandler(r.logged, nil)), Grace: 10 * time.Second,
	}
	client, err := New(cfg, r.handler())
	if err != nil {
		t.Fatal(err)
	}
	client.timing = brisk()
	r.client = client
	for _, f := range change {
		f(r)
	}
	return r
}

func (r *rig) run() {
	ctx, cancel := context.WithCancel(context.Background())
	r.stop = cancel
	go func() { r.ended <- r.client.Run(ctx) }()
	r.t.Cleanup(func() {
		cancel()
		select {
		case err := <-r.ended:
			if err != nil {
				r.t.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			r.t.Error("Run does not return")
		}
		if r.t.Failed() {
			r.t.Logf("log of the client:\n%s", r.logged)
		}
	})
}

func (r *rig) handler() Handler {
	return Handler{
		Ready: func(context.Context, Ready) { r.note(func() { r.readies++ }) },
		Interaction: func(_ context.Context, i *discordgo.Interaction) {
			r.note(func() { r.interactions = append(r.interactions, i) })
		},
		MessageCreate: func(_ context.Context, m *discordgo.Message) { r.note(func() { r.messages[m.Content]++ }) },
		MessageUpdate: func(_ context.Context, m *discordgo.Message) {
			r.note(func() { r.updates = append(r.updates, m.Content) })
		},
		MessageDelete: func(_ context.Context, d Deletion) { r.note(func() { r.deletions = append(r.deletions, d.Message) }) },
		Channel:       func(c *discordgo.Channel) { r.note(func() { r.channels = append(r.channels, c.Name) }) },
	}
}

func (r *rig) note(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f()
}

// eventually waits for a condition on what the handler got.
func (r *rig) eventually(what string, ok func() bool) {
	r.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		r.mu.Lock()
		done := ok()
		r.mu.Unlock()
		if done {
			return
		}
		if time.Now().After(deadline) {
			r.t.Fatalf("%s: not within 30 s; connections: %+v", what, r.server.Connections())
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// say writes messages that expectAll checks.
func (r *rig) say(contents ...string) {
	for _, c := range contents {
		r.server.Say(r.place, r.ann, c)
	}
}

// expectAll waits until each message came, and checks that none came twice.
func (r *rig) expectAll(contents ...string) {
	r.t.Helper()
	for _, c := range contents {
		r.eventually(fmt.Sprintf("message %q", c), func() bool { return r.messages[c] > 0 })
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range contents {
		if n := r.messages[c]; n != 1 {
			r.t.Errorf("message %q came %d times", c, n)
		}
	}
}

// fatal waits for Run to end with a FatalError.
func (r *rig) fatal() *FatalError {
	r.t.Helper()
	select {
	case err := <-r.ended:
		r.ended <- nil // for the cleanup
		f, ok := err.(*FatalError)
		if !ok {
			r.t.Fatalf("Run ended with %v, not with a FatalError", err)
		}
		return f
	case <-time.After(patience):
		r.t.Fatal("Run goes on")
		return nil
	}
}

// logBuffer collects the client's log.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
