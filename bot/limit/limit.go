package limit

import (
	"fmt"
	"sync"
	"sync/atomic"
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
// questions of a user, in a channel, those of them that are answered by messages there, in a
// server; presses of buttons by a user; notices to a user. What one person may ask is little; channels and servers may have a rush, which waits
// in its own line, and are held back where they would never be done with it.
type Limits struct {
	user, channel, reply, server, press, notice *Limiter
	held                                        *atomic.Int64 // presses held back
}

// New returns the limits of a bot that nobody has asked yet.
func New() Limits {
	return Limits{
		user:    newLimiter(3*time.Second, 15),
		channel: newLimiter(200*time.Millisecond, 300),
		reply:   newLimiter(time.Second, 30),
		server:  newLimiter(100*time.Millisecond, 500),
		press:   newLimiter(500*time.Millisecond, 20),
		notice:  newLimiter(time.Minute, 1),
		held:    new(atomic.Int64),
	}
}

// A Scope says whose limit was reached.
type Scope int

const (
	User Scope = iota
	Channel
	Server
)

func (s Scope) String() string { return [...]string{"user", "channel", "server"}[s] }

// A Question is what is looked at of a question.
type Question struct {
	User, Channel string
	Server        string // "" outside of one
	Reply         bool   // a message of the bot's own answers it, of which Discord takes about one a second in a channel
}

// Ask asks for one question. The error, a [Reached], says whose limit was reached, and how long to
// wait; nothing is taken then.
func (l Limits) Ask(q Question, now time.Time) error {
	var giveBack []func()
	for _, of := range l.of(q) {
		wait, back := of.limiter.Take(of.key, now)
		if wait > 0 {
			for _, back := range giveBack {
				back()
			}
			return Reached{of.scope, wait}
		}
		giveBack = append(giveBack, back)
	}
	return nil
}

// A claim is a token that a question needs.
type claim struct {
	limiter *Limiter
	key     string
	scope   Scope
}

// of lists what a question needs.
func (l Limits) of(q Question) []claim {
	claims := []claim{{l.user, q.User, User}, {l.channel, q.Channel, Channel}}
	if q.Reply {
		claims = append(claims, claim{l.reply, q.Channel, Channel})
	}
	if q.Server != "" {
		claims = append(claims, claim{l.server, q.Server, Server})
	}
	return claims
}

// Press asks for one press of a button by a user, in the same way.
func (l Limits) Press(user string, now time.Time) error {
	if wait, _ := l.press.Take(user, now); wait > 0 {
		l.held.Add(1)
		return Reached{User, wait}
	}
	return nil
}

// Notice reports whether a user is to be told of a limit: once in a while only.
func (l Limits) Notice(user string, now time.Time) bool {
	wait, _ := l.notice.Take(user, now)
	return wait == 0
}

// PressesHeld returns how many presses of buttons were held back.
func (l Limits) PressesHeld() int { return int(l.held.Load()) }

// A Reached error says that too much was asked.
type Reached struct {
	Scope Scope
	Wait  time.Duration
}

func (l Reached) Error() string {
	return fmt.Sprintf("limit of the %s reached for %v", l.Scope, l.Wait)
}
