package local

import (
	"context"
	"errors"
	"slices"

	"verbatim/index/engine"
	"verbatim/index/local/disk"
)

// Verify compares what opening left unverified of the newest generation with its checksums. Where
// that shows damage the engine answers nothing until there is a newer generation, and the error
// is an [engine.ErrDamaged].
func (e *Engine) Verify(ctx context.Context) error {
	e.mutex.RLock()
	g := e.live
	ok := g != nil && g.hold()
	e.mutex.RUnlock()
	if !ok {
		return engine.ErrClosed
	}
	defer g.Release()
	left := g.unverified.Load()
	if left == nil {
		return nil
	}
	_, err := left.Verify(ctx, disk.All)
	if err == nil {
		g.unverified.Store(nil)
		return nil
	}
	if numbers, _ := newest(e.dir); !slices.Contains(numbers, g.number) {
		return nil // a reindex has replaced it, and removes its files
	}
	g.spoilt.Store(errors.Is(err, engine.ErrDamaged))
	return err
}

// State is what is known of the files of the newest generation.
type State struct {
	Bytes      int64 // that have checksums
	Unverified int64 // of these, those that were not compared with them
	Outdated   bool  // an older version of this program wrote it, perhaps without checksums
	Astray     bool  // the pointer does not name it: it was found without
	Vectors    int   // that are damaged or missing, of the encoding that is understood, though all were made
}

// State tells what is known of the files of the newest generation; nothing after Close.
func (e *Engine) State() State {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return State{}
	}
	named, _ := disk.Current(e.dir)
	return State{
		Bytes: e.live.seal.Bytes(), Unverified: e.live.unverified.Load().Bytes(),
		Outdated: e.live.described.Outdated, Astray: named != e.live.number,
		Vectors: e.live.lostVectors(e.encoding),
	}
}
