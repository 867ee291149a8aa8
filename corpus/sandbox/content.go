package sandbox

import (
	"errors"
	"io"
	"sync"
)

// A content is a document's bytes, as the child sees them: it asks the parent for what it
// has not. It is an [io.ReaderAt] and, from the start, an [io.Reader].
type content struct {
	ask  func(want) ([]byte, error)
	size int64 // of the document, -1 when unknown

	mu    sync.Mutex
	chunk []byte // the part that was had last
	at    int64  // where it begins
	next  int64  // where Read goes on
}

// readAhead is how many bytes are asked for when one is needed.
const readAhead = 256 << 10

// ReadAt implements [io.ReaderAt].
func (c *content) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, errors.New("read before the start")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for n < len(p) && err == nil {
		var m int
		m, err = c.some(p[n:], off+int64(n))
		n += m
	}
	return n, err
}

// Read implements [io.Reader].
func (c *content) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(p) == 0 {
		return 0, nil
	}
	n, err := c.some(p, c.next)
	c.next += int64(n)
	return n, err
}

// some reads at least one byte.
func (c *content) some(p []byte, off int64) (int, error) {
	if c.size >= 0 && off >= c.size {
		return 0, io.EOF
	}
	if off < c.at || off >= c.at+int64(len(c.chunk)) {
		chunk, err := c.ask(want{off, min(max(len(p), readAhead), maxChunk)})
		if err != nil {
			return 0, err
		}
		if len(chunk) == 0 {
			return 0, io.EOF
		}
		c.chunk, c.at = chunk, off
	}
	return copy(p, c.chunk[off-c.at:]), nil
}
