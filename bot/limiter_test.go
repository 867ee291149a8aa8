package bot

import (
	"fmt"
	"testing"
	"time"
)

func TestLimiter(t *testing.T) {
	now := time.Unix(1000, 0)
	l := newLimiter(2*time.Second, 3)
	for i := range 3 {
		if wait, _ := l.take("a", now); wait != 0 {
			t.Fatalf("question %d has to wait %v", i, wait)
		}
	}
	if wait, _ := l.take("a", now); wait != 2*time.Second {
		t.Errorf("the fourth has to wait %v, want 2s", wait)
	}
	if wait, _ := l.take("b", now); wait != 0 {
		t.Errorf("somebody else has to wait %v", wait)
	}
	wait, giveBack := l.take("a", now.Add(2*time.Second))
	if wait != 0 {
		t.Errorf("after 2s one has to wait %v", wait)
	}
	giveBack()
	if wait, _ := l.take("a", now.Add(2*time.Second)); wait != 0 {
		t.Errorf("a token that was given back is gone: wait %v", wait)
	}
}

func TestLimiterForgetsWhoHasWaited(t *testing.T) {
	now := time.Unix(1000, 0)
	l := newLimiter(time.Second, 2)
	for i := range 1000 {
		l.take(fmt.Sprint(i), now)
	}
	l.take("late", now.Add(time.Hour))
	if n := len(l.buckets); n != 1 {
		t.Errorf("%d buckets are kept, want the last one only", n)
	}
}

func TestLimitsTakeNothingWhenOneIsReached(t *testing.T) {
	now := time.Unix(1000, 0)
	l := limits{
		user: newLimiter(time.Hour, 2), channel: newLimiter(time.Hour, 3), server: newLimiter(time.Hour, 4), notice: newLimiter(time.Hour, 1),
	}
	take := func(user, channel, server string, want scope) {
		t.Helper()
		if got, wait := l.take(user, channel, server, now); got != want || (wait > 0) != (want != scopeNone) {
			t.Errorf("%s in %s of %s: scope %d, wait %v; want scope %d", user, channel, server, got, wait, want)
		}
	}
	take("u1", "c1", "s1", scopeNone)
	take("u1", "c1", "s1", scopeNone)
	take("u1", "c1", "s1", scopeUser)
	take("u2", "c1", "s1", scopeNone)
	take("u2", "c1", "s1", scopeChannel)
	take("u2", "c2", "s1", scopeNone) // u2 still has the token that the channel refused
	take("u3", "c3", "s1", scopeServer)
	take("u3", "c3", "s2", scopeNone)
	take("u3", "dm", "", scopeNone)
	take("u3", "dm", "", scopeUser)
}
