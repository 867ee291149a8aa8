package gateway

import (
	"context"
	"crypto/x509"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
	"verbatim/bot/gateway/guard"
	"verbatim/bot/gateway/rest"
)

// TestAutomaticSharding runs the recommended number of shards, starts them no faster than
// allowed, and gets the events of all of them once.
func TestAutomaticSharding(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{Shards: 4, MaxConcurrency: 2, IdentifyEvery: 60 * time.Millisecond})
	var want []string
	seen := map[int]bool{}
	for i := 0; len(seen) < 4; i++ {
		place := r.server.Guild()
		id, _ := strconv.ParseUint(place.GuildID, 10, 64)
		seen[int((id>>22)%4)] = true
		mention := fmt.Sprintf("<@%s> %d", r.server.Bot.ID, i)
		r.server.Say(place, r.ann, mention)
		want = append(want, mention)
		time.Sleep(time.Millisecond) // the next id has another time
	}
	r.say("to shard 0")
	r.expectAll(append(want, "to shard 0")...)
	shards := map[int]int{}
	for _, c := range r.server.Connections() {
		shards[c.Shard[0]]++
	}
	if len(shards) != 4 || r.server.Identifies() != 4 {
		t.Errorf("shards identified: %v", shards)
	}
	r.eventually("READY of each shard", func() bool { return r.readies == 4 })
}

func TestOneOfManyShards(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{}, func(r *rig) { r.client.cfg.ShardID, r.client.cfg.ShardCount = 2, 3 })
	if c := r.server.Connections(); len(c) != 1 || c[0].Shard != [2]int{2, 3} {
		t.Errorf("connections are %+v, want shard 2 of 3", c)
	}
}

// TestMoreShardsWanted lets Discord raise the number of shards while the bot runs.
func TestMoreShardsWanted(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.server.SetShards(3)
	r.server.Close(4011)
	r.eventually("three shards", func() bool { return r.client.Stats().Connected == 3 })
}

// TestTooFewShards is told to use more shards and advised the same number as before: only
// a person can help.
func TestTooFewShards(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.server.Close(4011)
	if f := r.fatal(); f.Code != 4011 {
		t.Errorf("ended with %q", f)
	}
	if n := len(r.server.Connections()); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}

// TestStartLimit uses up the day's sessions: the bot waits for new ones.
func TestStartLimit(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{StartLimit: 3, StartReset: 500 * time.Millisecond})
	r.run()
	r.online()
	for i := range 4 {
		r.server.Close(4009)
		r.server.Until("another session", func() bool { return r.client.Stats().Connections == i+2 })
	}
}

// TestWaits goes through endings in a row: a bot that was connected is back soon however
// often that happens, and only a gateway that does not let it in is left alone for longer.
func TestWaits(t *testing.T) {
	timing := defaultTiming()
	sh := &shard{client: &Client{timing: timing}, position: new(guard.Position)}
	up, down := guard.Ending{Connected: true}, guard.Ending{}
	for i, c := range []struct {
		ending      guard.Ending
		lived       time.Duration
		least, most time.Duration
	}{
		{up, time.Hour, 0, 0}, {up, time.Second, 500 * time.Millisecond, time.Second}, {up, time.Second, time.Second, 2 * time.Second},
		{up, time.Second, 2 * time.Second, 4 * time.Second}, {up, time.Second, 2 * time.Second, 4 * time.Second}, {up, time.Hour, 0, 0},
		{down, 0, 500 * time.Millisecond, time.Second}, {down, 0, time.Second, 2 * time.Second}, {down, 0, 2 * time.Second, 4 * time.Second},
		{down, 0, 4 * time.Second, 8 * time.Second}, {down, 0, 7500 * time.Millisecond, 15 * time.Second}, {down, 0, 7500 * time.Millisecond, 15 * time.Second},
		{up, time.Hour, 0, 0}, {guard.Ending{Connected: true, Invalid: true}, time.Hour, time.Second, 5 * time.Second},
	} {
		if w := sh.consider(c.ending, c.lived); w < c.least || w > c.most {
			t.Errorf("ending %d: it waits %v, want %v to %v", i, w, c.least, c.most)
		}
	}
}

