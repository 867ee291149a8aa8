package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/vector"
)

// Options say where a corpus is kept in a cluster, and how.
type Options struct {
	Name     string        // of the corpus: lower case, as indices are named
	Shards   int           // of each index of a fresh generation; 0 for one
	Replicas int           // copies of each shard beside the first; less than 0 for one, and none where there is one node
	Keep     time.Duration // how long a generation stays that was replaced; 0 for 10 minutes
	Log      *slog.Logger  // gets what goes wrong and does not matter to the caller; nil for nobody
}

func (o Options) log() *slog.Logger {
	if o.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return o.Log
}

func (o Options) keep() time.Duration {
	const usual = 10 * time.Minute
	if o.Keep <= 0 {
		return usual
	}
	return o.Keep
}

// A Store is a corpus in a cluster that generations are written to. It implements [engine.Store].
type Store struct {
	c *cluster.Client
	o Options
}

// NewStore returns the store of a corpus, which is made when it is first written to. The client stays the caller's.
func NewStore(c *cluster.Client, o Options) *Store { return &Store{c, o} }

// Lock takes the lock of the corpus, opens the live generation, and removes generations that a killed process left or that
// were replaced some time ago.
func (s *Store) Lock(ctx context.Context) (engine.Keeper, error) {
	// Reading has less time than changing: whoever waits learns soon where nothing answers.
	if _, err := newest(ctx, s.c, s.o.Name); err != nil && !errors.Is(err, engine.ErrDamaged) {
		return nil, err
	}
	if err := createState(ctx, s.c, s.o); err != nil {
		return nil, err
	}
	l, err := s.lock(ctx, lockName)
	if err != nil {
		return nil, err
	}
	k := &keeper{c: s.c, o: s.o, lock: l}
	if err := k.open(ctx); err != nil {
		return nil, errors.Join(err, k.Release())
	}
	return k, nil
}

// Remove removes the corpus with all that belongs to it.
func (s *Store) Remove(ctx context.Context) error {
	indices, err := s.c.Indices(ctx, s.o.Name+"-g*")
	if err != nil {
		return err
	}
	names := []string{state(s.o.Name)}
	for _, i := range indices {
		if baseOf(i.Name).of(s.o.Name) {
			names = append(names, i.Name)
		}
	}
	return errors.Join(s.c.DeleteIndices(ctx, names...),
		s.c.DeleteTemplate(ctx, s.o.Name+passagesSuffix), s.c.DeleteTemplate(ctx, s.o.Name+librarySuffix))
}

// A keeper is the process that has the lock. It implements [engine.Keeper].
type keeper struct {
	c     *cluster.Client
	o     Options
	lock  *cluster.Lock
	live  *generation // nil when there is none that can be read
	now   base        // what the alias stands for, readable or not
	last  engine.Generation
	first bool // nothing but what was announced tells what the index is made of
}

func (k *keeper) open(ctx context.Context) (err error) {
	if k.now, err = newest(ctx, k.c, k.o.Name); err != nil && !errors.Is(err, engine.ErrDamaged) {
		return err
	}
	k.live, err = openNewest(ctx, k.c, k.o.Name)
	switch {
	case err == nil:
		k.last = k.live.described
	case errors.Is(err, engine.ErrNoIndex), errors.Is(err, engine.ErrDamaged), errors.Is(err, engine.ErrFormat):
		err = k.recall(ctx, err)
	}
	if err != nil {
		return err
	}
	if err := k.clear(ctx); err != nil {
		k.o.log().Warn("cannot remove what is not needed any more", "error", err)
	}
	return nil
}

// recall finds out what the index was made of that cannot be read.
func (k *keeper) recall(ctx context.Context, why error) (err error) {
	if k.now != "" {
		if k.last.Version, err = k.now.number(k.o.Name); err != nil {
			return err
		}
	}
	if !errors.Is(why, engine.ErrNoIndex) {
		k.last.Unsound = why
		k.o.log().Warn("the index cannot be read and is built again", "error", why)
	}
	from, err := readOrigin(ctx, k.c, k.o.Name)
	if err != nil {
		return err
	}
	if from != nil {
		k.last.Origin = *from
	}
	k.last.Lost = from == nil && k.now != ""
	return nil
}

