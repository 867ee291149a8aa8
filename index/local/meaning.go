package local

import (
	"context"
	"math"

	"verbatim/index/engine"
)

// Nearest finds nothing: this engine has no vectors yet.
func (g *generation) Nearest(context.Context, []float32, engine.Filter, int) ([]engine.Hit, error) {
	return nil, nil
}

// Cosines knows none.
func (g *generation) Cosines(_ context.Context, _ []float32, passages []*engine.Passage) ([]float64, error) {
	out := make([]float64, len(passages))
	for i := range out {
		out[i] = math.NaN()
	}
	return out, nil
}

// Vectors counts none.
func (g *generation) Vectors(context.Context) (int, error) { return 0, nil }
