package cluster

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// An Action is what becomes of an item.
type Action string

const (
	ActionPut    Action = "index"  // is kept, whatever stands under its id
	ActionCreate Action = "create" // is kept where nothing stands under its id, else what stands there is left
	ActionDelete Action = "delete" // is deleted
)

// An Item is a document on its way into an index.
type Item struct {
	Index  string
	ID     string
	Action Action // "" for ActionPut
	Source []byte // JSON without a line break; nil for a deletion

	// Number, unless it is 0, is that of the change among those of the document: a put or a deletion is left undone where one
	// with the same number or a higher one was made already.
	Number uint64
}

// A BulkConfig says how documents are written. The zero value is good.
type BulkConfig struct {
	Bytes   int // of a request; 0 for 4 MB
	Workers int // requests at once; 0 for 2
}

const (
	defaultBulkBytes   = 4 << 20
	defaultBulkWorkers = 2
	maxBulkItems       = 10_000 // of a request
)

// Counts are what became of the items that were added.
type Counts struct {
	Written int // kept or deleted
	Stood   int // to be created, and stood there already, or were made already by their number
	Retried int // times that an item was sent again, since the cluster had no room for it or a node left
}

// A Bulk writes many documents. It holds few of them at a time: whoever adds faster than the cluster writes has to wait.
// The order in which documents of one id are written is not kept, so that each id should be added once.
// It is for one goroutine, and must be closed.
type Bulk struct {
	c      *Client
	ctx    context.Context //nolint:containedctx // of the whole write, whose workers outlive a call
	fail   context.CancelCauseFunc
	bytes  int
	batch  *batch
	queue  chan *batch
	ended  sync.WaitGroup // workers
	queued sync.WaitGroup // batches

	mu     sync.Mutex
	counts Counts
}

// Bulk begins to write. What is written when the context ends stays written.
func (c *Client) Bulk(ctx context.Context, cfg BulkConfig) *Bulk {
	b := &Bulk{c: c, bytes: cfg.Bytes, batch: &batch{}, queue: make(chan *batch)}
	if b.bytes <= 0 {
		b.bytes = defaultBulkBytes
	}
	workers := cfg.Workers
	if workers <= 0 {
		workers = defaultBulkWorkers
	}
	b.ctx, b.fail = context.WithCancelCause(ctx)
	for range workers {
		b.ended.Go(b.work)
	}
	return b
}

// Add hands over an item. An error may be about an earlier one, and says that the write is in vain.
func (b *Bulk) Add(item Item) error {
	if item.Index == "" || item.ID == "" {
		return fmt.Errorf("write many: item %q of index %q: it needs both", item.ID, item.Index)
	}
	if err := b.batch.add(item); err != nil {
		return err
	}
	if b.batch.size < b.bytes && len(b.batch.items) < maxBulkItems {
		return b.err()
	}
	return b.send()
}

// send queues the items that have come together.
func (b *Bulk) send() error {
	if len(b.batch.items) == 0 {
		return b.err()
	}
	b.queued.Add(1)
	select {
	case b.queue <- b.batch:
		b.batch = &batch{}
		return nil
	case <-b.ctx.Done():
		b.queued.Done()
		return b.err()
	}
}

func (b *Bulk) err() error { return context.Cause(b.ctx) }

// Flush returns when all that was added is on the cluster's disks.
func (b *Bulk) Flush() error {
	err := b.send()
	b.queued.Wait()
	return errors.Join(err, b.failure(err))
}

// failure returns what the workers met with, unless that is known.
func (b *Bulk) failure(known error) error {
	if known != nil {
		return nil
	}
	return b.err()
}

// Close writes what was added, ends the workers, and returns what became of the items. It must be called once, and
// may be after an error.
func (b *Bulk) Close() (Counts, error) {
	err := b.Flush()
	close(b.queue)
	b.ended.Wait()
	b.fail(nil)
	return b.Counts(), err
}

// Counts returns what has become of the items so far. It may be called from any goroutine.
func (b *Bulk) Counts() Counts {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.counts
}

func (b *Bulk) work() {
	for batch := range b.queue {
		counts, err := b.c.writeBatch(b.ctx, batch)
		b.mu.Lock()
		b.counts.Written += counts.Written
		b.counts.Stood += counts.Stood
		b.counts.Retried += counts.Retried
		b.mu.Unlock()
		if err != nil {
			b.fail(err)
		}
		b.queued.Done()
	}
}
