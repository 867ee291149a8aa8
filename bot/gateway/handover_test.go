package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// successor runs another client of the rig on the sessions that its first one left, as another
// process would get them.
func (r *rig) successor() *Client {
	r.t.Helper()
	data, err := json.Marshal(r.client.Sessions())
	if err != nil {
		r.t.Fatal(err)
	}
	cfg := r.client.cfg
	cfg.Sessions = nil
	if err := json.Unmarshal(data, &cfg.Sessions); err != nil {
		r.t.Fatal(err)
	}
	next, err := New(cfg, r.client.handler)
	if err != nil {
		r.t.Fatal(err)
	}
	next.timing = brisk()
	r.client = next
	return next
}

// runUntilHandOver runs the client of a rig, and returns what ends it with a hand-over.
func (r *rig) runUntilHandOver() (handOver func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.client.Run(ctx) }()
	r.t.Cleanup(func() {
		cancel(nil)
		if r.t.Failed() {
			r.t.Logf("log of the clients:\n%s", r.logged)
		}
	})
	return func() {
		r.t.Helper()
		cancel(ErrHandOver)
		select {
		case err := <-ended:
			if err != nil {
				r.t.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			r.t.Fatal("Run does not return")
		}
	}
}

// TestHandOver hands several sessions over time and again, while people write: every message
// comes once, and no session is begun anew.
func TestHandOver(t *testing.T) {
	t.Parallel()
	const shards, rounds = 2, 5
	r := prepareRig(t, discordtest.Options{Shards: shards})
	handOver := r.runUntilHandOver()
	r.online()
	guilds := []discordtest.Place{r.server.Guild(), r.server.Guild(), r.server.DM()}
	stop, said := make(chan struct{}), make(chan []string)
	go func() {
		var all []string
		for i := 0; ; i++ {
			select {
			case <-stop:
				said <- all
				return
			case <-time.After(time.Millisecond):
				all = append(all, fmt.Sprintf("<@%s> %d", r.server.Bot.ID, i))
				r.server.Say(guilds[i%len(guilds)], r.ann, all[i])
			}
		}
	}()
	for range rounds {
		handOver()
		if n := len(r.client.Sessions()); n != shards {
			t.Errorf("%d sessions are left, want %d", n, shards)
		}
		r.successor()
		handOver = r.runUntilHandOver()
		r.online()
	}
	close(stop)
	r.expectAll(<-said...)
	if n := r.server.Identifies(); n != shards {
		t.Errorf("%d sessions were begun, want %d", n, shards)
	}
	r.eventually("READY told to each client", func() bool { return r.readies == shards*(rounds+1) })
	handOver()
}

// TestHandOverFinishes hands over while a handler works: its answer is sent, and what comes
// meanwhile is left to the next client.
func TestHandOverFinishes(t *testing.T) {
	t.Parallel()
	working, finish := make(chan struct{}), make(chan struct{})
	r := prepareRig(t, discordtest.Options{}, func(r *rig) {
		heard := r.client.handler.MessageCreate
		r.client.handler.MessageCreate = func(ctx context.Context, m *discordgo.Message) {
			if m.Content == "slow" {
				close(working)
				<-finish
			}
			heard(ctx, m)
		}
	})
	handOver := r.runUntilHandOver()
	r.online()
	r.say("slow")
	<-working
	go func() {
		r.server.Until("connection cut", func() bool { return r.server.Connections()[0].CloseCode != 0 })
		r.say("meanwhile")
		close(finish)
	}()
	handOver()
	r.expectAll("slow")
	if c := r.server.Connections()[0].CloseCode; c == 1000 || c == 1001 {
		t.Errorf("closed with %d, which ends the session", c)
	}
	r.successor()
	handOver = r.runUntilHandOver()
	r.expectAll("slow", "meanwhile")
	handOver()
}

// TestHandOverForgotten goes on with a session that Discord does not know any more, and with one
// of another number of shards: sessions are begun anew.
func TestHandOverForgotten(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{})
	handOver := r.runUntilHandOver()
	r.online()
	handOver()
	r.server.Forget()
	r.successor()
	handOver = r.runUntilHandOver()
	r.online()
	r.say("hello")
	r.expectAll("hello")
	handOver()
	r.successor().cfg.Sessions = []Session{{Ready: Ready{Shard: 5, Shards: 1}}}
	handOver = r.runUntilHandOver()
	r.online()
	handOver()
	if n := r.server.Identifies(); n != 3 {
		t.Errorf("%d sessions were begun, want 3", n)
	}
	if strings.Contains(r.logged.String(), discordtest.Token) {
		t.Error("the log holds the token")
	}
}

// TestHandOverBeforeReady hands over as soon as READY is there, perhaps before it was handed to
// anybody: the next client has a session in any case.
func TestHandOverBeforeReady(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{})
	for i := range 20 {
		handOver := r.runUntilHandOver()
		r.server.Until("connection", func() bool { return len(r.server.Connections()) > i })
		handOver()
		r.successor()
	}
	handOver := r.runUntilHandOver()
	r.online()
	r.say("hello")
	r.expectAll("hello")
	handOver()
}

// TestStanding has a client tell where its session stands while it runs: what it tells in the end is what it leaves.
func TestStanding(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{})
	if all := r.client.Standing(); len(all) != 0 {
		t.Errorf("before it runs: %+v", all)
	}
	handOver := r.runUntilHandOver()
	r.online()
	first := r.client.Standing()
	place := r.server.Guild()
	r.server.Say(place, r.server.Person("somebody"), "hello")
	for until := time.Now().Add(patience); len(first) != 1 || r.client.Standing()[0].Sequence <= first[0].Sequence+1; time.Sleep(time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("it stands at %+v, and stood at %+v", r.client.Standing(), first)
		}
	}
	last := r.client.Standing()
	handOver()
	if left := r.client.Sessions(); len(left) != 1 || len(last) != 1 || left[0].Id != last[0].Id || left[0].Sequence != last[0].Sequence || left[0].Began != last[0].Began {
		t.Errorf("it stood at %+v, and left %+v", last, left)
	}
}
