package engine

import (
	"context"
	"math"
)

// Meaning finds passages by the vectors of their meaning. Vectors come some time after the
// passages, in any order: a passage without one is found by its words alone. Where there
// are none at all, nothing is found and that is no error.
type Meaning interface {
	// Nearest returns the passages that the filter allows whose vectors have the greatest
	// cosine with a unit vector, greatest first and at most that many. A hit's score is
	// the cosine.
	Nearest(ctx context.Context, vector []float32, f Filter, most int) ([]Hit, error)
	// Cosines returns the cosine of each passage's vector with a unit vector, and NaN where
	// a passage has no vector.
	Cosines(ctx context.Context, vector []float32, passages []*Passage) ([]float64, error)
	// Vectors counts the passages that have a vector.
	Vectors(ctx context.Context) (int, error)
}

// NoCosines is what [Meaning].Cosines returns where no passage has a vector.
func NoCosines(passages int) []float64 {
	out := make([]float64, passages)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}
