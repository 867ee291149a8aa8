package gateway

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"verbatim/bot/gateway/event"
)

// A class orders the events that wait for a worker.
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

// A pool runs jobs on a fixed number of workers. Jobs that find their queue full are
// dropped, counted and logged: keeping them would take ever more memory, and waiting for
// room would stop the reading of heartbeats, which Discord takes for death.
type pool struct {
	log    *slog.Logger
	counts *counts
	limit  int // of jobs that wait, for each class

	mu      sync.Mutex
	wake    *sync.Cond
	queues  [classes][]job
	waiting [classes]int     // queued, or held back by their key
	chains  map[string][]job // key of a running job → the jobs behind it
	closed  bool
	told    time.Time // when a drop was last logged
	workers sync.WaitGroup
}

func newPool(limit int, log *slog.Logger, counts *counts) *pool {
	p := &pool{log: log, counts: counts, limit: limit, chains: map[string][]job{}}
	p.wake = sync.NewCond(&p.mu)
	return p
}

// start lets n workers begin. One in four looks after ordinary events first, so that a
// flood of interactions does not starve them.
func (p *pool) start(ctx context.Context, n int) {
	for i := range n {
		first := urgent
		if i%4 == 3 {
			first = normal
		}
		p.workers.Go(func() { p.work(ctx, first) })
	}
}

// add queues a job or drops it.
func (p *pool) add(j job) {
	j.at = time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.waiting[j.class] >= p.limit {
		p.drop(j)
		return
	}
	p.counts.events.Add(1)
	p.waiting[j.class]++
	p.queues[j.class] = append(p.queues[j.class], j)
	p.wake.Signal()
}

// drop counts a lost event and says so, at most every ten seconds.
func (p *pool) drop(j job) {
	p.counts.dropped.Add(1)
	if time.Since(p.told) < 10*time.Second {
		return
	}
	p.told = time.Now()
	reason := "too many events are waiting"
	if p.closed {
		reason = "the bot is stopping"
	}
	p.log.Warn("event dropped", "event", j.name, "reason", reason, "waiting", p.waiting[j.class], "dropped", p.counts.dropped.Load())
}

func (p *pool) work(ctx context.Context, first class) {
	for {
		j, ok := p.next(first)
		if !ok {
			return
		}
		for ok {
			p.call(ctx, j)
			j, ok = p.behind(j.key)
		}
	}
}

// next takes a job that may run now. It returns false when the pool is closed and empty.
func (p *pool) next(first class) (job, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		for _, c := range [...]class{first, 1 - first} {
			if j, ok := p.pop(c); ok {
				return j, true
			}
		}
		if p.closed && len(p.queues[urgent])+len(p.queues[normal]) == 0 {
			return job{}, false
		}
		p.wake.Wait()
	}
}

// pop takes the first job of a queue whose key is free; the others it puts behind the
// running job with their key.
func (p *pool) pop(c class) (job, bool) {
	for len(p.queues[c]) > 0 {
		j := p.queues[c][0]
		p.queues[c][0] = job{} // let go of what it holds
		p.queues[c] = p.queues[c][1:]
		if j.key != "" {
			if chain, busy := p.chains[j.key]; busy {
				p.chains[j.key] = append(chain, j)
				continue
			}
			p.chains[j.key] = nil
		}
		p.waiting[c]--
		return j, true
	}
	return job{}, false
}

// behind frees a key, or takes the next job that waits for it.
func (p *pool) behind(key string) (job, bool) {
	if key == "" {
		return job{}, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	chain := p.chains[key]
	if len(chain) == 0 {
		delete(p.chains, key)
		return job{}, false
	}
	p.chains[key] = chain[1:]
	p.waiting[chain[0].class]--
	return chain[0], true
}

// call runs a job and survives its panic.
func (p *pool) call(ctx context.Context, j job) {
	defer func() {
		if r := recover(); r != nil {
			p.counts.panics.Add(1)
			p.log.Error("handler panicked", "event", j.name, "panic", r, "stack", string(debug.Stack()))
		}
	}()
	j.run(event.Arrived(ctx, j.at))
}

// drain takes no more jobs, waits for those it has, and returns whether all ended in time.
func (p *pool) drain(grace time.Duration) bool {
	p.mu.Lock()
	p.closed = true
	p.wake.Broadcast()
	p.mu.Unlock()
	done := make(chan struct{})
	go func() {
		p.workers.Wait()
		close(done)
	}()
	select {
	case <-done:
		return true
	case <-time.After(grace):
		return false
	}
}

// depth is how many events wait.
func (p *pool) depth() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.waiting[urgent] + p.waiting[normal]
}
