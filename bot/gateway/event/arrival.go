package event

import (
	"context"
	"time"
)

// arrivalKey finds in a handler's context when its event came.
type arrivalKey struct{}

// Arrival is when the event came that a handler works on; now, outside of handlers.
func Arrival(ctx context.Context) time.Time {
	if at, ok := ctx.Value(arrivalKey{}).(time.Time); ok {
		return at
	}
	return time.Now()
}

// Arrived returns a context for work on an event that came at a time.
func Arrived(ctx context.Context, at time.Time) context.Context {
	return context.WithValue(ctx, arrivalKey{}, at)
}
