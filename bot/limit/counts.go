package limit

import "sync/atomic"

// Counts is how often limits were reached since they were made.
type Counts struct {
	OfUser, OfChannel, OfServer int // questions held back, by whose limit it was
	Presses                     int // of buttons, held back
}

type tally struct {
	questions [scopes]atomic.Int64
	presses   atomic.Int64
}

// Counts tells how often limits were reached.
func (l Limits) Counts() Counts {
	of := func(s Scope) int { return int(l.held.questions[s].Load()) }
	return Counts{OfUser: of(User), OfChannel: of(Channel), OfServer: of(Server), Presses: int(l.held.presses.Load())}
}