// TestPace spreads the second half of the day's sessions over what is left of the day.
func TestPace(t *testing.T) {
	for _, c := range []struct {
		total, remaining int
		reset, want      time.Duration
	}{
		{1000, 1000, 24 * time.Hour, 0},
		{1000, 500, 12 * time.Hour, 0},
		{1000, 480, 12 * time.Hour, 90 * time.Second},
		{1000, 1, time.Hour, time.Hour},
	} {
		got := spacing(discordgo.SessionInformation{Total: c.total, Remaining: c.remaining}, c.reset)
		if got != c.want {
			t.Errorf("%d of %d in %v: %v, want %v", c.remaining, c.total, c.reset, got, c.want)
		}
	}
}

func TestGateKeys(t *testing.T) {
	g := &gate{timing: defaultTiming(), keys: map[int]*gateKey{}}
	done, err := g.enter(t.Context(), g.key(0), 0)
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := g.enter(short, g.key(0), 0); err == nil {
		t.Error("two shards with the same key go through at the same time")
	}
	if _, err := g.enter(t.Context(), g.key(1), 0); err != nil {
		t.Errorf("another key: %v", err)
	}
	done()
	if w := g.wait(g.key(0), 0); w < 4*time.Second {
		t.Errorf("the next one with this key waits %v, want about 5 s", w)
	}
	if w := g.wait(g.key(2), time.Minute); w < 50*time.Second {
		t.Errorf("paced wait is %v, want about a minute", w)
	}
}

// trust lets requests go to a server with certificates of these roots.
func (r *rig) trust(roots *x509.CertPool) {
	r.t.Helper()
	cfg := r.client.cfg
	var err error
	r.client.Client, err = rest.New(rest.Config{Base: cfg.APIBase, Token: cfg.Token, UserAgent: cfg.UserAgent, Logger: cfg.Logger, Roots: roots})
	if err != nil {
		r.t.Fatal(err)
	}
}

// TestTLS runs the way that Discord's own addresses take.
func TestTLS(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{TLS: true}, func(r *rig) {
		r.trust(r.server.Roots())
		r.client.roots = r.server.Roots()
	})
	r.server.Cut()
	r.say("encrypted")
	r.expectAll("encrypted")
	if _, err := r.client.Send(t.Context(), r.place.ChannelID, rest.Message{Content: "too"}); err != nil {
		t.Error(err)
	}
}

// TestTLSUnknownAuthority shows a gateway with a certificate that nobody vouches for.
func TestTLSUnknownAuthority(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{TLS: true}, func(r *rig) {
		r.trust(r.server.Roots())
	})
	r.run()
	r.eventually("a line in the log", func() bool { return strings.Contains(r.logged.String(), "certificate") })
	if n := len(r.server.Connections()); n != 0 {
		t.Errorf("%d connections to a server that may be anybody", n)
	}
}

// TestResumeIgnored shows a gateway that is there but answers no RESUME: after three of
// them the bot starts a new session.
func TestResumeIgnored(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{}, func(r *rig) { r.client.timing.Ready = slowdown * 500 * time.Millisecond })
	mute := discordtest.Script{NoReady: true}
	r.server.Script(mute, mute, mute)
	r.server.Cut()
	r.server.Until("second session", func() bool { return r.server.Identifies() == 2 })
	r.online()
	r.say("after")
	r.expectAll("after")
}

// TestResumeAddressUnusable gives a resume address where nobody is: the bot goes back to
// where it began and still resumes.
func TestResumeAddressUnusable(t *testing.T) {
	for _, url := range []string{"ws://127.0.0.1:1/", "no address", ""} {
		t.Run(url, func(t *testing.T) {
			t.Parallel()
			r := prepareRig(t, discordtest.Options{})
			r.server.SetResumeURL(url)
			r.run()
			r.online()
			r.server.Cut()
			r.say("meanwhile")
			r.server.Until("resumption", func() bool { return r.server.Resumes() == 1 })
			r.expectAll("meanwhile")
		})
	}
}

func TestConfig(t *testing.T) {
	for name, c := range map[string]Config{
		"no token":       {},
		"token with Bot": {Token: "Bot abc"},
		"bad address":    {Token: "a", APIBase: "localhost"},
		"no such shard":  {Token: "a", ShardID: 3, ShardCount: 3},
		"shard of none":  {Token: "a", ShardID: 1},
		"negative":       {Token: "a", Limit: -1},
	} {
		if _, err := New(c, Handler{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	c, err := New(Config{Token: "a"}, Handler{})
	if err != nil {
		t.Fatal(err)
	}
	if c.cfg.APIBase != "https://discord.com/api/v10" {
		t.Errorf("address is %q", c.cfg.APIBase)
	}
}
