package home

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"verbatim/cluster"
)

const (
	claimsKept = 24 * time.Hour // longer than Discord tells an event again
	tidyEvery  = time.Hour
)

// A claim is the document that says that somebody sees to an event.
type claim struct {
	By   string    `json:"by"` // one claim among all that ever were
	At   time.Time `json:"at"`
	Done bool      `json:"done,omitempty"`
}

// Claim makes an event of Discord this process's, and reports whether it is. Another process that has it is waited for: until it is done,
// and Claim returns false, or has not renewed its claim for an expiry, and the event is this one's. done must be called once the event is seen to.
func (h *Home) Claim(ctx context.Context, event string) (done func(), mine bool, err error) {
	c := &claiming{h: h, event: event, expiry: h.expiry, stop: make(chan struct{})}
	mine, err = c.take(ctx)
	if err != nil || !mine {
		return nil, false, told("claim an event", err)
	}
	c.stopped.Go(c.renew)
	return c.done, true, nil
}

// claiming is what a process knows of its claim to an event.
type claiming struct {
	h       *Home
	event   string
	expiry  time.Duration
	stop    chan struct{}
	stopped sync.WaitGroup
	doc     claim
	seen    cluster.Version
}

// take makes the event this process's, and reports whether it is.
func (c *claiming) take(ctx context.Context) (bool, error) {
	for {
		c.doc = claim{By: rand.Text(), At: time.Now().UTC()}
		var err error
		if c.seen == (cluster.Version{}) {
			c.seen, err = c.h.c.Create(ctx, c.h.o.claims(), c.event, c.doc)
		} else {
			c.seen, err = c.h.c.Replace(ctx, c.h.o.claims(), c.event, c.doc, c.seen)
		}
		if !errors.Is(err, cluster.ErrConflict) {
			return err == nil, err
		}
		free, err := c.watch(ctx)
		if err != nil || !free {
			return false, err
		}
	}
}

// watch waits until nobody has renewed a claim for an expiry, and returns false when it is done instead. Clocks need not agree.
func (c *claiming) watch(ctx context.Context) (free bool, err error) {
	const looks = 5 // in an expiry
	c.seen = cluster.Version{}
	for unchanged := 0; unchanged <= looks; unchanged++ {
		has, seen, err := c.read(ctx)
		if errors.Is(err, cluster.ErrNotFound) {
			c.seen = cluster.Version{}
			return true, nil
		}
		if err != nil || has.Done {
			return false, err
		}
		if seen != c.seen {
			c.seen, unchanged = seen, 0
		}
		select {
		case <-time.After(c.expiry / looks):
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
	return true, nil
}

// renew renews the claim until it is done, or somebody else's.
func (c *claiming) renew() {
	const often = 3 // renewals in an expiry
	tick := time.NewTicker(c.expiry / often)
	defer tick.Stop()
	for {
		select {
		case <-c.stop:
			return
		case <-tick.C:
			if errors.Is(c.write(), cluster.ErrConflict) {
				return
			}
		}
	}
}

// write writes the claim as it is now. An attempt before whose answer was lost may have come through.
func (c *claiming) write() error {
	c.doc.At = time.Now().UTC()
	ctx := context.Background()
	seen, err := c.h.c.Replace(ctx, c.h.o.claims(), c.event, c.doc, c.seen)
	if errors.Is(err, cluster.ErrConflict) {
		if now, ours := c.stands(ctx); ours {
			seen, err = c.h.c.Replace(ctx, c.h.o.claims(), c.event, c.doc, now)
		}
	}
	if err == nil {
		c.seen = seen
	}
	return err
}

// stands returns the version of the claim in the cluster, and reports whether it is this one.
func (c *claiming) stands(ctx context.Context) (cluster.Version, bool) {
	has, seen, err := c.read(ctx)
	return seen, err == nil && has.By == c.doc.By
}

// read returns the claim to the event as it is in the cluster, whosever it is.
func (c *claiming) read(ctx context.Context) (has claim, seen cluster.Version, err error) {
	d, err := c.h.c.Get(ctx, c.h.o.claims(), c.event)
	if err == nil {
		err = json.Unmarshal(d.Source, &has)
	}
	return has, d.Version, err
}

// done notes that the event was seen to. Where that fails whoever waits for it sees to it once more; that it was somebody else's meanwhile changes nothing.
func (c *claiming) done() {
	close(c.stop)
	c.stopped.Wait()
	c.doc.Done = true
	_ = c.write() // nobody is left to be told
}

// tidy deletes old claims now and then.
func (h *Home) tidy(ctx context.Context, now time.Time) error {
	h.mu.Lock()
	due := now.Sub(h.tidied) >= tidyEvery
	if due {
		h.tidied = now
	}
	h.mu.Unlock()
	if !due {
		return nil
	}
	old := object{"range": object{"at": object{"lt": now.Add(-claimsKept).UTC().Format(time.RFC3339)}}}
	_, err := h.c.DeleteByQuery(ctx, h.o.claims(), old)
	if errors.Is(err, cluster.ErrConflict) { // another process deletes them, too
		return nil
	}
	return told("delete old claims", err)
}
