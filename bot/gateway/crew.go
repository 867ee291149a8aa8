package gateway

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"verbatim/bot/gateway/event"
)

// A class parts the events, so that too many of one do not cost the other.
type class int

const (
	urgent class = iota // interactions, which die after three seconds
	normal
	classes
)

// A job is one call of a handler.
type job struct {
	name  string // of the event, for the log
	key   string // jobs with the same key run one after the other; "" runs at any time
	class class
	at    time.Time // when the event came
	run   func(context.Context)
}

// A crew runs each job at once, in a goroutine of its own: most of the time a handler waits,
// for Discord's answers or for its turn to work, and nobody else is to wait for that. Jobs
// that are too many are dropped, counted and logged: keeping them would take ever more
// memory, and waiting would stop the reading of heartbeats, which Discord takes for death.
type crew struct {
	log    *slog.Logger
	counts *counts
	limit  int // of jobs at work, for each class

	mu      sync.Mutex
	ctx     context.Context // of the jobs
	working [classes]int    // running, or held back by their key
	chains  map[string][]job
	closed  bool
	told    time.Time // when a drop was last logged
	jobs    sync.WaitGroup
}

func newCrew(limit int, log *slog.Logger, counts *counts) *crew {
	return &crew{limit: limit, log: log, counts: counts, ctx: context.Background(), chains: map[string][]job{}}
}

// start sets the context of all jobs to come.
func (c *crew) start(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ctx = ctx
}

// add runs a job, or puts it behind the one that runs with its key, or drops it.
func (c *crew) add(j job) {
	j.at = time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.working[j.class] >= c.limit {
		c.drop(j)
		return
	}
	c.counts.events.Add(1)
	c.working[j.class]++
	if j.key != "" {
		if chain, busy := c.chains[j.key]; busy {
			c.chains[j.key] = append(chain, j)
			return
		}
		c.chains[j.key] = nil
	}
	ctx := c.ctx
	c.jobs.Go(func() { c.work(ctx, j) })
}

// drop counts a lost event and says so, at most every ten seconds. The caller holds c.mu.
func (c *crew) drop(j job) {
	c.counts.dropped.Add(1)
	if time.Since(c.told) < 10*time.Second {
		return
	}
	c.told = time.Now()
	reason := "too many events are worked on"
	if c.closed {
		reason = "the bot is stopping"
	}
	c.log.Warn("event dropped", "event", j.name, "reason", reason, "working", c.working[j.class], "dropped", c.counts.dropped.Load())
}

// work runs a job, and then those behind it.
func (c *crew) work(ctx context.Context, j job) {
	for more := true; more; {
		c.call(ctx, j)
		j, more = c.next(j)
	}
}

// next takes a job off, frees its key, or takes the next job that waits for that.
func (c *crew) next(done job) (job, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.working[done.class]--
	if done.key == "" {
		return job{}, false
	}
	chain := c.chains[done.key]
	if len(chain) == 0 {
		delete(c.chains, done.key)
		return job{}, false
	}
	c.chains[done.key] = chain[1:]
	return chain[0], true
}

// call runs a job and survives its panic.
func (c *crew) call(ctx context.Context, j job) {
	defer func() {
		if r := recover(); r != nil {
			c.counts.panics.Add(1)
			c.log.Error("handler panicked", "event", j.name, "panic", r, "stack", string(debug.Stack()))
		}
	}()
	j.run(event.Arrived(ctx, j.at))
}

// drain takes no more jobs, waits for those it has, and returns whether all ended in time.
func (c *crew) drain(grace time.Duration) bool {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	done := make(chan struct{})
	go func() {
		c.jobs.Wait()
		close(done)
	}()
	select {
	case <-done:
		return true
	case <-time.After(grace):
		return false
	}
}

// size is how many events are worked on.
func (c *crew) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.working[urgent] + c.working[normal]
}
