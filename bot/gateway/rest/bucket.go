package rest

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"verbatim/bot/gateway/event"
	"verbatim/bot/gateway/pace"
)

// buckets holds back requests that Discord would answer with 429: it keeps the limits of
// each route and channel as the answers tell them (topics/rate-limits.mdx), and the
// moment until which nothing may be sent at all.
//
// discordgo has such a limiter too, but it waits without a context, lets one request at
// a time through for each bucket, and never forgets one.
type buckets struct {
	mu      sync.Mutex
	all     map[string]*bucket
	paused  time.Time // no ordinary request is sent before: a global 429 of Discord
	blocked time.Time // nothing at all is sent before: a 429 of the proxy before Discord
}

// A bucket is the state of one limit. The zero value is one of which nothing is known
// yet: a single request goes ahead to find out.
type bucket struct {
	known    bool
	free     bool // Discord sets no limit here
	limit    int
	left     int // requests until reset
	flying   int // sent and not answered
	reset    time.Time
	answered chan struct{} // closed at the next answer
}

// idleBuckets is how many buckets are kept before those without effect are removed.
const idleBuckets = 1024

func newBuckets() *buckets {
	return &buckets{all: map[string]*bucket{}}
}

// take waits until a request may be sent. When that is later than ctx ends, it returns a
// *StatusError at once.
func (b *buckets) take(ctx context.Context, r request) error {
	for {
		wait, answered := b.try(bucketKey(r), r.kind, time.Now())
		if wait == 0 && answered == nil {
			return nil
		}
		if deadline, ok := ctx.Deadline(); ok && time.Now().Add(wait).After(deadline) {
			return &StatusError{Status: http.StatusTooManyRequests, Message: "held back by a rate limit of Discord", RetryAfter: wait}
		}
		if err := waitFor(ctx, wait, answered); err != nil {
			return err
		}
	}
}

// waitFor waits for an answer, or without one for a time.
func waitFor(ctx context.Context, d time.Duration, answered chan struct{}) error {
	if answered == nil {
		return pace.Pause(ctx, d)
	}
	select {
	case <-answered:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// try takes a place in a bucket, or says how long to wait or which answer to wait for.
func (b *buckets) try(key string, k kind, now time.Time) (wait time.Duration, answered chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if wait := b.blocked.Sub(now); wait > 0 {
		return wait, nil
	}
	if wait := b.paused.Sub(now); wait > 0 && k == ordinary {
		return wait, nil
	}
	if key == "" {
		return 0, nil
	}
	if b.all[key] == nil {
		b.sweep(now)
		b.all[key] = &bucket{answered: make(chan struct{})}
	}
	return b.all[key].try(now)
}

func (k *bucket) try(now time.Time) (wait time.Duration, answered chan struct{}) {
	if k.known && !k.reset.After(now) {
		k.left = k.limit - k.flying
	}
	switch {
	case k.free:
	case !k.known && k.flying > 0:
		return 0, k.answered
	case k.known && k.left <= 0 && k.reset.After(now):
		return k.reset.Sub(now), nil
	case k.known && k.left <= 0:
		return 0, k.answered // all places are taken by requests in flight
	}
	k.left--
	k.flying++
	return 0, nil
}

// give notes the answer to a request; status is 0 when there was none.
func (b *buckets) give(r request, status int, header http.Header) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if status == http.StatusTooManyRequests {
		switch scopeOf(header) {
		case "global":
			b.paused = now.Add(retryAfter(header))
		case "":
			b.blocked = now.Add(retryAfter(header))
		}
	}
	k := b.all[bucketKey(r)]
	if k == nil {
		return
	}
	k.flying--
	k.learn(status, header, now)
	close(k.answered)
	k.answered = make(chan struct{})
}

// learn reads the limit from an answer.
func (k *bucket) learn(status int, header http.Header, now time.Time) {
	if scope := scopeOf(header); status == http.StatusTooManyRequests && scope != "" && scope != "global" {
		k.known, k.free, k.left = true, false, 0
		k.limit = max(k.limit, 1)
		k.reset = now.Add(retryAfter(header))
		return
	}
	limit, err := strconv.Atoi(header.Get("X-RateLimit-Limit"))
	left, err2 := strconv.Atoi(header.Get("X-RateLimit-Remaining"))
	after, err3 := strconv.ParseFloat(header.Get("X-RateLimit-Reset-After"), 64)
	if err != nil || err2 != nil || err3 != nil || after < 0 || after > 86400 || limit < 1 {
		if status >= 200 && status < 300 && header.Get("X-RateLimit-Limit") == "" {
			k.free = true
		}
		return
	}
	k.known, k.free, k.limit = true, false, limit
	k.left = left - k.flying
	k.reset = now.Add(time.Duration(after * float64(time.Second)))
}

// sweep forgets buckets that hold nothing back any more. The caller holds b.mu.
func (b *buckets) sweep(now time.Time) {
	if len(b.all) < idleBuckets {
		return
	}
	for key, k := range b.all {
		if k.flying == 0 && !k.reset.After(now) {
			delete(b.all, key)
		}
	}
}

// bucketKey names the limit that a request falls under: its method and path, in which
// only the channel, server or token of an interaction stands for itself.
func bucketKey(r request) string {
	if r.kind == callback {
		return ""
	}
	path, _, _ := strings.Cut(r.path, "?")
	parts := strings.Split(path, "/")
	major := 2
	if r.kind == webhook {
		major = 3
	}
	for i, p := range parts {
		if i > major && event.Snowflake(p) {
			parts[i] = "*"
		}
	}
	return r.method + strings.Join(parts, "/")
}
