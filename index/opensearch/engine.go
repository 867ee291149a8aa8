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
	live    *generation     // nil after Close
	meaning engine.Encoding // of questions
	holders engine.Holders
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

// follow switches to newer generations, and reads vectors that come, until ctx ends.
func (e *Engine) follow(ctx context.Context) {
	defer close(e.stopped)
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	var switching, reading complaint
	var looked time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := e.refresh(ctx); e.matters(ctx, err) && switching.isNew(err) {
			e.log.Error("cannot switch to the new index, the old one goes on answering", "error", err)
		}
		if time.Since(looked) < lookEvery && !e.State().Loading {
			continue
		}
		looked = time.Now()
		if err := e.look(ctx); e.matters(ctx, err) && reading.isNew(err) {
			e.log.Error(unread, "error", err)
		}
	}
}

// matters reports whether an error is worth telling: that a cluster is away is told by its client.
func (e *Engine) matters(ctx context.Context, err error) bool {
	return err != nil && ctx.Err() == nil && e.c.Away() == nil
}

// A complaint is the last error that was told, so that it is told once and not every second.
type complaint struct{ last string }

func (c *complaint) isNew(err error) bool {
	if err.Error() == c.last {
		return false
	}
	c.last = err.Error()
	return true
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
	if err := e.load(ctx, g); e.matters(ctx, err) {
		e.log.Error(unread, "error", err)
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
	e.holders.Enter()
	return held{e.live, &e.holders}, nil
}

// A held generation is one that an engine gave out.
type held struct {
	*generation
	holders *engine.Holders
}

// Release gives the generation back.
func (h held) Release() error {
	h.holders.Leave()
	return h.generation.Release()
}

// Idle waits until nobody holds a generation: what can wait, such as making vectors, leaves the processor to questions
// that way.
func (e *Engine) Idle(ctx context.Context) error { return e.holders.Wait(ctx) }

// Version returns the number of the generation that answers now, 0 when closed.
func (e *Engine) Version() int {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return 0
	}
	return e.live.described.Version
}

// Verify reads all that the newest generation holds. Damage is an [engine.ErrDamaged].
func (e *Engine) Verify(ctx context.Context) error {
	s, err := e.Hold(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.Release() }()
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
