package local

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"reflect"
	"slices"

	"verbatim/index/engine"
	"verbatim/index/local/disk"
)

// A Store is a data directory that generations are written to. It implements [engine.Store].
type Store struct {
	dir string
	log *slog.Logger
}

// NewStore returns the store below dir, which is made when it is first written to. The logger
// gets what goes wrong and does not matter to the caller; nil discards it.
func NewStore(dir string, log *slog.Logger) *Store { return &Store{dir: dir, log: orDiscard(log)} }

// Lock takes the lock of the data directory, opens the live generation after it was verified
// whole, and removes what a killed process left. A generation that is damaged, or of a format
// that cannot be read, is none: the next one is built from nothing. One that cannot be read now,
// because of a missing right or a limit of the process, is an error.
func (s *Store) Lock(ctx context.Context) (engine.Keeper, error) {
	l, err := disk.Acquire(s.dir)
	if err != nil {
		return nil, err
	}
	k := &keeper{dir: s.dir, log: s.log, lock: l}
	if err := k.open(ctx); err != nil {
		return nil, errors.Join(permitted(s.dir, err), k.Release())
	}
	return k, nil
}

// A keeper is the process that has the lock. It implements [engine.Keeper].
type keeper struct {
	dir    string
	log    *slog.Logger
	lock   *disk.Lock
	live   *generation // nil when there is none that can be read
	last   engine.Generation
	newest int  // number of the newest generation that has a folder, 0 when none has
	first  bool // nothing but what was announced tells what the index is made of
}

// open opens the live generation, and mends what does not need a new one.
func (k *keeper) open(ctx context.Context) (err error) {
	k.live, err = openNewest(ctx, k.dir, disk.All)
	switch {
	case err == nil:
		k.last, k.newest = k.live.described, k.live.number
		return k.mend()
	case errors.Is(err, engine.ErrNoIndex), errors.Is(err, engine.ErrDamaged), errors.Is(err, engine.ErrLost), errors.Is(err, engine.ErrFormat):
		return k.recall(err)
	}
	return err
}

// mend sees to it that the pointer names the live generation, that what it was made of stands
// beside it, and that nothing else does.
func (k *keeper) mend() error {
	named, err := disk.Current(k.dir)
	if err == nil && named != k.live.number {
		k.log.Warn("the index had lost the name of its newest generation", "found", k.live.number)
		err = k.lock.Point(k.live.number)
	}
	if err != nil {
		return err
	}
	from, err := disk.ReadOrigin(k.dir)
	if err == nil && k.live.seal == nil {
		k.last.Origin = from // which has a checksum, and the generation has none
	}
	if err != nil || !reflect.DeepEqual(from, k.last.Origin) {
		if err := k.lock.WriteOrigin(k.last.Origin); err != nil {
			k.log.Warn("cannot remember what the index is made of beside it", "error", err)
		}
	}
	if err := k.lock.RemoveOthers(k.live.number); err != nil {
		k.log.Warn("cannot remove what an interrupted reindex left", "error", err)
	}
	return nil
}

// recall finds out what the index was made of that cannot be read, or was not finished. Nothing
// that was finished is removed before there is another in its place.
func (k *keeper) recall(why error) error {
	numbers, err := disk.Generations(k.dir)
	if err != nil {
		return err
	}
	if len(numbers) > 0 {
		k.newest = numbers[0]
	}
	k.last.Version = k.newest
	blank, err := disk.Blank(k.dir)
	if err != nil || blank {
		return err
	}
	k.log.Warn("the index cannot be read and is built again", "error", why)
	if !errors.Is(why, engine.ErrNoIndex) {
		k.last.Unsound = why
	}
	k.last.Origin, err = originOf(k.dir)
	k.last.Lost = errors.Is(err, engine.ErrLost)
	if err != nil {
		if k.last.Lost {
			return nil
		}
		return err
	}
	return k.clear(numbers)
}

// clear removes the generations that were not finished.
func (k *keeper) clear(numbers []int) error {
	keep, err := newest(k.dir)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if slices.Contains(keep, n) {
			continue
		}
		if err := k.lock.Remove(n); err != nil {
			k.log.Warn("cannot remove what an interrupted reindex left", "error", err)
		}
	}
	return nil
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

// Announce remembers what the index is going to be made of, where nothing tells that yet.
func (k *keeper) Announce(_ context.Context, from engine.Origin) error {
	_, err := disk.ReadOrigin(k.dir)
	if k.live != nil || !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	k.first = true
	return disk.NoRoom(k.lock.WriteOrigin(from))
}

// Begin begins the next generation beside the live one.
func (k *keeper) Begin(_ context.Context, s engine.Start) (engine.Draft, error) {
	if err := disk.CheckRoom(k.dir, s.Bytes); err != nil {
		return nil, err
	}
	d := &draft{keeper: k, number: k.newest + 1, dir: disk.Generation(k.dir, k.newest+1), old: k.live}
	if k.newest > 0 {
		d.oldDir = disk.Generation(k.dir, k.newest)
		d.carried = newCarrier(s.Fresh, k.live)
	}
	start := d.startChange
	if s.Fresh {
		start = d.startFresh
	}
	if err := start(s.Origin); err != nil {
		return nil, errors.Join(disk.NoRoom(err), d.Abandon())
	}
	return d, nil
}

// Release closes the live generation and gives the lock back.
func (k *keeper) Release() error {
	if k.live != nil {
		_ = k.live.Release()
	}
	var err error
	if k.first {
		err = k.lock.ForgetOrigin()
	}
	return errors.Join(err, k.lock.Release())
}
