package sandbox

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sync/semaphore"
)

// A Command starts a child: a program that calls [Serve].
type Command struct {
	Path string   // of the program
	Name string   // argument 0
	Args []string // the others
	Env  []string // NAME=value pairs, all there is but for Go's own
}

// Self starts this program with some arguments.
func Self(args ...string) (Command, error) {
	path, err := os.Executable()
	if runtime.GOOS == "linux" {
		path, err = "/proc/self/exe", nil // the very same, though the file was replaced since
	}
	return Command{Path: path, Name: os.Args[0], Args: args}, err
}

// A Box has documents read by children, of which it keeps a few. Several goroutines may use it.
// A nil Box reads nothing and gives nil turns.
type Box struct {
	command Command
	room    *semaphore.Weighted // bytes of memory that all children may take
	extra   chan struct{}       // holds a token while a turn beside that is taken

	mu     sync.Mutex
	idle   []*child
	closed bool
}

// allMemory is how many bytes all children together may take: two with small documents, or one
// with a large document, which then may take more.
const allMemory = slack * 210 << 20

// New returns a box whose children are started by a command, when they are needed.
func New(c Command) *Box {
	return &Box{command: c, room: semaphore.NewWeighted(allMemory), extra: make(chan struct{}, 1)}
}

// Close ends the children. No turn may be running.
func (b *Box) Close() {
	if b == nil {
		return
	}
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.keep(0)
}

// keep ends idle children, all but so many.
func (b *Box) keep(most int) {
	b.mu.Lock()
	n := min(most, len(b.idle))
	rest := b.idle[n:]
	b.idle = b.idle[:n:n]
	b.mu.Unlock()
	for _, k := range rest {
		_ = k.end() // killed, and says so
	}
}

// Report starts a child where there is none, and says what is in force.
func (b *Box) Report() (Report, error) {
	k, err := b.take()
	if err != nil {
		return Report{}, err
	}
	defer b.put(k)
	return k.report, nil
}

// A Turn is the right to have documents read, one after the other. [Turn.Done] must follow.
type Turn struct {
	box    *Box
	memory int64 // of the box's room that it holds
}

// Turn waits until there is room to read a document of some name and bytes (-1 when unknown). Who asks
// first is given a turn first, so that those who come later never keep one from ending. The
// error is ctx.Err().
func (b *Box) Turn(ctx context.Context, name string, size int64) (*Turn, error) {
	if b == nil {
		return nil, nil
	}
	memory := min(memoryFor(name, size), allMemory)
	if err := b.room.Acquire(ctx, memory); err != nil {
		return nil, err
	}
	if memory > allMemory/2 { // what other children took is wanted
		b.keep(1)
	}
	return &Turn{b, memory}, nil
}

// Extra waits for a turn that does not wait for those of [Box.Turn], nor they for it: for who
// reads documents in between, and may be waited for. There is one at a time. The error is
// ctx.Err().
func (b *Box) Extra(ctx context.Context) (*Turn, error) {
	if b == nil {
		return nil, nil
	}
	select {
	case b.extra <- struct{}{}:
		return &Turn{box: b}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Done gives the turn back. A nil turn has nothing to give.
func (t *Turn) Done() {
	switch {
	case t == nil:
	case t.memory > 0:
		t.box.room.Release(t.memory)
	default:
		<-t.box.extra
	}
}

var errClosed = errors.New("the sandbox is closed")

// take returns a child that has nothing to do.
func (b *Box) take() (*child, error) {
	b.mu.Lock()
	closed, n := b.closed, len(b.idle)
	if n > 0 {
		k := b.idle[n-1]
		b.idle = b.idle[:n-1]
		b.mu.Unlock()
		return k, nil
	}
	b.mu.Unlock()
	if closed {
		return nil, errClosed
	}
	return b.start()
}

// maxStarts is how many children are started until one has said a word.
const maxStarts = 10

// start starts a child; another one where somebody ends it before it has said a word.
func (b *Box) start() (k *child, err error) {
	for range maxStarts {
		if k, err = start(b.command); !errors.Is(err, io.EOF) {
			break
		}
	}
	return k, err
}

// put keeps a child for the next document, unless it has grown large.
func (b *Box) put(k *child) {
	if k.usage.resident() < baseMemory*2/3 {
		b.mu.Lock()
		defer b.mu.Unlock()
		if !b.closed && len(b.idle) < allMemory/baseMemory {
			b.idle = append(b.idle, k)
			return
		}
	}
	_ = k.end() // killed, and says so
}
