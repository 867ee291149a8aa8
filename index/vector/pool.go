package vector

import (
	"sync"
	"sync/atomic"
)

// A Pool holds the entries of packs in memory, as a [Set] does those of a file. It is safe for concurrent use.
type Pool struct {
	header Header
	now    atomic.Pointer[Snapshot]

	adding sync.Mutex // guards what follows
	next   Snapshot
}

// NewPool returns a pool without entries.
func NewPool(header Header) (*Pool, error) {
	if err := header.check(); err != nil {
		return nil, err
	}
	p := &Pool{header: header, next: Snapshot{dimension: header.Dimension}}
	p.Publish()
	return p, nil
}

// Header returns what the entries of the pool are.
func (p *Pool) Header() Header { return p.header }

// Add adds the entries of a pack, for the snapshots after the next [Pool.Publish]. It returns how many were left
// out because their checksum was wrong, and [ErrOther] for a pack with another header.
func (p *Pool) Add(pack []byte) (damaged int, err error) {
	p.adding.Lock()
	defer p.adding.Unlock()
	return p.header.Unpack(pack, p.next.add)
}

// Publish lets snapshots have what was added.
func (p *Pool) Publish() {
	p.adding.Lock()
	defer p.adding.Unlock()
	next := p.next
	p.now.Store(&next)
}

// Snapshot returns the entries that were published.
func (p *Pool) Snapshot() *Snapshot { return p.now.Load() }
