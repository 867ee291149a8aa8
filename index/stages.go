package index

import (
	"context"
	"time"
)

// Stages of a question, in their order, as [Options.Observe] is told of them. One that ends in an
// error, or finds nothing, is not told of; the whole always is. Candidates are found twice where those
// of another version of what is documented are asked for.
const (
	Clean      = "clean"      // what was typed becomes a question
	Candidates = "candidates" // passages are found, by words and by meaning
	Rank       = "rank"       // their sentences are sorted
	Read       = "read"       // the reader reads the best
	Settle     = "settle"     // what is quoted of each is found
	Decide     = "decide"     // whether to answer; quotes are made and verified
	Whole      = "whole"
)

// stages tell an observer of one that follows on the other.
type stages struct {
	observe func(ctx context.Context, stage string, began time.Time) // nil for nobody
	began   time.Time
}

// ended says that a stage has ended, and that the next begins.
func (s *stages) ended(ctx context.Context, stage string) {
	if s.observe == nil {
		return
	}
	s.observe(ctx, stage, s.began)
	s.began = time.Now()
}
