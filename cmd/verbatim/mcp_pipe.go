package main

import (
	"context"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// lastAnswers is how long what is asked may take when nothing more comes.
const lastAnswers = 30 * time.Second

// A patient transport tells that nothing more is asked when what was asked before is answered: the
// library gives up what it works on as soon as its input ends, as that of a script does at once.
type patient struct{ mcp.Transport }

// Connect implements [mcp.Transport].
func (p patient) Connect(ctx context.Context) (mcp.Connection, error) {
	c, err := p.Transport.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &patientConn{Connection: c, closed: make(chan struct{}), owed: map[jsonrpc.ID]bool{}, settled: make(chan struct{}, 1)}, nil
}

type patientConn struct {
	mcp.Connection
	closed  chan struct{}
	once    sync.Once
	settled chan struct{} // gets something when nothing is owed any more

	mu   sync.Mutex
	owed map[jsonrpc.ID]bool // what is asked and not answered
}

// Read implements [mcp.Connection].
func (c *patientConn) Read(ctx context.Context) (jsonrpc.Message, error) {
	m, err := c.Connection.Read(ctx)
	if r, ok := m.(*jsonrpc.Request); ok && r.IsCall() {
		c.owe(r.ID, true)
	}
	if err != nil {
		c.settle(ctx)
	}
	return m, err
}

// settle waits until nothing is owed any more. Questions that were called off are never answered.
func (c *patientConn) settle(ctx context.Context) {
	late := time.After(lastAnswers)
	for c.owes() {
		select {
		case <-c.settled:
		case <-c.closed:
			return
		case <-ctx.Done():
			return
		case <-late:
			return
		}
	}
}

// Write implements [mcp.Connection].
func (c *patientConn) Write(ctx context.Context, m jsonrpc.Message) error {
	err := c.Connection.Write(ctx, m)
	if r, ok := m.(*jsonrpc.Response); ok {
		c.owe(r.ID, false)
	}
	return err
}

// Close implements [mcp.Connection].
func (c *patientConn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Connection.Close()
}

func (c *patientConn) owes() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.owed) > 0
}

// owe notes that an answer is owed, or is not any more.
func (c *patientConn) owe(id jsonrpc.ID, owed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if owed {
		c.owed[id] = true
		return
	}
	delete(c.owed, id)
	if len(c.owed) == 0 {
		select {
		case c.settled <- struct{}{}:
		default:
		}
	}
}
