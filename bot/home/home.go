package home

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"verbatim/bot/store"
	"verbatim/cluster"
)

// Options say which home it is.
type Options struct {
	Corpus   string // the name of the corpus
	Bot      string // the bot's id with Discord
	Store    string // the file name of the store; see [store.Name]
	Replicas int    // further copies of each record; below 0 for one, and none where there is one node
	Holder   string // this process, for people: no other has the name
}

func (o Options) records() string { return o.Corpus + "-bot-" + o.Bot }
func (o Options) claims() string  { return o.Corpus + "-claims-" + o.Bot }
func (o Options) lock() string    { return "lock " + o.Store }

// settings adds to settings of an index what all have.
func (o Options) settings(of object) object {
	of["index.number_of_shards"] = 1
	if o.Replicas < 0 {
		of["index.auto_expand_replicas"] = "0-1"
	} else {
		of["index.number_of_replicas"] = o.Replicas
	}
	return of
}

// Expiry is how long a lock or a claim holds that is not renewed.
const Expiry = 10 * time.Second

// A Home is where the records of one store live. It is safe for concurrent use, and must be closed.
type Home struct {
	c      documents
	o      Options
	writer string        // this Home, among all that ever were
	turn   uint64        // see [entry]
	expiry time.Duration // of claims

	closing  context.Context //nolint:containedctx // that ends when the home is closed
	close    context.CancelFunc
	held     sync.WaitGroup // the lock
	lost     chan struct{}  // closed when another process has the records
	released error          // of the lock

	mu      sync.Mutex
	seen    cluster.Version // of the journal
	last    store.Group     // in it
	made    chan error      // gets what became of its changes; nil when they are made
	tidied  time.Time       // when old claims were last deleted
	deleted atomic.Int32    // how often the disks are still to be freed of what was deleted
}

// Open takes a store's records over. Where another process holds them the error is a [cluster.HeldError]; the client must stay open for as
// long as the home is.
func Open(ctx context.Context, c *cluster.Client, o Options) (*Home, error) {
	docs := client{c}
	if err := makeRoom(ctx, docs, o); err != nil {
		return nil, told("make room for the records", err)
	}
	lock, err := c.Lock(ctx, o.records(), o.lock(), o.Holder, Expiry)
	if err != nil {
		return nil, told("take the records over", err)
	}
	h, err := open(ctx, docs, o)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock(context.WithoutCancel(ctx)))
	}
	h.held.Go(func() { h.hold(c, lock) })
	return h, nil
}

// open takes a store's records over from whoever has them.
func open(ctx context.Context, c documents, o Options) (*Home, error) {
	h := &Home{c: c, o: o, writer: rand.Text(), expiry: Expiry, tidied: time.Now(), lost: make(chan struct{})}
	h.closing, h.close = context.WithCancel(context.Background())
	h.deleted.Store(1) // perhaps the process before was killed
	for {
		switch err := h.take(ctx); {
		case err == nil:
			return h, nil
		case !errors.Is(err, cluster.ErrConflict): // with whoever loses them now
			return nil, told("take the records over", err)
		}
	}
}

// take makes the journal this process's, with the changes that are in it, and makes them.
func (h *Home) take(ctx context.Context) error {
	before, seen, err := h.read(ctx)
	first := errors.Is(err, cluster.ErrNotFound)
	if err != nil && !first {
		return err
	}
	if first {
		before.Home = rand.Text()
	}
	g := h.groupOf(before)
	g.Number, g.Mine = g.Number+1, true
	h.turn = before.Turn
	if first {
		h.seen, err = h.c.Create(ctx, h.o.records(), h.journal(), h.entryOf(g))
	} else {
		h.seen, err = h.c.Replace(ctx, h.o.records(), h.journal(), h.entryOf(g), seen)
	}
	if err != nil {
		return err
	}
	if g.From, h.turn, err = h.from(ctx, before); err != nil {
		return err
	}
	if h.turn != before.Turn || !slices.Equal(g.From, before.From) {
		if h.seen, err = h.c.Replace(ctx, h.o.records(), h.journal(), h.entryOf(g), h.seen); err != nil {
			return err
		}
	}
	h.last = g
	return h.make(ctx, g)
}

// Lost is closed when another process has taken the records over.
func (h *Home) Lost() <-chan struct{} { return h.lost }

// Close lets another process take the records over. It must be called once.
func (h *Home) Close() error {
	h.mu.Lock()
	err := h.settle(context.Background())
	h.mu.Unlock()
	h.close()
	h.held.Wait()
	return errors.Join(err, told("let go of the records", h.released))
}

// told says what failed, and that nobody can be reached where that is why.
func told(what string, err error) error {
	_, away := errors.AsType[*cluster.AwayError](err)
	switch {
	case err == nil:
		return nil
	case away, errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %w: %w", what, store.ErrAway, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// A value is JSON that the cluster does not look into.
type value = json.RawMessage
