package local

import (
	"context"
	"sync"
)

// holders counts who holds a generation of an engine, so that work that can wait finds the
// moment when nobody is answering.
type holders struct {
	mutex sync.Mutex
	count int
	none  chan struct{} // closed when nobody holds one any more; nil while nobody does
}

func (h *holders) enter() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.count++; h.count == 1 {
		h.none = make(chan struct{})
	}
}

func (h *holders) leave() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.count--; h.count == 0 {
		close(h.none)
		h.none = nil
	}
}

// wait waits until nobody holds a generation.
func (h *holders) wait(ctx context.Context) error {
	h.mutex.Lock()
	none := h.none
	h.mutex.Unlock()
	if none == nil {
		return ctx.Err()
	}
	select {
	case <-none:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A held generation is one that an engine gave out.
type held struct {
	*generation
	holders *holders
}

// Release gives the generation back.
func (h held) Release() error {
	h.holders.leave()
	return h.generation.Release()
}
