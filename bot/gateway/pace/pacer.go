package pace

import (
	"context"
	"errors"

	"golang.org/x/time/rate"
)

// A Pacer keeps to fewer than 50 requests in any second (topics/rate-limits.mdx,
// "Global Rate Limit"), with room for those that are held up on the way. Requests wait
// one behind the other: if each planned a moment of its own, a machine that stood still
// for a while would send at once all that was planned meanwhile.
type Pacer struct {
	turn  chan struct{} // holds one while a request waits at the head
	limit *rate.Limiter
}

// New makes a Pacer that has let nothing through yet.
func New() *Pacer {
	return &Pacer{turn: make(chan struct{}, 1), limit: rate.NewLimiter(40, 4)}
}

// Wait returns when a request may be sent, and an error when that is not before the end
// of ctx.
func (p *Pacer) Wait(ctx context.Context) error {
	select {
	case p.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.turn }()
	err := p.limit.Wait(ctx)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil: // it may have ended just after Wait saw that it would
		return ctx.Err()
	}
	return errors.Join(context.DeadlineExceeded, err) // Wait's own error for it is of no type
}
