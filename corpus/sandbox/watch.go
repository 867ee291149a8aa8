package sandbox

import (
	"sync"
	"time"

	"verbatim/corpus"
)

// watchEvery is the time between two looks at a child that is at work.
const watchEvery = 10 * time.Millisecond

// A watch ends a child that exceeds its allowance. It runs while the parent waits for the
// child, and stands still while the child waits for the parent.
type watch struct {
	kill     func()       // ends the child
	resident func() int64 // bytes that the child takes, 0 where the system does not tell

	mu     sync.Mutex
	timer  *time.Timer
	left   time.Duration
	since  time.Time // when it last began to run; zero while it stands still
	memory int64
	reason corpus.Reason // why the child was ended, "" when it was not
}

// begin sets the allowance of the next document. The watch stands still.
func (w *watch) begin(a allowance) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left, w.memory = a.time, a.memory
}

// run lets the time count, until still is called.
func (w *watch) run() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.since = time.Now()
	if w.timer == nil {
		w.timer = time.AfterFunc(watchEvery, w.look)
	} else {
		w.timer.Reset(watchEvery)
	}
}

// still stops the time.
func (w *watch) still() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
	if !w.since.IsZero() {
		w.left -= time.Since(w.since)
		w.since = time.Time{}
	}
}

// more gives time for bytes that the child has read on.
func (w *watch) more(size int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = min(w.left+timeFor(int64(size)), maxTime)
}

// look ends the child if it has had too much, and looks again later.
func (w *watch) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.since.IsZero() || w.reason != "":
		return
	case time.Since(w.since) > w.left:
		w.reason = corpus.ReasonTime
	case w.resident() > w.memory:
		w.reason = corpus.ReasonMemory
	default:
		w.timer.Reset(watchEvery)
		return
	}
	w.kill()
}

// exceeded returns why the child was ended, "" when the watch did not end it.
func (w *watch) exceeded() corpus.Reason {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reason
}
