package home

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// claimant opens a home whose claims expire soon.
func claimant(t *testing.T, m *memory, o Options) *Home {
	t.Helper()
	h, err := open(t.Context(), &link{memory: m}, o)
	must(t, err)
	h.expiry = 60 * time.Millisecond
	return h
}

// TestClaim has many processes get the same events, each several times: one of them sees to each, once.
func TestClaim(t *testing.T) {
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

// TestClaimOfTheDead has a process die that has claimed an event: the one of those that wait which takes it over sees to it.
func TestClaimOfTheDead(t *testing.T) {
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
