package opensearch

import (
	"context"
	"math"

	"verbatim/index/engine"
)

// Nearest finds nothing: there are no vectors on a cluster.
func (g *generation) Nearest(ctx context.Context, _ []float32, _ engine.Filter, _ int) ([]engine.Hit, error) {
	return nil, ctx.Err()
}

// Cosines knows none.
func (g *generation) Cosines(ctx context.Context, _ []float32, passages []*engine.Passage) ([]float64, error) {
	out := make([]float64, len(passages))
	for i := range out {
		out[i] = math.NaN()
	}
	return out, ctx.Err()
}

// Vectors counts none.
func (g *generation) Vectors(ctx context.Context) (int, error) { return 0, ctx.Err() }
