package rush

import (
	"context"
	"errors"
	"time"

	"verbatim/index"
)

// A flight is the answering of one question for all who ask it meanwhile.
type flight struct {
	key    key
	aboard int             // who waits for it; the desk's lock guards this
	flying context.Context // ends when somebody takes off with it: the others need no turn of their own
	start  context.CancelFunc
	taken  chan struct{} // holds one value until then
	landed chan struct{} // closed when there are the answer and the error
	answer index.Answer
	err    error
}

// board returns the flight of a question, a new one where there is none.
func (d *Desk) board(k key) *flight {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.flights[k]
	if f == nil {
		f = &flight{key: k, taken: make(chan struct{}, 1), landed: make(chan struct{})}
		f.flying, f.start = context.WithCancel(context.Background())
		f.taken <- struct{}{}
		d.flights[k] = f
	}
	f.aboard++
	return f
}

// leave ends the wait for a flight. One that nobody waits for any more is given up.
func (d *Desk) leave(f *flight) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f.aboard--; f.aboard == 0 {
		d.remove(f)
	}
}

// remove lets nobody board any more. The caller holds d.mu.
func (d *Desk) remove(f *flight) {
	if d.flights[f.key] == f {
		delete(d.flights, f.key)
		f.start() // frees its context
	}
}

// takeOff reports whether the caller is the one who flies.
func (f *flight) takeOff() bool {
	select {
	case <-f.taken:
		f.start()
		return true
	default:
		return false
	}
}

// errFell is what the others get where the one who flew panicked.
var errFell = errors.New("answering a question failed")

// fly answers a question for all who have boarded.
func (d *Desk) fly(ctx context.Context, f *flight, r Room, q index.Query, haste float64) {
	f.err = errFell
	defer d.land(f)
	a, ok := d.known(f.key, haste)
	if ok { // somebody else's question had landed before this one came
		d.counts.kept.Add(1)
		f.answer, f.err = a, nil
		return
	}
	ctx, cancel := context.WithTimeout(ctx, workTimeout)
	defer cancel()
	q.Haste = haste
	began := time.Now()
	f.answer, f.err = r.Answer(ctx, q)
	if f.err == nil {
		d.pace.learn(time.Since(began), haste)
		d.counts.answered(f.answer.Haste)
	}
}

// land lets all have the answer, and keeps it.
func (d *Desk) land(f *flight) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.remove(f)
	if f.err == nil {
		d.kept.put(f.key, f.answer)
	}
	close(f.landed)
}
