package local

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"verbatim/index/engine"
)

// A Store is a data directory that generations are written to. It implements [engine.Store].
type Store struct {
	dir string
	log *slog.Logger
}

// NewStore returns the store below dir, which is made when it is first written to. The logger
// gets what goes wrong and does not matter to the caller; nil discards it.
func NewStore(dir string, log *slog.Logger) *Store { return &Store{dir: dir, log: orDiscard(log)} }

// Lock takes the lock of the data directory, opens the live generation, and removes what a
// killed process left.
func (s *Store) Lock(context.Context) (engine.Keeper, error) {
	l, err := takeLock(s.dir)
	if err != nil {
		return nil, err
	}
	k := &keeper{dir: s.dir, log: s.log, lock: l}
	k.openLive()
	if err := removeLeftovers(k.dir, k.last.Version); err != nil {
		k.log.Warn("cannot remove what an interrupted reindex left", "error", err)
	}
	return k, nil
}

// A keeper is the process that has the lock. It implements [engine.Keeper].
type keeper struct {
	dir  string
	log  *slog.Logger
	lock *lock
	live *generation // nil when there is none that can be read
	last engine.Generation
}

// openLive opens the live generation, if there is one that this program can read.
func (k *keeper) openLive() {
	number, err := current(k.dir)
	if errors.Is(err, engine.ErrNoIndex) {
		return
	}
	if err == nil {
		k.live, err = openGeneration(k.dir, number)
	}
	if err != nil {
		m, _ := readMeta(generationDir(k.dir, number))
		k.last = engine.Generation{Version: number, Origin: engine.Origin{Roots: m.Roots, Web: m.Web, Bases: m.Bases}}
		k.log.Warn("the index cannot be read and is built again", "error", err)
		return
	}
	k.last = k.live.described
}

// Live returns the live generation, nil when there is none that can be read.
func (k *keeper) Live() engine.Snapshot {
	if k.live == nil {
		return nil
	}
	return k.live
}

// Last describes the live generation as far as it can be read.
func (k *keeper) Last() *engine.Generation { return &k.last }

// Begin begins the next generation beside the live one.
func (k *keeper) Begin(_ context.Context, s engine.Start) (engine.Draft, error) {
	if err := checkRoom(k.dir, s.Bytes); err != nil {
		return nil, err
	}
	number := k.last.Version + 1
	d := &draft{data: k.dir, number: number, dir: generationDir(k.dir, number), old: k.live, log: k.log}
	if number > 1 {
		d.carried = newCarrier(s.Fresh)
	}
	start := d.startChange
	if s.Fresh {
		start = d.startFresh
	}
	if err := start(s.Origin); err != nil {
		return nil, errors.Join(noRoom(err), d.Abandon())
	}
	return d, nil
}

// Release closes the live generation and gives the lock back.
func (k *keeper) Release() error {
	if k.live != nil {
		_ = k.live.Release()
	}
	return k.lock.release()
}

// removeLeftovers removes all generations but one.
func removeLeftovers(dir string, keep int) error {
	entries, err := os.ReadDir(filepath.Join(dir, generations))
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		if keep > 0 && e.Name() == filepath.Base(generationDir(dir, keep)) {
			continue
		}
		errs = append(errs, os.RemoveAll(filepath.Join(dir, generations, e.Name())))
	}
	if err := os.Remove(filepath.Join(dir, currentFile+".new")); !errors.Is(err, os.ErrNotExist) {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
