package engine

import (
	"context"
	"sync"
)

// Holders counts who holds a generation of an engine, so that work that can wait finds the
// moment when nobody is answering. The zero value counts nobody. It is safe for concurrent use.
type Holders struct {
	mutex sync.Mutex
	count int
	none  chan struct{} // closed when nobody holds one any more; nil while nobody does
}

// Enter notes that somebody holds one more.
func (h *Holders) Enter() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.count++; h.count == 1 {
		h.none = make(chan struct{})
	}
}

// Leave notes that somebody has released one.
func (h *Holders) Leave() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.count--; h.count == 0 {
		close(h.none)
		h.none = nil
	}
}

// Wait waits until nobody holds a generation.
func (h *Holders) Wait(ctx context.Context) error {
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
