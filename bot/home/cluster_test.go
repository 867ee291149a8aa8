//go:build opensearch

package home

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/bot/store"
	"verbatim/cluster"
	"verbatim/cluster/clustertest"
)

// reach returns a client of the tests' cluster at an address ("" for directly), and where the test's records are.
func reach(t testing.TB, address string) (*cluster.Client, Options) {
	t.Helper()
	shared := clustertest.Shared(t)
	cfg := cluster.Config{Nodes: shared.URLs(), Limit: 30 * time.Second}
	if address != "" {
		cfg = cluster.Config{Nodes: []string{address}, Limit: time.Second, Patience: 2 * time.Second, AwayAfter: time.Second}
	}
	c, err := cluster.Open(cfg)
	must(t, err)
	t.Cleanup(func() { must(t, c.Close()) })
	o := theBot
	o.Corpus, o.Replicas, o.Holder = shared.Prefix(t)+"home", -1, "the test"
	return c, o
}

// opened opens a store of a home on a machine that has never seen it.
func opened(t testing.TB, c *cluster.Client, o Options) (*store.Store, *Home) {
	t.Helper()
	h, err := Open(context.Background(), c, o)
	must(t, err)
	s, err := store.OpenAt(h, host(t), o.Store)
	must(t, err)
	return s, h
}

// TestOnCluster lives through what a bot does on a real cluster: one process at a time has the records, the next has all that was
// acknowledged.
func TestOnCluster(t *testing.T) {
	c, o := reach(t, "")
	s, h := opened(t, c, o)
	_, err := Open(t.Context(), c, o)
	if held, ok := errors.AsType[*cluster.HeldError](err); !ok || held.Holder != o.Holder {
		t.Errorf("a second process: %v", err)
	}
	d := diary{acknowledged: map[string]bool{}}
	d.live(s)
	if !d.forgot || len(d.acknowledged) != 12 {
		t.Errorf("acknowledged: %v, forgot: %v", d.acknowledged, d.forgot)
	}
	must(t, s.SaveAnswer(store.Answer{Key: "last", Question: "<&> \u2028 \x00", At: day}))
	must(t, errors.Join(h.Leave(t.Context(), []byte(`{"a":1}`)), s.Sweep()))
	want := exported(t, s)
	must(t, errors.Join(s.Close(), h.Close()))

	s, h = opened(t, c, o)
	d.check(t, s)
	if have := exported(t, s); have != want {
		t.Errorf("the next has\n%s\nwant\n%s", have, want)
	}
	for _, want := range []string{`{"a":1}`, ""} {
		if left, err := h.Left(t.Context()); err != nil || string(left) != want {
			t.Errorf("Left = %s, %v", left, err)
		}
	}
	done, mine, err := h.Claim(t.Context(), "an event")
	if err != nil || !mine {
		t.Fatal(mine, err)
	}
	done()
	if _, mine, err := h.Claim(t.Context(), "an event"); err != nil || mine {
		t.Errorf("a claim to what is done: %v, %v", mine, err)
	}
	must(t, errors.Join(c.Refresh(t.Context(), o.claims()), h.tidy(t.Context(), time.Now().Add(claimsKept+tidyEvery))))
	if _, err := c.Get(t.Context(), o.claims(), "an event"); !errors.Is(err, cluster.ErrNotFound) {
		t.Errorf("an old claim: %v", err)
	}
	other := o
	other.Store = "bot.db"
	if _, err := Open(t.Context(), c, other); err == nil || !strings.Contains(err.Error(), "still runs with 2 shards") {
		t.Errorf("with another number of shards: %v", err)
	}
	must(t, errors.Join(s.Close(), h.Close()))
	if _, err := Open(t.Context(), c, other); err == nil || !strings.Contains(err.Error(), "have not begun: bot-1-of-2.db") {
		t.Errorf("with a shard that was never begun: %v", err)
	}
	second := o
	second.Store = "bot-1-of-2.db"
	s, h = opened(t, c, second)
	must(t, errors.Join(s.Close(), h.Close()))
	s, h = opened(t, c, other)
	d.check(t, s)
	must(t, errors.Join(s.Close(), h.Close()))
}

