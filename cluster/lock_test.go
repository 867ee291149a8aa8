//go:build opensearch

package cluster_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/cluster"
)

func TestLock(t *testing.T) {
	c, prefix := shared(t)
	ctx, index := t.Context(), lockIndex(t, c, prefix)
	lock, err := c.Lock(ctx, index, "reindex", "host-1 (pid 7)", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Lock(ctx, index, "reindex", "host-2 (pid 8)", time.Minute)
	if held, ok := errors.AsType[*cluster.HeldError](err); !ok || held.Holder != "host-1 (pid 7)" || !strings.Contains(err.Error(), "host-1") {
		t.Errorf("a second holder: %v", err)
	}
	if err := errors.Join(lock.Renew(ctx), lock.Renew(ctx), lock.Unlock(ctx)); err != nil {
		t.Error(err)
	}
	again, err := c.Lock(ctx, index, "reindex", "host-2 (pid 8)", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Unlock(ctx); err != nil {
		t.Error(err)
	}
}

func lockIndex(t *testing.T, c *cluster.Client, prefix string) string {
	t.Helper()
	index := prefix + "locks"
	err := c.CreateIndex(t.Context(), index, map[string]any{"settings": map[string]any{"number_of_shards": 1, "number_of_replicas": 0}})
	if err != nil {
		t.Fatal(err)
	}
	return index
}

// TestLockOne has many want a lock whose holder has died: one of them gets it.
func TestLockOne(t *testing.T) {
	c, prefix := shared(t)
	ctx, index := t.Context(), lockIndex(t, c, prefix)
	const expiry = 2 * time.Second
	dead := map[string]any{"holder": "dead", "until": time.Now().Add(-time.Hour)}
	if _, err := c.Create(ctx, index, "reindex", dead); err != nil {
		t.Fatal(err)
	}
	var (
		all  sync.WaitGroup
		mu   sync.Mutex
		have []*cluster.Lock
	)
	for _, holder := range []string{"a", "b", "c", "d"} {
		all.Go(func() {
			lock, err := c.Lock(ctx, index, "reindex", holder, expiry)
			if _, held := errors.AsType[*cluster.HeldError](err); err != nil && !held {
				t.Error(err)
			}
			if err == nil {
				mu.Lock()
				defer mu.Unlock()
				have = append(have, lock)
			}
		})
	}
	all.Wait()
	if len(have) != 1 {
		t.Fatalf("%d hold the lock", len(have))
	}
	if err := have[0].Unlock(ctx); err != nil {
		t.Error(err)
	}
}

// TestLockOfAnotherClock wants a lock whose holder has died, and had a clock that was wrong by hours.
func TestLockOfAnotherClock(t *testing.T) {
	c, prefix := shared(t)
	ctx, index := t.Context(), lockIndex(t, c, prefix)
	if _, err := c.Create(ctx, index, "reindex", map[string]any{"holder": "dead", "until": time.Now().Add(3 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	lock, err := c.Lock(ctx, index, "reindex", "me", time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.Unlock(ctx); err != nil {
		t.Error(err)
	}
}

// TestLockLost has somebody else write over a lock: the holder learns of it, and leaves the other's alone.
func TestLockLost(t *testing.T) {
	c, prefix := shared(t)
	ctx, index := t.Context(), lockIndex(t, c, prefix)
	lock, err := c.Lock(ctx, index, "reindex", "me", 3*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Put(ctx, index, "reindex", map[string]any{"holder": "you", "until": time.Now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	<-lock.Lost()
	if err := lock.Renew(ctx); !errors.Is(err, cluster.ErrLost) {
		t.Errorf("Renew: %v", err)
	}
	if err := lock.Unlock(ctx); err != nil {
		t.Error(err)
	}
	if d, err := c.Get(ctx, index, "reindex"); err != nil || !strings.Contains(string(d.Source), "you") {
		t.Errorf("the other's lock: %s, %v", d.Source, err)
	}
}