// clear removes the generations but for the live one, and those that were replaced a short time ago.
func (k *keeper) clear(ctx context.Context) error {
	indices, err := k.c.Indices(ctx, k.o.Name+"-g*")
	if err != nil {
		return err
	}
	for _, i := range indices {
		b := baseOf(i.Name)
		if b == k.now || !b.of(k.o.Name) {
			continue
		}
		at, err := retiredAt(ctx, k.c, k.o.Name, b)
		if err != nil {
			return err
		}
		if time.Since(at) < k.o.keep() {
			continue
		}
		if err := k.forget(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

// forget removes a generation, and what is remembered of it beside it.
func (k *keeper) forget(ctx context.Context, b base) error {
	if err := k.c.DeleteIndices(ctx, b.all()...); err != nil {
		return err
	}
	return errors.Join(k.c.Delete(ctx, state(k.o.Name), string(b)), k.c.Delete(ctx, state(k.o.Name), b.vectors()))
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
func (k *keeper) Announce(ctx context.Context, from engine.Origin) error {
	known, err := readOrigin(ctx, k.c, k.o.Name)
	if err != nil || k.live != nil || known != nil {
		return err
	}
	k.first = true
	return writeOrigin(ctx, k.c, k.o.Name, from)
}

// Begin begins the next generation beside the live one. What room the cluster has shows when it is written.
func (k *keeper) Begin(ctx context.Context, s engine.Start) (engine.Draft, error) {
	d := &draft{keeper: k, number: k.last.Version + 1, old: k.live, fresh: s.Fresh || k.live == nil}
	d.base = newBase(k.o.Name, d.number)
	if k.now != "" {
		d.carried = vector.NewCarrier(d.fresh)
	}
	if err := d.begin(ctx, s.Origin); err != nil {
		return nil, errors.Join(fmt.Errorf("begin generation %d: %w", d.number, noRoom(err)), d.Abandon())
	}
	return d, nil
}

// releaseLimit is for how long giving back is tried where whoever did the work waits no more.
const releaseLimit = 10 * time.Second

// Release gives the lock back.
func (k *keeper) Release() error {
	ctx, cancel := context.WithTimeout(context.Background(), releaseLimit)
	defer cancel()
	var err error
	if k.first {
		err = k.c.Delete(ctx, state(k.o.Name), originID)
	}
	return errors.Join(err, k.lock.Unlock(ctx))
}

// The documents of the state, beside the lock and the times when generations were replaced.
const originID = "origin"

// readOrigin returns what is remembered of what the corpus is made of, nil for nothing.
func readOrigin(ctx context.Context, c *cluster.Client, corpus string) (*engine.Origin, error) {
	d, err := c.Get(ctx, state(corpus), originID)
	if errors.Is(err, cluster.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, told(err)
	}
	from := &engine.Origin{}
	if err := json.Unmarshal(d.Source, from); err != nil {
		return nil, nil // as if it were not there: what is read is told anew
	}
	return from, nil
}

func writeOrigin(ctx context.Context, c *cluster.Client, corpus string, from engine.Origin) error {
	_, err := c.Put(ctx, state(corpus), originID, from)
	return err
}

// retirement is when a generation was replaced.
type retirement struct {
	Retired time.Time `json:"retired"`
}

// retiredAt returns when a generation was replaced, long ago where nothing tells that it was.
func retiredAt(ctx context.Context, c *cluster.Client, corpus string, b base) (time.Time, error) {
	d, err := c.Get(ctx, state(corpus), string(b))
	if errors.Is(err, cluster.ErrNotFound) {
		return time.Time{}, nil
	}
	var r retirement
	if err == nil {
		err = json.Unmarshal(d.Source, &r)
	}
	return r.Retired, err
}