// TestStolen has a process open the home of another one that believes it has it: the other is refused, and told.
func TestStolen(t *testing.T) {
	c, o := reach(t, "")
	s, h := opened(t, c, o)
	_, err := s.ChangeSettings("s", func(v *store.Settings) { v.Private = true })
	must(t, err)
	thief, err := open(t.Context(), client{c}, o) // without the lock, as if it had expired
	must(t, err)
	if _, err := s.ChangeSettings("s", func(v *store.Settings) { v.Private = false }); !errors.Is(err, store.ErrTaken) {
		t.Errorf("it wrote: %v", err)
	}
	must(t, c.Delete(t.Context(), o.records(), o.lock()))
	<-h.Lost()
	must(t, errors.Join(s.Close(), h.Close(), thief.Close()))
}

// TestClusterAway takes the cluster away for longer than a lock holds: what is to be kept fails, and works again once the
// cluster is back.
func TestClusterAway(t *testing.T) {
	proxy := clustertest.NewProxy(t, clustertest.Shared(t).URLs()[0])
	c, o := reach(t, proxy.URL())
	s, h := opened(t, c, o)
	change := func(private bool) error {
		_, err := s.ChangeSettings("s", func(v *store.Settings) { v.Private = private })
		return err
	}
	must(t, change(true))
	proxy.Set(clustertest.Drop)
	if err := change(false); !errors.Is(err, store.ErrAway) {
		t.Errorf("it was kept: %v", err)
	}
	if _, _, err := h.Claim(t.Context(), "x"); !errors.Is(err, store.ErrAway) {
		t.Errorf("it was claimed: %v", err)
	}
	if v, err := s.Settings("s"); err != nil || !v.Private {
		t.Errorf("Settings = %+v, %v", v, err)
	}
	time.Sleep(Expiry + 2*time.Second)
	proxy.Set(clustertest.Pass)
	for until := time.Now().Add(time.Minute); change(false) != nil; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("nothing is kept")
		}
	}
	for until := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) { // it has the lock again
		if d, err := c.Get(t.Context(), o.records(), o.lock()); err == nil && strings.Contains(string(d.Source), o.Holder) {
			var held struct{ Until time.Time }
			if must(t, json.Unmarshal(d.Source, &held)); time.Now().Before(held.Until) {
				break
			}
		}
		if time.Now().After(until) {
			t.Fatal("the lock stays lost")
		}
	}
	select {
	case <-h.Lost():
		t.Error("another process has the records")
	default:
	}
	must(t, errors.Join(s.Close(), h.Close()))
}

// BenchmarkClaim measures what it costs that an event is seen to once.
func BenchmarkClaim(b *testing.B) {
	c, o := reach(b, "")
	s, h := opened(b, c, o)
	for n := 0; b.Loop(); n++ {
		done, mine, err := h.Claim(b.Context(), fmt.Sprint("event ", n))
		if err != nil || !mine {
			b.Fatal(mine, err)
		}
		done()
	}
	must(b, errors.Join(s.Close(), h.Close()))
}

// BenchmarkChange measures how long a change takes until it is acknowledged.
func BenchmarkChange(b *testing.B) {
	c, o := reach(b, "")
	s, h := opened(b, c, o)
	for n := 0; b.Loop(); n++ {
		_, err := s.ChangeSettings(fmt.Sprint(n%100), func(v *store.Settings) { v.Private = !v.Private })
		must(b, err)
	}
	must(b, errors.Join(s.Close(), h.Close()))
}

// BenchmarkMove measures how long 20,000 answers take out of a home, and tells how long they took into it.
func BenchmarkMove(b *testing.B) {
	c, o := reach(b, "")
	s, h := opened(b, c, o)
	text := strings.Repeat("The harbour clock was built by Marta Ekholm. ", 40)
	const answers = 20_000
	written := make(chan error, answers)
	began := time.Now()
	for i := range answers {
		s.SaveAnswerLater(store.Answer{Key: fmt.Sprint(i), Asked: fmt.Sprint("q", i), Message: fmt.Sprint("m", i), Question: text[:80], Quotes: []store.Quote{{Text: text}}, At: day},
			func(err error) { written <- err })
	}
	for range answers {
		must(b, <-written)
	}
	b.Logf("%.0f answers a second", answers/time.Since(began).Seconds())
	must(b, errors.Join(s.Close(), h.Close()))
	for b.Loop() {
		s, h := opened(b, c, o)
		must(b, errors.Join(s.Close(), h.Close()))
	}
}
