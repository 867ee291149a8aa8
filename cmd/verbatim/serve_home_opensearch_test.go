//go:build opensearch

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/bot/discordtest"
	"verbatim/bot/home"
	"verbatim/bot/store"
	"verbatim/cluster"
	"verbatim/cluster/clustertest"
)

// A fleet is several serves of one bot on one cluster, each with a shard.
type fleet struct {
	t       *testing.T
	discord *discordtest.Server
	env     []string
	running []*served
}

// newFleet has an index with one page, and a Discord that wants two shards.
func newFleet(t *testing.T) *fleet {
	t.Helper()
	at, notes := clustered(t)
	var log bytes.Buffer
	if status := run(t.Context(), []string{"reindex", notes}, at(""), nil, &log, &log); status != exitDone {
		t.Fatalf("status %d\n%s", status, &log)
	}
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, bytes.Repeat([]byte{7}, 32), 0o600); err != nil {
		t.Fatal(err)
	}
	f := &fleet{t: t, discord: discordtest.New(t, discordtest.Options{Timeout: time.Minute, Shards: 2, MaxConcurrency: 2}), running: make([]*served, 2)}
	f.env = append(at(""), "VERBATIM_KEY_FILE="+key, "DISCORD_TOKEN="+discordtest.Token, "VERBATIM_DISCORD_API="+f.discord.API())
	return f
}

// start starts the serve of a shard on a machine that has never seen it.
func (f *fleet) start(shard int) *served {
	ctx, cancel := context.WithCancel(context.Background())
	s := &served{t: f.t, log: new(syncBuffer), stop: cancel, ended: make(chan int, 1)}
	env := append(slices.Clone(f.env), "VERBATIM_DATA="+f.t.TempDir())
	args := []string{"serve", "--no-reader", "--shard-count", "2", "--shard-id", fmt.Sprint(shard)}
	go func() { s.ended <- run(ctx, args, env, nil, s.log, s.log) }()
	f.t.Cleanup(func() {
		cancel()
		s.status()
		if f.t.Failed() {
			f.t.Logf("serve of shard %d said:\n%s", shard, s.log)
		}
	})
	f.running[shard] = s
	return s
}

// A chorus asks in two servers, one of each shard, each time in a channel of its own.
type chorus struct {
	stop, done chan struct{}
	places     []discordtest.Place
	n          atomic.Int64
}

// ask has people ask until the chorus is told to stop.
func (f *fleet) ask(every time.Duration) *chorus {
	c := &chorus{stop: make(chan struct{}), done: make(chan struct{})}
	var guilds []string
	for shard := range uint64(2) {
		for {
			g := f.discord.Guild()
			var id uint64
			fmt.Sscan(g.GuildID, &id)
			if id>>22%2 == shard {
				guilds = append(guilds, g.GuildID)
				break
			}
			time.Sleep(time.Millisecond) // ids go with the time
		}
	}
	go func() {
		defer close(c.done)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-c.stop:
				return
			case <-tick.C:
			}
			p := f.discord.Channel(guilds[c.n.Load()%2], 0, "", "")
			f.discord.Say(p, f.discord.Person("somebody"), "<@"+f.discord.Bot.ID+"> who runs the lab?")
			c.places = append(c.places, p)
			c.n.Add(1)
		}
	}()
	return c
}

// more waits for more questions.
func (c *chorus) more(n int64) {
	for until := c.n.Load() + n; c.n.Load() < until; {
		time.Sleep(time.Millisecond)
	}
}

// end ends the asking, and waits until each question is answered.
func (c *chorus) end(f *fleet) {
	f.t.Helper()
	c.more(10)
	close(c.stop)
	<-c.done
	for _, p := range c.places {
		if post := f.discord.AwaitPost(p); !strings.Contains(string(post.Body), "Xavier") {
			f.t.Errorf("the answer is %.300s", post.Body)
		}
	}
}

// answered ends the asking, and checks that each question was answered once.
func (c *chorus) answered(f *fleet) {
	f.t.Helper()
	c.end(f)
	for _, p := range c.places {
		if n := len(f.discord.Requests("POST", "/channels/"+p.ChannelID+"/messages")); n != 1 {
			f.t.Errorf("%d answers to one question", n)
		}
	}
	f.t.Logf("%d questions were asked, %d sessions begun", len(c.places), f.discord.Identifies())
}

