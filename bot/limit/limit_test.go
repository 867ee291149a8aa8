package limit

import (
	"fmt"
	"testing"
	"time"
)

func TestLimiter(t *testing.T) {
	now := time.Unix(1000, 0)
	l := newLimiter(2*time.Second, 3)
	for i := range 3 {
		if wait, _ := l.Take("a", now); wait != 0 {
			t.Fatalf("question %d has to wait %v", i, wait)
		}
	}
	if wait, _ := l.Take("a", now); wait != 2*time.Second {
		t.Errorf("the fourth has to wait %v, want 2s", wait)
	}
	if wait, _ := l.Take("b", now); wait != 0 {
		t.Errorf("somebody else has to wait %v", wait)
	}
	wait, giveBack := l.Take("a", now.Add(2*time.Second))
	if wait != 0 {
		t.Errorf("after 2s one has to wait %v", wait)
	}
	giveBack()
	if wait, _ := l.Take("a", now.Add(2*time.Second)); wait != 0 {
		t.Errorf("a token that was given back is gone: wait %v", wait)
	}
}

func TestLimiterForgetsWhoHasWaited(t *testing.T) {
	now := time.Unix(1000, 0)
	l := newLimiter(time.Second, 2)
	for i := range 1000 {
		l.Take(fmt.Sprint(i), now)
	}
	l.Take("late", now.Add(time.Hour))
	if n := len(l.buckets); n != 1 {
		t.Errorf("%d buckets are kept, want the last one only", n)
	}
}

func TestLimitsTakeNothingWhenOneIsReached(t *testing.T) {
	now := time.Unix(1000, 0)
	l := Limits{
		user: newLimiter(time.Hour, 2), channel: newLimiter(time.Hour, 3), server: newLimiter(time.Hour, 4), Notice: newLimiter(time.Hour, 1),
	}
	take := func(user, channel, server string, want Scope) {
		t.Helper()
		if got, wait := l.Take(user, channel, server, now); got != want || (wait > 0) != (want != None) {
			t.Errorf("%s in %s of %s: scope %d, wait %v; want scope %d", user, channel, server, got, wait, want)
		}
	}
	take("u1", "c1", "s1", None)
	take("u1", "c1", "s1", None)
	take("u1", "c1", "s1", User)
	take("u2", "c1", "s1", None)
	take("u2", "c1", "s1", Channel)
	take("u2", "c2", "s1", None) // u2 still has the token that the channel refused
	take("u3", "c3", "s1", Server)
	take("u3", "c3", "s2", None)
	take("u3", "dm", "", None)
	take("u3", "dm", "", User)
}
