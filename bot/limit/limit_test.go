package limit

import (
	"errors"
	"fmt"
	"sync/atomic"
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
	const none = Scope(-1)
	now := time.Unix(1000, 0)
	l := Limits{
		user: newLimiter(time.Hour, 2), channel: newLimiter(time.Hour, 3), reply: newLimiter(time.Hour, 1), server: newLimiter(time.Hour, 4),
		notice: newLimiter(time.Hour, 1), press: newLimiter(time.Hour, 1),
		held: new(atomic.Int64),
	}
	take := func(user, channel, server string, want Scope) {
		t.Helper()
		var got Reached
		q := Question{User: user, Channel: channel, Server: server, Reply: channel == "written"}
		if err := l.Ask(q, now); errors.As(err, &got) != (want != none) || want != none && got.Scope != want || (got.Wait > 0) != (want != none) {
			t.Errorf("%+v: %v; want scope %d", q, err, want)
		}
	}
	take("u1", "c1", "s1", none)
	take("u1", "c1", "s1", none)
	take("u1", "c1", "s1", User)
	take("u2", "c1", "s1", none)
	take("u2", "c1", "s1", Channel)
	take("u2", "c2", "s1", none) // u2 still has the token that the channel refused
	take("u3", "c3", "s1", Server)
	take("u3", "c3", "s2", none)
	take("u3", "dm", "", none)
	take("u3", "dm", "", User)
	take("u4", "written", "s3", none)
	take("u4", "written", "s3", Channel)
	take("u4", "c4", "s3", none) // u4 still has that token
	if err := l.Press("u1", now); err != nil {
		t.Errorf("the first press: %v", err)
	}
	if err := l.Press("u1", now); !errors.Is(err, Reached{User, time.Hour}) {
		t.Errorf("the second press: %v", err)
	}
	if n := l.PressesHeld(); n != 1 {
		t.Errorf("%d presses were held back, want 1", n)
	}
	if !l.Notice("u1", now) || l.Notice("u1", now) || !l.Notice("u2", now) {
		t.Error("each user is told once")
	}
}

// TestRush lets a few hundred people ask at once in one server, each a few questions.
func TestRush(t *testing.T) {
	now, l := time.Unix(1000, 0), New()
	for i := range 300 {
		if err := l.Ask(Question{User: fmt.Sprint(i), Channel: "c", Server: "s"}, now.Add(time.Duration(i)*10*time.Millisecond)); err != nil {
			t.Fatalf("question %d of as many people: %v", i, err)
		}
	}
	held := 0
	for i := range 50 { // by one person in a minute
		if l.Ask(Question{User: "one", Channel: "d", Server: "s"}, now.Add(time.Minute+time.Duration(i)*time.Minute/50)) != nil {
			held++
		}
	}
	if held != 16 { // 15 at once and one each three seconds
		t.Errorf("%d of 50 questions in a minute were held back", held)
	}
}
