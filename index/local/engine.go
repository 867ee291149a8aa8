package local

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"verbatim/index/engine"
	"verbatim/index/local/disk"
)

// An Engine answers from the newest generation of a data directory. It implements
// [engine.Engine].
type Engine struct {
	dir      string
	log      *slog.Logger
	mutex    sync.RWMutex
	live     *generation     // nil after Close
	encoding engine.Encoding // of questions
	holders  engine.Holders
	stop     context.CancelFunc
	stopped  chan struct{}
	refused  int // number of a damaged generation, which need not be verified again
}

// followEvery is how often the pointer to the newest generation is looked at. Reading
// a file of a few bytes works on every file system, network drives included.
const followEvery = 500 * time.Millisecond

// verifiedAtOpen is how many bytes of a generation are compared with their checksums before it
// is opened, some hundredths of a second of work. Most have fewer.
const verifiedAtOpen = 256 << 20

// Open opens the newest generation below dir for reading and follows the switch to newer ones,
// each verified whole before. It returns [engine.ErrNoIndex] when there is none yet,
// [engine.ErrUnfinished], [engine.ErrDamaged] or [engine.ErrLost] where there was to be one, and
// [engine.ErrFormat] when a newer version of this program wrote it, or one that is too old. Of the
// first generation 256 MiB are verified, and [Engine.Verify] does the rest. The logger gets what
// happens between questions, such as a switch of generation; nil discards it.
func Open(dir string, log *slog.Logger) (*Engine, error) {
	return openEngine(dir, log, verifiedAtOpen)
}

func openEngine(dir string, log *slog.Logger, most int64) (*Engine, error) {
	g, err := openNewest(context.Background(), dir, most)
	if err != nil {
		return nil, permitted(dir, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	e := &Engine{dir: dir, log: orDiscard(log), live: g, stop: stop, stopped: make(chan struct{})}
	if e.State().Astray {
		e.log.Warn("the index has lost the name of its newest generation", "found", g.number)
	}
	go e.follow(ctx)
	return e, nil
}

func orDiscard(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return log
}

// permitted says what to do about files of another user.
func permitted(dir string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("the index in %s belongs to another user: run verbatim as that user, or give the folder to this one: %w", dir, err)
	}
	return err
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
		if err := e.refresh(ctx); switching.isNew(err) {
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
func (e *Engine) refresh(ctx context.Context) error {
	numbers, err := newest(e.dir)
	if err != nil || len(numbers) == 0 || numbers[0] == e.Version() || numbers[0] == e.refused {
		return err
	}
	g, err := openNewest(ctx, e.dir, disk.All)
	if errors.Is(err, engine.ErrDamaged) {
		e.refused = numbers[0]
	}
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

// Hold returns the newest generation, kept open until it is released. One in which a search has met
// damage, or [Engine.Verify], is an [engine.ErrDamaged].
func (e *Engine) Hold(context.Context) (engine.Snapshot, error) {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return nil, engine.ErrClosed
	}
	if e.live.damaged() {
		return nil, engine.ErrDamaged
	}
	if !e.live.hold() {
		return nil, engine.ErrClosed
	}
	e.holders.Enter()
	return held{e.live, &e.holders}, nil
}

// Idle waits until nobody holds a generation: what can wait, such as making vectors, leaves
// the processor to questions that way.
func (e *Engine) Idle(ctx context.Context) error { return e.holders.Wait(ctx) }

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
