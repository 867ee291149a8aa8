package home

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"verbatim/cluster"
)

// claimant opens a home to claim events with.
func claimant(t *testing.T, m *memory, o Options) *Home {
	t.Helper()
	h, err := open(t.Context(), &link{memory: m}, o)
	must(t, err)
	return h
}

// TestClaim has many processes get the same events, each several times: one of them sees to each, once.
func TestClaim(t *testing.T) { synctest.Test(t, testClaim) }

func testClaim(t *testing.T) {
	m := newMemory()
	var all sync.WaitGroup
	var seen [20]atomic.Int64
	for range 3 {
		h := claimant(t, m, theBot)
		for event := range seen {
			for range 2 {
				all.Go(func() {
					done, mine, err := h.Claim(t.Context(), string(rune('a'+event)))
					if err != nil {
						t.Error(err)
					}
					if mine {
						seen[event].Add(1)
						time.Sleep(2 * h.expiry) // it is renewed meanwhile
						done()
					}
				})
			}
		}
	}
	all.Wait()
	for event := range seen {
		if n := seen[event].Load(); n != 1 {
			t.Errorf("event %d was seen to %d times", event, n)
		}
	}
}

// TestClaimUnheard has the answer to a renewal of a claim be lost: what is done is noted all the same.
func TestClaimUnheard(t *testing.T) {
	m := newMemory()
	h := claimant(t, m, theBot)
	c := &claiming{h: h, event: "x", expiry: h.expiry, stop: make(chan struct{})}
	if mine, err := c.take(t.Context()); err != nil || !mine {
		t.Fatal(mine, err)
	}
	l := &link{memory: m, fails: func(call int) int { return []int{mute, works}[min(call, 1)] }}
	h.c = l
	if err := c.write(); err == nil {
		t.Fatal("the answer was not lost")
	}
	c.done()
	if _, mine, err := claimant(t, m, theBot).Claim(t.Context(), "x"); err != nil || mine {
		t.Errorf("another process sees to it as well: %v, %v", mine, err)
	}
}

// TestClaimTaken has another process take over a claim: whoever had it does not get it back by noting that it is done.
func TestClaimTaken(t *testing.T) {
	m := newMemory()
	h := claimant(t, m, theBot)
	c := &claiming{h: h, event: "x", expiry: h.expiry, stop: make(chan struct{})}
	if mine, err := c.take(t.Context()); err != nil || !mine {
		t.Fatal(mine, err)
	}
	_, err := h.c.Replace(t.Context(), theBot.claims(), "x", claim{By: "another", At: time.Now()}, c.seen)
	must(t, err)
	if err := c.write(); !errors.Is(err, cluster.ErrConflict) {
		t.Errorf("it renewed another's claim: %v", err)
	}
}

// TestClaimOfTheDead has a process die that has claimed an event: the one of those that wait which takes it over sees to it.
func TestClaimOfTheDead(t *testing.T) { synctest.Test(t, testClaimOfTheDead) }

func testClaimOfTheDead(t *testing.T) {
	m := newMemory()
	dead := claimant(t, m, theBot)
	c := &claiming{h: dead, event: "x", expiry: dead.expiry}
	if mine, err := c.take(t.Context()); err != nil || !mine {
		t.Fatal(mine, err)
	}
	var all sync.WaitGroup
	var seen atomic.Int64
	for range 4 {
		h := claimant(t, m, theBot)
		all.Go(func() {
			done, mine, err := h.Claim(t.Context(), "x")
			if err != nil {
				t.Error(err)
			}
			if mine {
				seen.Add(1)
				done()
			}
		})
	}
	all.Wait()
	if n := seen.Load(); n != 1 {
		t.Errorf("it was seen to %d times", n)
	}
}

// TestClaimsGo deletes claims once they are a day old.
func TestClaimsGo(t *testing.T) {
	m := newMemory()
	h := claimant(t, m, theBot)
	done, mine, err := h.Claim(t.Context(), "the plum")
	if err != nil || !mine {
		t.Fatal(mine, err)
	}
	done()
	must(t, h.c.Refresh(t.Context(), theBot.claims()))
	for _, step := range []struct {
		after time.Duration
		there bool
	}{{claimsKept - time.Minute, true}, {claimsKept + tidyEvery, false}} {
		must(t, h.tidy(t.Context(), time.Now().Add(step.after)))
		if _, err := h.c.Get(t.Context(), theBot.claims(), "the plum"); (err == nil) != step.there {
			t.Errorf("after %v: %v", step.after, err)
		}
	}
}
