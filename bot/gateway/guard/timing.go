package guard

import "time"

// Timing holds every length of time that decides something about a connection.
type Timing struct {
	Hello   time.Duration // from the upgrade to HELLO
	Ready   time.Duration // from HELLO to READY or RESUMED
	Write   time.Duration // one frame
	Goodbye time.Duration // for Discord's answer to a close frame
	Silent  float64       // heartbeat intervals without a word until a connection counts as dead
}

// DefaultTiming is what Discord's gateway is given.
func DefaultTiming() Timing {
	return Timing{Hello: 8 * time.Second, Ready: 12 * time.Second, Write: 10 * time.Second, Goodbye: time.Second, Silent: 2.2}
}
