package queue

import (
	"context"
	"slices"
	"sync"
)

// A Queue lets work wait for its turn. It is safe for concurrent use.
type Queue struct {
	mu      sync.Mutex
	free    int      // places; while there are any, nobody waits
	parties []*party // that wait, in the order of their turns
}

// A party is who waits, with the turns it waits for in their order. A turn that has come is
// a channel that was closed.
type party struct {
	name  string
	turns []chan struct{}
}

// New makes a queue with some places, at least one.
func New(places int) *Queue { return &Queue{free: places} }

// Do waits for the party's turn and does the work. It returns the error of the work, or
// that of ctx when it ends before; the work itself may take as long as it likes.
func (q *Queue) Do(ctx context.Context, name string, work func() error) error {
	if turn := q.enter(name); turn != nil {
		select {
		case <-turn:
		case <-ctx.Done():
			q.giveUp(name, turn)
			return ctx.Err()
		}
	}
	defer q.leave()
	return work()
}

// Waiting returns how many pieces of work wait.
func (q *Queue) Waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := 0
	for _, p := range q.parties {
		n += len(p.turns)
	}
	return n
}

// enter takes a place and returns nil, or returns the turn to wait for.
func (q *Queue) enter(name string) chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.free > 0 {
		q.free--
		return nil
	}
	turn := make(chan struct{})
	i := q.find(name)
	if i < 0 {
		i = len(q.parties)
		q.parties = append(q.parties, &party{name: name})
	}
	q.parties[i].turns = append(q.parties[i].turns, turn)
	return turn
}

// leave gives a place to whose turn it is. That party comes last from now on.
func (q *Queue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.parties) == 0 {
		q.free++
		return
	}
	p := q.parties[0]
	q.parties = q.parties[1:]
	close(p.turns[0])
	if p.turns = p.turns[1:]; len(p.turns) > 0 {
		q.parties = append(q.parties, p)
	}
}

// giveUp takes a turn back. One that has come meanwhile goes to the next.
func (q *Queue) giveUp(name string, turn chan struct{}) {
	if !q.withdraw(name, turn) {
		q.leave()
	}
}

// withdraw takes a turn out of the queue, and returns false when it has come.
func (q *Queue) withdraw(name string, turn chan struct{}) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	i := q.find(name)
	if i < 0 {
		return false
	}
	p := q.parties[i]
	at := slices.Index(p.turns, turn)
	if at < 0 {
		return false
	}
	if p.turns = slices.Delete(p.turns, at, at+1); len(p.turns) == 0 {
		q.parties = slices.Delete(q.parties, i, i+1)
	}
	return true
}

// find returns where a party stands, -1 when it does not wait. The caller holds q.mu.
func (q *Queue) find(name string) int {
	return slices.IndexFunc(q.parties, func(p *party) bool { return p.name == name })
}
