package home

import (
	"context"
	"errors"
	"time"

	"verbatim/bot/store"
	"verbatim/cluster"
)

// regainEvery is how often a lock is asked for that was lost.
const regainEvery = time.Second

// hold sees to the lock until the home is closed. A lock is lost when the cluster is away for longer than its expiry, to everybody:
// as long as the journal is this process's it may have the lock back.
func (h *Home) hold(c *cluster.Client, lock *cluster.Lock) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	context.AfterFunc(h.closing, cancel)
	for {
		select {
		case <-ctx.Done():
			h.released = lock.Unlock(context.Background())
			return
		case <-lock.Lost():
		}
		if lock = h.regain(ctx, c); lock == nil {
			if ctx.Err() == nil {
				close(h.lost)
			}
			return
		}
	}
}

// regain takes the lock again, and returns nil when another process has the records, or the home is closed.
func (h *Home) regain(ctx context.Context, c *cluster.Client) *cluster.Lock {
	for {
		g, err := h.Last(ctx)
		if errors.Is(err, store.ErrTaken) || err == nil && !g.Mine {
			return nil
		}
		if err == nil {
			if lock, err := c.Lock(ctx, h.o.records(), h.o.lock(), h.o.Holder, Expiry); err == nil {
				return lock
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(regainEvery):
		}
	}
}
