package rush

import (
	"sync"
	"time"

	"verbatim/bot/queue"
)

const (
	// calm is how long questions wait while there is time to read all that is read as a rule. Where
	// more of them come than that, less is read for each, down to the least.
	calm = 2 * time.Second
	// patience is how long a question waits where even the least is read for others before it; then
	// words answer, as far as they can do it in that time.
	patience = 7 * time.Second
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
	hurry bool // see Desk.Hurry
}

func newPace(places int) *pace { return &pace{places: places, whole: unknown} }

// haste returns the share of the usual reading that is left out of a question whose turn has
// come, so that all who wait are answered in time.
func (p *pace) haste(t queue.Turn) float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case t.Share == 1 && !p.hurry:
		return 0 // nobody is held up
	case t.Share < 1 && p.share(t, patience) < least:
		return 1
	case p.hurry:
		return 1 - least
	}
	return 1 - min(max(p.share(t, calm), least), 1)
}

func (p *pace) setHurry(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hurry = on
}

// share is how much of the usual reading every question that waits could have, if all were to be
// done when the one whose turn has come has waited for so long.
func (p *pace) share(t queue.Turn, until time.Duration) float64 {
	due := t.Share * float64(p.places) * float64(until-t.Waited)
	return due / float64(max(p.whole, 1))
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
