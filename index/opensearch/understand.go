package opensearch

import (
	"context"
	"errors"
	"time"

	"verbatim/index/engine"
)

const (
	// loadLimit is for how long whoever asks for vectors, or for a newer generation, waits for vectors to be read into memory. What
	// takes longer goes on between questions.
	loadLimit = 30 * time.Second
	// lookEvery is how often it is looked whether vectors have come.
	lookEvery = 5 * time.Second
)

// unread is what is told where vectors cannot be read.
const unread = "cannot read vectors of meaning: passages are found by words meanwhile"

// Understand tells what questions are encoded with, and reads the vectors that there are, for half a minute at most. What is not
// read then, since they are too many or the cluster is away, is read later, and [Engine.State] tells so.
func (e *Engine) Understand(encoding engine.Encoding) error {
	e.mutex.Lock()
	e.meaning = encoding
	e.mutex.Unlock()
	if err := e.look(context.Background()); err != nil {
		e.log.Error(unread, "error", err)
	}
	return nil
}

// look reads the vectors of the live generation that have come.
func (e *Engine) look(ctx context.Context) error {
	e.mutex.RLock()
	g := e.live
	e.mutex.RUnlock()
	if g == nil {
		return nil // closed
	}
	return e.load(ctx, g)
}

// load reads the vectors of a generation that have come, and tells how many there are. That it takes too long is no error.
func (e *Engine) load(ctx context.Context, g *generation) error {
	ctx, cancel := context.WithTimeout(ctx, loadLimit)
	defer cancel()
	e.mutex.RLock()
	encoding := e.meaning
	e.mutex.RUnlock()
	began, first := time.Now(), !g.loaded.Load()
	news, err := g.load(ctx, encoding)
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		e.log.Info("vectors of meaning are still being read", "generation", g.described.Version)
		return nil
	}
	if err != nil {
		return err
	}
	if first && news {
		m := g.meanings.Load()
		e.log.Info("vectors of meaning are in memory", "vectors", m.vectors.Len(), "bytes", m.bytes(), "took", time.Since(began).Round(time.Millisecond))
	}
	if lost := g.lost.Load(); first && lost > 0 {
		e.log.Warn("vectors of meaning are damaged or missing: verbatim reindex makes them again, and so does serve", "vectors", lost)
	}
	return nil
}

// State tells what is known of the newest generation beside its contents; nothing after Close. It asks nobody: whether the
// cluster answers shows every second, when it is looked for a newer one.
func (e *Engine) State() engine.State {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return engine.State{}
	}
	s := engine.State{Away: e.c.Away(), Vectors: int(e.live.lost.Load()), Loading: e.meaning != (engine.Encoding{}) && !e.live.loaded.Load()}
	if m := e.live.meanings.Load(); m != nil {
		s.Memory = m.bytes()
	}
	return s
}
