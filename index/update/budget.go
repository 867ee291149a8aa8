package update

import (
	"context"
	"sync"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// A budget bounds the memory of what was read and is not yet written. The input whose turn it
// is to be written may always have one thing under way, an article or a page, however large, so
// that it ends and the others get theirs; they have to wait for room.
type budget struct {
	mu      sync.Mutex
	changed sync.Cond
	left    int64
	first   *share // of the input that is being written
}

// A share is the bytes that one input has of a budget, which guards it.
type share struct{ bytes int64 }

// maxAhead is the estimated bytes of memory that what was read ahead may take, besides the one
// article that is always let through.
const maxAhead = 64 << 20

func newBudget(bytes int64) *budget {
	b := &budget{left: bytes}
	b.changed.L = &b.mu
	return b
}

// turn makes an input the one that is written.
func (b *budget) turn(s *share) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.first = s
	b.changed.Broadcast()
}

// take waits until something of an input may be under way. The error is ctx.Err().
func (b *budget) take(ctx context.Context, s *share, bytes int64) error {
	defer context.AfterFunc(ctx, b.wake)()
	b.mu.Lock()
	defer b.mu.Unlock()
	for ctx.Err() == nil {
		if bytes <= b.left || s == b.first && s.bytes == 0 {
			b.left -= bytes
			s.bytes += bytes
			return nil
		}
		b.changed.Wait()
	}
	return ctx.Err()
}

// wake has all who wait look again.
func (b *budget) wake() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.changed.Broadcast()
}

// give gives back what something took.
func (b *budget) give(s *share, bytes int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left += bytes
	s.bytes -= bytes
	b.changed.Broadcast()
}

// What an article takes besides its text, in bytes, as measured: its blocks, with the passages
// and sentences made of them, and the terms that its document keeps.
const (
	blockCost = 400
	termsCost = 40 // for each byte of text
)

// costOf estimates the bytes of memory that an article takes until it is written.
func costOf(a *corpus.Article) int64 {
	text := int64(len(a.Text))
	return text + blockCost*int64(len(a.Blocks)) + termsCost*min(text, engine.KeptBytes)
}
