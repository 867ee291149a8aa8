package gateway

import "time"

// guardTiming holds every length of time that decides something about a connection.
type guardTiming struct {
	hello   time.Duration // from the upgrade to HELLO
	ready   time.Duration // from HELLO to READY or RESUMED
	write   time.Duration // one frame
	goodbye time.Duration // for Discord's answer to a close frame
	silent  float64       // heartbeat intervals without a word until a connection counts as dead
}

// defaultGuardTiming is what Discord's gateway is given.
func defaultGuardTiming() guardTiming {
	return guardTiming{hello: 8 * time.Second, ready: 12 * time.Second, write: 10 * time.Second, goodbye: time.Second, silent: 2.2}
}
