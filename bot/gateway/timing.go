package gateway

import (
	"context"
	"math/rand/v2"
	"time"
)

// timing holds every length of time that decides something, so that tests can run a
// day's worth of faults in seconds.
type timing struct {
	dial          time.Duration // TCP, TLS and the WebSocket upgrade
	hello         time.Duration // from the upgrade to HELLO
	ready         time.Duration // from HELLO to READY or RESUMED
	open          time.Duration // all of the above: past it, the session is given up
	write         time.Duration // one frame
	goodbye       time.Duration // for Discord's answer to a close frame
	silent        float64       // heartbeat intervals without a word until a connection counts as dead
	identifyEvery time.Duration // between two IDENTIFYs of one rate limit key (gateway.mdx, "Rate Limiting")
	invalidMin    time.Duration // wait after an invalid session, at least (gateway.mdx asks for 1 to 5 s)
	invalidMax    time.Duration
	retryMin      time.Duration // first wait between two connections
	retryMax      time.Duration // longest wait between two connections
	stable        time.Duration // a connection that lived so long resets that wait

	respond time.Duration // life of an interaction before its first answer, with a margin
	request time.Duration // one request with all its retries, when the caller sets no end
	attempt time.Duration // one try of a request
	again   time.Duration // first wait between two tries
}

func defaultTiming() timing {
	return timing{
		dial: 10 * time.Second, hello: 8 * time.Second, ready: 12 * time.Second, open: 40 * time.Second,
		write: 10 * time.Second, goodbye: time.Second, silent: 2.2,
		identifyEvery: 5 * time.Second, invalidMin: time.Second, invalidMax: 5 * time.Second,
		retryMin: time.Second, retryMax: 15 * time.Second, stable: 30 * time.Second,
		respond: 2800 * time.Millisecond, request: 30 * time.Second, attempt: 10 * time.Second,
		again: 250 * time.Millisecond,
	}
}

// backoff is the wait before try n, counted from 0: doubled each time up to most, then
// spread over its upper half so that clients don't come back all at once.
func backoff(n int, first, most time.Duration) time.Duration {
	d := first << min(n, 20)
	if d > most || d <= 0 {
		d = most
	}
	return between(d/2, d)
}

// between is a random length of time.
func between(least, most time.Duration) time.Duration {
	if most <= least {
		return least
	}
	return least + rand.N(most-least)
}

// pause waits, or returns the context's error when that ends before.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
