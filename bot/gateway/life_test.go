package gateway

import (
	"context"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
	"verbatim/bot/gateway/rest"
)

// TestGracefulStop stops while a handler works: it finishes its answer, and the
// connection is closed with a word.
func TestGracefulStop(t *testing.T) {
	t.Parallel()
	working, finish := make(chan struct{}), make(chan struct{})
	r := newRig(t, discordtest.Options{}, func(r *rig) {
		r.client.handler.MessageCreate = func(ctx context.Context, m *discordgo.Message) {
			if m.Author.Bot {
				return
			}
			close(working)
			<-finish
			if _, err := r.client.Send(ctx, m.ChannelID, rest.Message{Content: "finished"}); err != nil {
				t.Error(err)
			}
		}
	})
	r.say("go")
	<-working
	r.stop()
	time.Sleep(50 * time.Millisecond) // the stop is under way
	close(finish)
	if got := r.server.AwaitPost(r.place).Message.Content; got != "finished" {
		t.Errorf("posted %q", got)
	}
	r.server.Until("close code", func() bool { return r.server.Connections()[0].CloseCode != 0 })
	if c := r.server.Connections()[0].CloseCode; c != 1000 {
		t.Errorf("closed with %d, want 1000", c)
	}
}

// TestStopDoesNotWaitForEver stops while a handler hangs: its context ends after the grace.
func TestStopDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	working := make(chan struct{})
	r := newRig(t, discordtest.Options{}, func(r *rig) {
		r.client.cfg.Grace = 200 * time.Millisecond
		r.client.handler.MessageCreate = func(ctx context.Context, _ *discordgo.Message) {
			close(working)
			<-ctx.Done()
		}
	})
	r.say("hang")
	<-working
	r.stop() // the rig's clean-up fails the test when Run does not return
}

// TestStopBeforeConnected stops while the gateway is away.
func TestStopBeforeConnected(t *testing.T) {
	t.Parallel()
	for _, script := range []discordtest.Script{{NoHello: true}, {NoReady: true}, {Drop: true}} {
		r := prepareRig(t, discordtest.Options{}, func(r *rig) { r.client.timing.Hello, r.client.timing.Ready = time.Hour, time.Hour })
		r.server.Script(script)
		r.run()
		r.server.Until("connection", func() bool { return len(r.server.Connections()) > 0 })
		r.stop()
	}
}

func TestRunTwice(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	if err := r.client.Run(context.Background()); err == nil {
		t.Error("no error")
	}
}

// TestPanic shows that a handler's panic costs its event only.
func TestPanic(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{}, func(r *rig) {
		r.client.handler.MessageUpdate = func(context.Context, *discordgo.Message) { panic("at the disco") }
	})
	id := r.server.Say(r.place, r.ann, "one")
	r.server.Edit(r.place, r.ann, id, "boom")
	r.server.Delete(r.place, id)
	r.say("two")
	r.expectAll("one", "two")
	r.eventually("deletion after the panic", func() bool { return len(r.deletions) == 1 })
	if s := r.client.Stats(); s.Panics != 1 || !strings.Contains(r.logged.String(), "at the disco") {
		t.Errorf("%d panics counted, log: %s", s.Panics, r.logged)
	}
}

// TestOrder shows that what happens to one message comes in order.
func TestOrder(t *testing.T) {
	t.Parallel()
	var wrong atomic.Int64
	states := map[string]int{}
	r := newRig(t, discordtest.Options{}, func(r *rig) {
		step := func(id string, want int) {
			r.note(func() {
				if states[id] != want {
					wrong.Add(1)
				}
				states[id]++
			})
		}
		r.client.handler.MessageCreate = func(_ context.Context, m *discordgo.Message) {
			time.Sleep(2 * time.Millisecond)
			step(m.ID, 0)
		}
		r.client.handler.MessageUpdate = func(_ context.Context, m *discordgo.Message) {
			time.Sleep(time.Millisecond)
			step(m.ID, 1)
		}
		r.client.handler.MessageDelete = func(_ context.Context, d Deletion) { step(d.Message, 2) }
	})
	const n = 50
	for range n {
		id := r.server.Say(r.place, r.ann, "a")
		r.server.Edit(r.place, r.ann, id, "b")
		r.server.Delete(r.place, id)
	}
	r.eventually("all steps", func() bool {
		sum := 0
		for _, s := range states {
			sum += s
		}
		return sum == 3*n
	})
	if w := wrong.Load(); w > 0 {
		t.Errorf("%d steps out of order", w)
	}
}

// TestOverflow has handlers at work on as many events as may be: what comes on top is
// dropped, counted and logged, and interactions still get through.
func TestOverflow(t *testing.T) {
	t.Parallel()
	const room, flood = 20, 100
	hold := make(chan struct{})
	r := newRig(t, discordtest.Options{Heartbeat: time.Minute}, func(r *rig) {
		r.client.crew.limit = room
		r.client.handler.MessageCreate = func(context.Context, *discordgo.Message) { <-hold }
	})
	for range flood {
		r.say("flood")
	}
	r.eventually("drops", func() bool { return r.client.Stats().Dropped == flood-room })
	r.server.Slash(r.place, r.ann, "ask")
	r.eventually("interaction", func() bool { return len(r.interactions) == 1 })
	if n := r.client.Stats().Working; n != room {
		t.Errorf("%d events are worked on, want %d", n, room)
	}
	close(hold)
	r.eventually("the end of all work", func() bool { return r.client.Stats().Working == 0 })
	if !strings.Contains(r.logged.String(), "event dropped") {
		t.Error("the log does not tell of dropped events")
	}
}

// TestNobodyWaitsForHandlers lets more handlers hang than there ever were workers: an
// interaction is handed over all the same.
func TestNobodyWaitsForHandlers(t *testing.T) {
	t.Parallel()
	const hanging = 1500
	hold := make(chan struct{})
	var working atomic.Int64
	r := newRig(t, discordtest.Options{Heartbeat: time.Minute}, func(r *rig) {
		r.client.handler.MessageCreate = func(context.Context, *discordgo.Message) { working.Add(1); <-hold }
		r.client.handler.Interaction = func(_ context.Context, i *discordgo.Interaction) {
			r.note(func() { r.interactions = append(r.interactions, i) })
			<-hold
		}
	})
	for range hanging {
		r.say("hang")
	}
	for range hanging {
		r.server.Slash(r.place, r.ann, "ask")
	}
	r.eventually("all interactions", func() bool { return len(r.interactions) == hanging })
	r.eventually("all messages", func() bool { return working.Load() == hanging })
	close(hold)
}

// TestReconnectsLeakNothing counts goroutines over many reconnections.
func TestReconnectsLeakNothing(t *testing.T) {
	r := newRig(t, discordtest.Options{}) // not parallel: goroutines of other tests would count
	time.Sleep(100 * time.Millisecond)
	before := runtime.NumGoroutine()
	for i := range 6 {
		if i%2 == 0 {
			r.server.Close(4009) // a new session
		} else {
			r.server.Cut()
		}
		r.server.Until("reconnection", func() bool { return r.client.Stats().Connections == i+2 })
		r.online()
	}
	// discordgo takes a second to clean up behind a connection.
	r.eventually("goroutines of old connections to end", func() bool { return runtime.NumGoroutine() <= before+3 })
}
