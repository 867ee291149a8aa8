package scale

import "container/heap"

// A processor is the cores of a machine, shared evenly by what computes on them. It counts progress: the seconds that each piece of work
// would have been computed for that has been there from the beginning, so that a piece is done at a progress that is known when it comes.
type processor struct {
	machine  Machine
	at       float64 // when progress was last brought up to date
	progress float64
	done     float64 // seconds of cores that were busy with the fleet's work
	works    events  // by the progress at which they are done
}

// share is how much of a core each piece of work has.
func (p *processor) share() float64 { return p.machine.share(float64(len(p.works))) }

// speed is how much a piece of work is furthered in a second.
func (p *processor) speed() float64 { return p.share() / p.machine.Slowed(float64(len(p.works))) }

// advance brings progress up to date.
func (p *processor) advance(now float64) {
	if n := len(p.works); n > 0 {
		p.progress += (now - p.at) * p.speed()
		p.done += (now - p.at) * p.share() * float64(n)
	}
	p.at = now
}

// add gives the processor a piece of work.
func (p *processor) add(now, work float64, then func()) {
	p.advance(now)
	heap.Push(&p.works, event{at: p.progress + work, then: then})
}

// first returns when the first piece of work is done if no other comes, and false where there is none.
func (p *processor) first() (at float64, ok bool) {
	if len(p.works) == 0 {
		return 0, false
	}
	return p.at + max(p.works[0].at-p.progress, 0)/p.speed(), true
}

// finish takes the first piece of work away, which is done now, and returns what is to follow.
func (p *processor) finish(now float64) (then func()) {
	p.advance(now)
	return heap.Pop(&p.works).(event).then
}
