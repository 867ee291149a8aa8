package queue

import (
	"context"
	"sync"
	"time"
)

// A Party is whom work is done for. Outside of servers each member is one of its own.
type Party struct {
	Server string // "" outside of one
	Member string
}

// server names the party among the servers.
func (p Party) server() string {
	if p.Server == "" {
		return "of " + p.Member
	}
	return p.Server
}

// A Turn is what work is told when it begins.
type Turn struct {
	Waited time.Duration
	// Share is the part of all places that is due to the work if they are divided evenly: among
	// the servers that wait, a server's part among its members, and a member's among what it
	// has waiting. 1 means that nothing else waits.
	Share float64
}

// A Queue lets work wait for its turn. It is safe for concurrent use.
type Queue struct {
	mu    sync.Mutex
	free  int // places; while there are any, nobody waits
	crowd crowd
}

// New makes a queue with some places, at least one.
func New(places int) *Queue { return &Queue{free: places} }

// Do waits for the party's turn and does the work. It returns the error of the work, or
// that of ctx when it ends before; the work itself may take as long as it likes.
func (q *Queue) Do(ctx context.Context, by Party, work func(Turn) error) error {
	turn := Turn{Share: 1}
	if t := q.enter(by); t != nil {
		select {
		case <-t.come:
			turn = t.Turn
		case <-ctx.Done():
			q.giveUp(by, t)
			return ctx.Err()
		}
	}
	defer q.leave()
	return work(turn)
}

// Waiting returns how many pieces of work wait.
func (q *Queue) Waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.crowd.waiting
}

// Share returns what would be due to more work of a party if it came now (see [Turn]).
func (q *Queue) Share(by Party) float64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.free > 0 {
		return 1
	}
	return q.crowd.share(by)
}

// enter takes a place and returns nil, or returns a ticket to wait with.
func (q *Queue) enter(by Party) *ticket {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.free > 0 {
		q.free--
		return nil
	}
	t := &ticket{come: make(chan struct{}), since: time.Now()}
	q.crowd.add(by, t)
	return t
}

// leave gives a place to whose turn it is.
func (q *Queue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.crowd.waiting == 0 {
		q.free++
		return
	}
	t := q.crowd.next()
	t.Waited = time.Since(t.since)
	close(t.come)
}

// giveUp takes a ticket back. A turn that has come meanwhile goes to the next.
func (q *Queue) giveUp(by Party, t *ticket) {
	q.mu.Lock()
	waited := q.crowd.remove(by, t)
	q.mu.Unlock()
	if !waited {
		q.leave()
	}
}
