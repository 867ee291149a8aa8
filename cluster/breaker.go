package cluster

import (
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// An AwayError says that the cluster cannot be reached: calls are not even tried, or were in vain.
type AwayError struct {
	Since time.Time // the first attempt that failed; none has succeeded since
	Err   error     // what the latest attempt met with
}

func (e *AwayError) Error() string {
	return fmt.Sprintf("the cluster has not answered since %s: %v", e.Since.Format(time.RFC3339), e.Err)
}

func (e *AwayError) Unwrap() error { return e.Err }

const (
	minFailures = 5           // attempts that fail before the cluster counts as away
	probeEvery  = time.Second // one attempt is let through while it does
)

// A breaker keeps calls from waiting for a cluster that is away. It opens when attempts have failed
// for some time and none has succeeded: many that fail at once, as when one node dies, say nothing
// of the cluster. It is safe for concurrent use.
type breaker struct {
	after time.Duration
	log   *slog.Logger

	mu     sync.Mutex
	failed int       // attempts since the last that succeeded
	since  time.Time // the first of them
	last   error     // what the latest met with
	open   bool
	probe  time.Time // when the latest attempt was let through
}

func newBreaker(after time.Duration, log *slog.Logger) *breaker {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &breaker{after: after, log: log}
}

// allow returns nil when an attempt may be made.
func (b *breaker) allow(now time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.open || now.Sub(b.probe) >= probeEvery {
		b.probe = now
		return nil
	}
	return &AwayError{Since: b.since, Err: b.last}
}

// succeeded notes that the cluster answered.
func (b *breaker) succeeded(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open {
		b.log.Info("the cluster answers again", "away", now.Sub(b.since).Round(time.Second))
	}
	b.failed, b.open, b.since, b.last = 0, false, time.Time{}, nil
}

// noted notes that an attempt failed, and returns that as an error that says since when they do.
func (b *breaker) noted(now time.Time, err error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failed++; b.failed == 1 {
		b.since = now
	}
	b.last = err
	if !b.open && b.failed >= minFailures && now.Sub(b.since) >= b.after {
		b.open, b.probe = true, now
		b.log.Warn("the cluster does not answer", "since", b.since, "error", err)
	}
	return &AwayError{Since: b.since, Err: err}
}

// away returns an error when the cluster counts as away.
func (b *breaker) away() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.open {
		return nil
	}
	return &AwayError{Since: b.since, Err: b.last}
}
