package bot

import (
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A limiter holds back whoever asks too often: each key has a bucket of tokens that
// fills up at a steady rate. It is safe for concurrent use.
type limiter struct {
	rate  rate.Limit // tokens a second
	burst int

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	swept   time.Time // when full buckets were last dropped
}

func newLimiter(every time.Duration, burst int) *limiter {
	return &limiter{rate: rate.Every(every), burst: burst, buckets: map[string]*rate.Limiter{}}
}

// take takes a token of a key. It returns how long to wait when there is none, and a
// function that gives the token back.
func (l *limiter) take(key string, now time.Time) (wait time.Duration, giveBack func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)
	b := l.buckets[key]
	if b == nil {
		b = rate.NewLimiter(l.rate, l.burst)
		l.buckets[key] = b
	}
	r := b.ReserveN(now, 1)
	wait = r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait, func() { r.CancelAt(now) }
}

// sweep drops the buckets that have filled up: they are as good as new ones.
func (l *limiter) sweep(now time.Time) {
	if now.Sub(l.swept) < time.Minute {
		return
	}
	l.swept = now
	for key, b := range l.buckets {
		if b.TokensAt(now) >= float64(l.burst) {
			delete(l.buckets, key)
		}
	}
}

// limits bound how much of the bot one person, one channel and one server can take up:
// questions of a user, in a channel, in a server; presses of buttons by a user; notices
// to a user.
type limits struct {
	user, channel, server, press, notice *limiter
}

func newLimits() limits {
	return limits{
		user:    newLimiter(3*time.Second, 15),
		channel: newLimiter(500*time.Millisecond, 30),
		server:  newLimiter(100*time.Millisecond, 100),
		press:   newLimiter(500*time.Millisecond, 20),
		notice:  newLimiter(time.Minute, 1),
	}
}

// A scope says whose limit was reached.
type scope int

const (
	scopeNone scope = iota
	scopeUser
	scopeChannel
	scopeServer
)

// take asks for one question of a user in a channel of a server. When a limit is
// reached it says whose, and how long to wait, and takes nothing.
func (l limits) take(user, channel, server string, now time.Time) (scope, time.Duration) {
	wait, backUser := l.user.take(user, now)
	if wait > 0 {
		return scopeUser, wait
	}
	wait, backChannel := l.channel.take(channel, now)
	if wait > 0 {
		backUser()
		return scopeChannel, wait
	}
	if server == "" {
		return scopeNone, 0
	}
	if wait, _ = l.server.take(server, now); wait > 0 {
		backUser()
		backChannel()
		return scopeServer, wait
	}
	return scopeNone, 0
}

// A limited error says that too much was asked.
type limited struct {
	scope scope
	wait  time.Duration
}

func (l limited) Error() string { return fmt.Sprintf("limit %d reached for %v", l.scope, l.wait) }
