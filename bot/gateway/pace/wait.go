package pace

import (
	"context"
	"math/rand/v2"
	"time"
)

// Backoff is the wait before try n, counted from 0: doubled each time up to most, then
// spread over its upper half so that clients don't come back all at once.
func Backoff(n int, first, most time.Duration) time.Duration {
	d := first << min(n, 20)
	if d > most || d <= 0 {
		d = most
	}
	return Between(d/2, d)
}

// Between is a random length of time.
func Between(least, most time.Duration) time.Duration {
	if most <= least {
		return least
	}
	return least + rand.N(most-least)
}

// Pause waits, or returns the context's error when that ends before.
func Pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
