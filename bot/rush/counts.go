package rush

import "sync/atomic"

// Counts is what became of questions since the desk was made, and how many wait now.
type Counts struct {
	Waiting int // for their turn
	Read    int // answered with all that is read as a rule, or where there is nothing to read
	Hurried int // answered with less
	ByWords int // answered with nothing read at all
	Kept    int // answered with an answer that was kept
	Shared  int // answered with that of somebody who asked the same at the same time
	Failed  int // not answered: an error, or too long a wait
}

// A tally counts them.
type tally struct{ read, hurried, byWords, kept, shared, failed atomic.Int64 }

// answered counts an answer of the library by its haste.
func (t *tally) answered(haste float64) {
	switch {
	case haste <= 0:
		t.read.Add(1)
	case haste < 1:
		t.hurried.Add(1)
	default:
		t.byWords.Add(1)
	}
}

// Counts tells how questions fared.
func (d *Desk) Counts() Counts {
	t := &d.counts
	return Counts{
		Waiting: d.queue.Waiting(), Read: int(t.read.Load()), Hurried: int(t.hurried.Load()), ByWords: int(t.byWords.Load()),
		Kept: int(t.kept.Load()), Shared: int(t.shared.Load()), Failed: int(t.failed.Load()),
	}
}
