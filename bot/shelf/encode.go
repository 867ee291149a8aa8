package shelf

import (
	"context"

	"verbatim/index/overlay"
)

// A fresh shelf waits for its vectors. like is the one that was in its place before, nil for none.
type fresh struct{ shelf, like *overlay.Shelf }

// hand has the vectors of a new room's shelf made. Where too many wait it goes without.
func (s *Shelves) hand(server string, r *Room) {
	if r.shelf == nil {
		return
	}
	f := fresh{shelf: r.shelf}
	if before, ok := s.rooms.Get(server); ok {
		f.like = before.shelf
	}
	select {
	case s.bare <- f:
	default:
	}
}

// Encode makes the vectors of new rooms' shelves, one after the other, until ctx ends. Until then
// what lies there is found by its words. failed is told of each that could not be made.
func (s *Shelves) Encode(ctx context.Context, failed func(error)) {
	for {
		select {
		case f := <-s.bare:
			if err := s.shared.Encode(ctx, f.shelf, f.like); err != nil && ctx.Err() == nil {
				failed(err)
			}
		case <-ctx.Done():
			return
		}
	}
}