// TestManyBotsOnCluster restarts the bots of two shards one after the other, each on a machine that has never seen it, while people ask: every
// question is answered, once, in the sessions that there were, and a waiting process takes over from the one that ends.
func TestManyBotsOnCluster(t *testing.T) {
	f := newFleet(t)
	for shard := range 2 {
		f.start(shard).says("connected to Discord")
	}
	f.discord.AwaitReady(2)
	people := f.ask(25 * time.Millisecond)
	for shard := range 2 { // stopped, then started
		people.more(10)
		before := f.running[shard]
		before.stop()
		if status := before.status(); status != exitDone {
			t.Errorf("status %d", status)
		}
		people.more(4)
		f.start(shard).says("resumed=true")
	}
	before := f.running[0]
	waiting := f.start(0)
	waiting.says("waiting for the process that keeps")
	waiting.stop()
	if status := waiting.status(); status != exitDone {
		t.Errorf("a process that waited: status %d", status)
	}
	f.running[0] = before
	for shard := range 2 { // started, then stopped
		people.more(10)
		before := f.running[shard]
		next := f.start(shard)
		next.says("waiting for the process that keeps")
		people.more(4)
		before.stop()
		if status := before.status(); status != exitDone {
			t.Errorf("status %d", status)
		}
		next.says("resumed=true")
	}
	people.answered(f)
	if n := f.discord.Identifies(); n != 2 {
		t.Errorf("%d sessions were begun, want 2", n)
	}
}

// TestOtherKeyOnCluster starts a bot with a key that is not the one of the records.
func TestOtherKeyOnCluster(t *testing.T) {
	f := newFleet(t)
	f.start(0).says("connected to Discord")
	f.env = append(f.env, "VERBATIM_KEY_FILE=") // it makes its own
	s := f.start(1)
	if status := s.status(); status != exitUsage || !strings.Contains(s.log.String(), "copy bot.key from the data folder of a host that has it") {
		t.Errorf("status %d", status)
	}
	var out bytes.Buffer
	const nowhere = "VERBATIM_DISCORD_API=http://127.0.0.1:1" // the tests' Discord does not list servers
	if status := run(t.Context(), []string{"doctor"}, append(f.env, nowhere), nil, &out, &out); status != exitError || !strings.Contains(out.String(), "copy bot.key from the data folder") {
		t.Errorf("doctor: status %d\n%s", status, &out)
	}
	f.env = f.env[:len(f.env)-1]
	out.Reset()
	run(t.Context(), []string{"doctor"}, append(f.env, nowhere), nil, &out, &out)
	if !strings.Contains(out.String(), "bot-0-of-2.db, held by ") {
		t.Errorf("doctor:\n%s", &out)
	}
}

// TestTakenFromOnCluster has somebody else take over the records of a bot that runs: it says so, and ends.
func TestTakenFromOnCluster(t *testing.T) {
	f := newFleet(t)
	s := f.start(0)
	s.says("connected to Discord")
	name := func(variable string) string {
		for _, v := range f.env {
			if value, ok := strings.CutPrefix(v, variable+"="); ok {
				return value
			}
		}
		return ""
	}
	client, err := cluster.Open(cluster.Config{Nodes: strings.Split(name("VERBATIM_OPENSEARCH_URL"), ",")})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	o := config{ClusterCorpus: name("VERBATIM_OPENSEARCH_INDEX"), Replicas: "auto"}.home(discordtest.Token, store.Name(0, 2))
	state, err := home.Look(t.Context(), client, o)
	if err != nil || len(state.Parts) != 1 || state.Parts[0].Holder == "" || state.Key == "" {
		t.Fatalf("Look = %+v, %v", state, err)
	}
	if err := client.Delete(t.Context(), state.Index, "lock "+o.Store); err != nil { // as if it had expired
		t.Fatal(err)
	}
	h, err := home.Open(t.Context(), client, o)
	if err != nil {
		t.Fatal(err)
	}
	if status := s.status(); status != exitError || !strings.Contains(s.log.String(), "another process has taken over this bot's records") {
		t.Errorf("status %d", status)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
}

// TestUnsavedOnCluster takes the cluster away from a bot while somebody votes: they are told that it is not kept, in time, and once
// it is back it is kept.
func TestUnsavedOnCluster(t *testing.T) {
	f := newFleet(t)
	proxy := clustertest.NewProxy(t, clustertest.Shared(t).URLs()[0])
	f.env = append(f.env, "VERBATIM_OPENSEARCH_URL="+proxy.URL())
	f.start(0).says("connected to Discord")
	dm, who := f.discord.DM(), f.discord.Person("somebody")
	f.discord.Say(dm, who, "who runs the lab?")
	post := f.discord.AwaitPost(dm)
	_, vote, _ := strings.Cut(string(post.Body), `"custom_id":"down/`)
	vote, _, _ = strings.Cut(vote, `"`)
	press := func() string {
		reply := f.discord.AwaitAnswer(f.discord.Click(dm, who, post.ID, "down/"+vote))
		return reply.Post.Message.Content
	}
	if said := press(); strings.Contains(said, "I cannot save") { // the answer is kept before the vote
		t.Errorf("it said %q", said)
	}
	proxy.Set(clustertest.Drop)
	for range 2 {
		if said := press(); !strings.Contains(said, "I cannot save anything right now") {
			t.Errorf("it said %q", said)
		}
	}
	proxy.Set(clustertest.Pass)
	for until := time.Now().Add(time.Minute); ; time.Sleep(time.Second) {
		said := press()
		if !strings.Contains(said, "I cannot save") {
			break
		}
		if time.Now().After(until) {
			t.Fatal("nothing is kept")
		}
	}
}
