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

// State tells what is known of the files of the newest generation; nothing after Close.
func (e *Engine) State() engine.State {
	e.mutex.RLock()
	defer e.mutex.RUnlock()
	if e.live == nil {
		return engine.State{}
	}
	named, _ := disk.Current(e.dir)
	return engine.State{
		Bytes: e.live.seal.Bytes(), Unverified: e.live.unverified.Load().Bytes(),
		Outdated: e.live.described.Outdated, Astray: named != e.live.number,
		Vectors: e.live.lostVectors(e.encoding), Memory: e.live.vectorBytes(),
	}
}
