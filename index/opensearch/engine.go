package opensearch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"verbatim/cluster"
	"verbatim/corpus"
	"verbatim/index/engine"
)

// An Engine answers from the newest generation of a corpus in a cluster. It implements [engine.Engine].
type Engine struct {
	c       *cluster.Client
	corpus  string
	log     *slog.Logger
	mutex   sync.RWMutex
	live    *generation // nil after Close
	stop    context.CancelFunc
	stopped chan struct{}
}

// followEvery is how often the alias is looked at.
const followEvery = time.Second

// Open opens the newest generation of a corpus, and follows the switch to newer ones. It returns
// [engine.ErrNoIndex] when there is none yet, [engine.ErrUnfinished] or [engine.ErrDamaged] where there was to be one, and
// [engine.ErrFormat] when another version of this program wrote it. The client stays the caller's, and must outlive what is
// held. The logger gets what happens between questions; nil discards it.
func Open(ctx context.Context, c *cluster.Client, o Options) (*Engine, error) {
	g, err := openNewest(ctx, c, o.Name)
	if err != nil {
		return nil, err
	}
	following, stop := context.WithCancel(context.Background())
	e := &Engine{c: c, corpus: o.Name, log: o.log(), live: g, stop: stop, stopped: make(chan struct{})}
	go e.follow(following)
	return e, nil
}

// absent says why there is no generation: there never was one, or it was not finished.
func absent(ctx context.Context, c *cluster.Client, name string) error {
	from, err := readOrigin(ctx, c, name)
	if err != nil {
		return fmt.Errorf("look for an index: %w", err)
	}
	if from == nil || len(from.Roots) == 1 && from.Roots[0] == corpus.Shipped {
		return engine.ErrNoIndex
	}
	return fmt.Errorf("%w %s", engine.ErrUnfinished, strings.Join(from.Roots, ", "))
}

// follow switches to newer generations until ctx ends.
func (e *Engine) follow(ctx context.Context) {
	defer close(e.stopped)
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	told := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := e.refresh(ctx)
		switch {
		case err == nil:
			told = ""
		case ctx.Err() == nil && e.c.Away() == nil && err.Error() != told: // that a cluster is away is told by its client
			told = err.Error()
			e.log.Error("cannot switch to the new index, the old one goes on answering", "error", err)
		}
	}
}

// refresh switches to the newest generation if that is not the live one.
func (e *Engine) refresh(ctx context.Context) error {
	b, err := newest(ctx, e.c, e.corpus)
	if err != nil || b == "" || b == e.now() {
		return err
	}
	g, err := openGeneration(ctx, e.c, e.corpus, b)
	if err != nil {
		return err
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.live != nil { // not closed meanwhile
		e.live = g
		e.log.Info("switched to a new index", "generation", g.described.Version, "articles", g.meta.Totals.Articles)
	}
	return nil
}

func (e *Engine) now() base {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return ""
	}
	return e.live.base
}

// Hold returns the newest generation.
func (e *Engine) Hold(context.Context) (engine.Snapshot, error) {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return nil, engine.ErrClosed
	}
	return e.live, nil
}

// Version returns the number of the generation that answers now, 0 when closed.
func (e *Engine) Version() int {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return 0
	}
	return e.live.described.Version
}

// Understand does nothing: there are no vectors on a cluster.
func (e *Engine) Understand(engine.Encoding) error { return nil }

// Verify reads all that the newest generation holds. Damage is an [engine.ErrDamaged].
func (e *Engine) Verify(ctx context.Context) error {
	s, err := e.Hold(ctx)
	if err != nil {
		return err
	}
	return s.Each(ctx, func(a *engine.Article) error {
		_, err := s.Whole(ctx, a)
		if err == nil {
			_, err = s.Passages(ctx, a, 0, a.Passages)
		}
		return err
	})
}

// Close ends the following.
func (e *Engine) Close() error {
	e.stop()
	<-e.stopped
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.live = nil
	return nil
}

// noRoom makes an [engine.ErrNoRoom] of what a cluster says whose disks are full.
func noRoom(err error) error {
	fault, ok := errors.AsType[*cluster.Fault](err)
	if ok && (fault.Type == "disk_usage_exceeded_exception" || strings.Contains(fault.Reason, "flood-stage watermark") || strings.Contains(fault.Reason, "no space left")) {
		return fmt.Errorf("%w: %w", engine.ErrNoRoom, err)
	}
	return err
}
