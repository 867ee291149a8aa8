package pdfium

import (
	"errors"

	"github.com/tetratelabs/wazero/experimental"
)

// ErrMemory says that a document needs more than [MaxMemory].
var ErrMemory = errors.New("reading it takes too much memory; divide it, or save it anew in another program")

// A memory is that of the PDFium of the document that is open. Address space for all that it
// may take is had at once, and memory only as it is used, so that it never moves while it grows.
type memory struct {
	all   []byte
	bytes []byte // in use
}

// Allocate implements [experimental.MemoryAllocator].
func (m *memory) Allocate(_, most uint64) experimental.LinearMemory {
	*m = memory{all: reserve(int(min(most, MaxMemory)))}
	return m
}

// Reallocate implements [experimental.LinearMemory].
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.all)) {
		return nil
	}
	m.bytes = m.all[:size]
	return m.bytes
}

// full reports a memory that had little room left.
func (m *memory) full() bool { return len(m.bytes) > MaxMemory/4*3 }

// Free implements [experimental.LinearMemory].
func (m *memory) Free() {
	release(m.all)
	*m = memory{}
}
