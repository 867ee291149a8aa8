package limit

import (
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A Limiter holds back whoever asks too often: each key has a bucket of tokens that
// fills up at a steady rate. It is safe for concurrent use.
type Limiter struct {
	rate  rate.Limit // tokens a second
	burst int

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	swept   time.Time // when full buckets were last dropped
}

func newLimiter(every time.Duration, burst int) *Limiter {
	return &Limiter{rate: rate.Every(every), burst: burst, buckets: map[string]*rate.Limiter{}}
}

// Take takes a token of a key. It returns how long to wait when there is none, and a
// function that gives the token back.
func (l *Limiter) Take(key string, now time.Time) (wait time.Duration, giveBack func()) {
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
func (l *Limiter) sweep(now time.Time) {
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

// Limits bound how much of the bot one person, one channel and one server can take up:
// questions of a user, in a channel, in a server; presses of buttons by a user; notices
// to a user.
type Limits struct {
	user, channel, server, Press, Notice *Limiter
}

// New returns the limits of a bot that nobody has asked yet.
func New() Limits {
	return Limits{
		user:    newLimiter(3*time.Second, 15),
		channel: newLimiter(500*time.Millisecond, 30),
		server:  newLimiter(100*time.Millisecond, 100),
		Press:   newLimiter(500*time.Millisecond, 20),
		Notice:  newLimiter(time.Minute, 1),
	}
}

// A Scope says whose limit was reached.
type Scope int

const (
	None Scope = iota
	User
	Channel
	Server
)

// Take asks for one question of a user in a channel of a server. When a limit is
// reached it says whose, and how long to wait, and takes nothing.
func (l Limits) Take(user, channel, server string, now time.Time) (Scope, time.Duration) {
	wait, backUser := l.user.Take(user, now)
	if wait > 0 {
		return User, wait
	}
	wait, backChannel := l.channel.Take(channel, now)
	if wait > 0 {
		backUser()
		return Channel, wait
	}
	if server == "" {
		return None, 0
	}
	if wait, _ = l.server.Take(server, now); wait > 0 {
		backUser()
		backChannel()
		return Server, wait
	}
	return None, 0
}

// A Reached error says that too much was asked.
type Reached struct {
	Scope Scope
	Wait  time.Duration
}

func (l Reached) Error() string { return fmt.Sprintf("limit %d reached for %v", l.Scope, l.Wait) }
