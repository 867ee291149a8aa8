package sandbox

import (
	"sync"
	"time"

	"verbatim/corpus"
)

// watchEvery is the time between two looks at a child that is at work.
const watchEvery = 10 * time.Millisecond

// A watch ends a child that exceeds its allowance. Its clock runs while the parent waits for the
// child, and stands still while the child waits for the parent. On a busy machine a child gets
// little of the processor for a while, so that what it may take is processor time, where the
// system tells that, and the clock only bounds the wait.
type watch struct {
	kill     func()                       // ends the child
	resident func() int64                 // bytes that the child takes, 0 where the system does not tell
	spent    func() (time.Duration, bool) // processor time of the child, false where it does not tell
	told     bool                         // it does

	mu     sync.Mutex
	timer  *time.Timer
	since  time.Time     // when the clock last began to run; zero while it stands still
	wait   time.Duration // that is left of the clock
	time   time.Duration // that reading may take in all
	used   time.Duration // of it, when that was last looked at
	before time.Duration // processor time when reading began, -1 until it was looked at
	memory int64
	reason corpus.Reason // why the child was ended, "" when it was not
}

// begin sets the allowance of the next document. The clock stands still.
func (w *watch) begin(a allowance) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.time, w.wait, w.memory = a.time, a.wait, a.memory
	w.used, w.before = 0, -1
}

// run starts the clock, which goes until still is called.
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

// still stops the clock.
func (w *watch) still() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
	w.tick()
	w.since = time.Time{}
}

// tick takes the time since the clock was last looked at into account.
func (w *watch) tick() {
	if w.since.IsZero() {
		return
	}
	now := time.Now()
	passed := now.Sub(w.since)
	w.since, w.wait = now, w.wait-passed
	if !w.told {
		w.used += passed
	}
}

// more gives time for bytes that the child has read on.
func (w *watch) more(size int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	worth := timeFor(int64(size))
	w.time = min(w.time+worth, w.used+maxTime)
	w.wait = min(w.wait+worth, maxTime)
}

// look ends the child if it has had too much, and looks again later.
func (w *watch) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.since.IsZero() || w.reason != "" {
		return
	}
	w.tick()
	if spent, told := w.spent(); told {
		if w.before < 0 {
			w.before = spent
		}
		w.used = spent - w.before
	}
	switch {
	case w.used > w.time || w.wait < 0:
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
