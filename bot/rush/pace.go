package rush

import (
	"sync"
	"time"

	"verbatim/bot/queue"
)

const (
	// patience is how long after a question its turn is to have come, where words can do that.
	// While questions keep coming faster than they can be read they wait for half of it at most.
	patience = 6 * time.Second
	// least is the share of the usual reading that is worth its time; with less, the time is
	// better spent on the next question. On NQ (232 questions, each asked of all articles) 93 % of
	// first sentences are right after the usual reading, 92 % after this share of it, in 37 % of
	// the time, 85 % after half of that, in 26 %, and 58 % by words.
	least = 0.3
	// unknown is what a reading is thought to take before there was one.
	unknown = 300 * time.Millisecond
)

// A pace knows how long the usual reading takes in one of the places at present, and with that
// how much of it a question can have.
type pace struct {
	places int

	mu    sync.Mutex
	whole time.Duration
}

func newPace(places int) *pace { return &pace{places: places, whole: unknown} }

// haste returns the share of the usual reading that is left out of a question whose turn has
// come. What is left of its patience is the time of all places that is shared by those who wait.
func (p *pace) haste(t queue.Turn) float64 {
	if t.Share == 1 {
		return 0 // nobody is held up
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	due := t.Share * float64(p.places) * float64(patience-t.Waited)
	read := due / float64(max(p.whole, 1))
	switch {
	case read >= 1:
		return 0
	case read < least:
		return 1
	}
	return 1 - read
}

// learn takes note of how long an answer in some haste took.
func (p *pace) learn(took time.Duration, haste float64) {
	const weight = 1. / 8 // of the latest one
	if haste >= 1 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.whole += time.Duration(weight * (float64(took)/(1-haste) - float64(p.whole)))
}
