package local

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"verbatim/index/engine"
)

// An Engine answers from the newest generation of a data directory. It implements
// [engine.Engine].
type Engine struct {
	dir      string
	log      *slog.Logger
	mutex    sync.RWMutex
	live     *generation     // nil after Close
	encoding engine.Encoding // of questions
	holders  holders
	stop     context.CancelFunc
	stopped  chan struct{}
}

// followEvery is how often the pointer to the newest generation is looked at. Reading
// a file of a few bytes works on every file system, network drives included.
const followEvery = 500 * time.Millisecond

// Open opens the newest generation below dir for reading and follows the switch to
// newer ones. It returns [engine.ErrNoIndex] when there is none yet and [engine.ErrFormat]
// when another version of this program wrote it. The logger gets what happens between
// questions, such as a switch of generation; nil discards it.
func Open(dir string, log *slog.Logger) (*Engine, error) {
	g, err := openNewest(dir)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	e := &Engine{dir: dir, log: orDiscard(log), live: g, stop: stop, stopped: make(chan struct{})}
	go e.follow(ctx)
	return e, nil
}

func orDiscard(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return log
}

// openNewest opens the generation that the pointer names. A reindex may switch and
// remove the old one while it is being opened: then the new one is tried.
func openNewest(dir string) (*generation, error) {
	for {
		number, err := current(dir)
		if err != nil {
			return nil, err
		}
		g, err := openGeneration(dir, number)
		if err == nil {
			return g, nil
		}
		if now, again := current(dir); again != nil || now == number {
			return nil, err
		}
	}
}

// follow switches to newer generations until ctx ends.
func (e *Engine) follow(ctx context.Context) {
	defer close(e.stopped)
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	var switching, reading complaint
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := e.refresh(); switching.isNew(err) {
			e.log.Error("cannot switch to the new index, the old one goes on answering", "error", err)
		}
		if err := e.readVectors(); reading.isNew(err) {
			e.log.Error("cannot read new vectors", "error", err)
		}
	}
}

// A complaint is the last error that was told, so that it is told once and not twice a second.
type complaint struct{ last string }

// isNew reports whether an error has to be told.
func (c *complaint) isNew(err error) bool {
	if err == nil || err.Error() == c.last {
		return false
	}
	c.last = err.Error()
	return true
}

// Understand tells what questions are encoded with, and reads the vectors that there are.
func (e *Engine) Understand(encoding engine.Encoding) error {
	e.mutex.Lock()
	e.encoding = encoding
	e.mutex.Unlock()
	return e.readVectors()
}

// readVectors reads the vectors of the live generation that have come.
func (e *Engine) readVectors() error {
	e.mutex.RLock()
	g, encoding := e.live, e.encoding
	held := g != nil && g.hold()
	e.mutex.RUnlock()
	if !held {
		return nil // closed
	}
	return errors.Join(g.readVectors(encoding), g.Release())
}

// refresh switches to the newest generation if that is not the live one.
func (e *Engine) refresh() error {
	number, err := current(e.dir)
	if err != nil || number == e.Version() {
		return err
	}
	g, err := openNewest(e.dir)
	if err != nil {
		return err
	}
	e.mutex.RLock()
	encoding := e.encoding
	e.mutex.RUnlock()
	if err := g.readVectors(encoding); err != nil {
		e.log.Error("cannot read the vectors of the new index", "error", err)
	}
	e.mutex.Lock()
	old := e.live
	if old == nil { // closed meanwhile
		e.mutex.Unlock()
		return g.Release()
	}
	e.live = g
	e.mutex.Unlock()
	e.log.Info("switched to a new index", "generation", g.number, "articles", g.meta.Totals.Articles)
	return old.Release()
}

// Hold returns the newest generation, kept open until it is released.
func (e *Engine) Hold(context.Context) (engine.Snapshot, error) {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil || !e.live.hold() {
		return nil, engine.ErrClosed
	}
	e.holders.enter()
	return held{e.live, &e.holders}, nil
}

// Idle waits until nobody holds a generation: what can wait, such as making vectors, leaves
// the processor to questions that way.
func (e *Engine) Idle(ctx context.Context) error { return e.holders.wait(ctx) }

// Version returns the number of the generation that answers now, 0 when closed.
func (e *Engine) Version() int {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return 0
	}
	return e.live.number
}

// Close ends the following and closes the generation when its last query has ended.
func (e *Engine) Close() error {
	e.stop()
	<-e.stopped
	e.mutex.Lock()
	g := e.live
	e.live = nil
	e.mutex.Unlock()
	if g == nil {
		return nil
	}
	return g.Release()
}
