package opensearch

import (
	"context"

	"verbatim/index/engine"
	"verbatim/index/vector"
)

// Nearest returns the passages whose vectors are nearest to one. They are found in the memory of this process, and then
// fetched with one request.
func (g *generation) Nearest(ctx context.Context, v []float32, f engine.Filter, most int) ([]engine.Hit, error) {
	m := g.meanings.Load()
	if m == nil {
		return nil, ctx.Err()
	}
	found, err := m.vectors.Nearest(ctx, v, most, m.keep(f))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(found))
	for i, h := range found {
		ids[i] = passageID(passageOfVector(h.ID))
	}
	passages, err := g.fetch(ctx, ids)
	if err != nil {
		return nil, err
	}
	hits := make([]engine.Hit, len(found))
	for i, h := range found {
		hits[i] = engine.Hit{Passage: passages[i], Score: float64(h.Similarity)}
	}
	return hits, nil
}

// Cosines returns the cosine of each passage's vector with one, NaN where it has none.
func (g *generation) Cosines(ctx context.Context, v []float32, passages []*engine.Passage) ([]float64, error) {
	m := g.meanings.Load()
	if m == nil {
		return engine.NoCosines(len(passages)), ctx.Err()
	}
	ids := make([]vector.ID, len(passages))
	for i, p := range passages {
		ids[i] = idOf(p.Article, p.Ordinal)
	}
	return m.vectors.Cosines(ctx, v, ids)
}

// Vectors counts the vectors that have been read.
func (g *generation) Vectors(ctx context.Context) (int, error) {
	if m := g.meanings.Load(); m != nil {
		return m.vectors.Len(), ctx.Err()
	}
	return 0, ctx.Err()
}
