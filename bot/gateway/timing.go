package gateway

import (
	"time"

	"verbatim/bot/gateway/guard"
)

// timing holds every length of time that decides something about a session, so that tests
// can run a day's worth of faults in seconds.
type timing struct {
	guard.Timing

	dial          time.Duration // TCP, TLS and the WebSocket upgrade
	open          time.Duration // from the dial to READY: past it, the session is given up
	identifyEvery time.Duration // between two IDENTIFYs of one rate limit key (gateway.mdx, "Rate Limiting")
	invalidMin    time.Duration // wait after an invalid session, at least (gateway.mdx asks for 1 to 5 s)
	invalidMax    time.Duration
	retryMin      time.Duration // first wait between two connections
	retryMax      time.Duration // longest wait between two connections
	stable        time.Duration // a connection that lived so long resets that wait
}

func defaultTiming() timing {
	return timing{
		Timing:        guard.DefaultTiming(),
		dial:          10 * time.Second,
		open:          40 * time.Second,
		identifyEvery: 5 * time.Second, invalidMin: time.Second, invalidMax: 5 * time.Second,
		retryMin: time.Second, retryMax: 15 * time.Second, stable: 30 * time.Second,
	}
}
