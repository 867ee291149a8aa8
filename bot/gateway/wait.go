package gateway

import (
	"context"
	"math/rand/v2"
	"time"
)

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
