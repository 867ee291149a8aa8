package local

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"verbatim/index/engine"
	"verbatim/index/vector"
)

// header is what the file of the generation's vectors of an encoding begins with.
func (g *generation) header(e engine.Encoding) vector.Header {
	return vector.Header{Dimension: e.Dimension, Identity: e.Identity, Owner: g.seal.Mark()}
}

// readVectors reads the vectors of an encoding that have come since it was called last.
func (g *generation) readVectors(e engine.Encoding) error {
	if s := g.vectors.Load(); s != nil {
		_, err := s.Refresh()
		return err
	}
	if e == (engine.Encoding{}) {
		return nil
	}
	s, err := vector.Open(filepath.Join(g.dir, vectorsFile), g.header(e))
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, vector.ErrOther) {
		return nil // they may come
	}
	if err == nil && !g.vectors.CompareAndSwap(nil, s) {
		return s.Close()
	}
	return err
}

// Nearest returns the passages whose vectors are nearest to one.
func (g *generation) Nearest(ctx context.Context, v []float32, f engine.Filter, most int) ([]engine.Hit, error) {
	set := g.vectors.Load()
	if set == nil || g.postings == nil {
		return nil, ctx.Err()
	}
	only, err := g.filter(ctx, f)
	if err != nil {
		return nil, err
	}
	found, err := set.Snapshot().Nearest(ctx, v, most, only.keep())
	if err != nil {
		return nil, err
	}
	hits := make([]engine.Hit, len(found))
	for i, h := range found {
		hits[i].Score = float64(h.Similarity)
		l, err := locationOf(string(h.ID[:]))
		if err != nil {
			return nil, err
		}
		if hits[i].Passage, err = g.passage(l); err != nil {
			return nil, err
		}
	}
	return hits, nil
}

// keep returns which vectors are of allowed passages, nil for all.
func (a *allowed) keep() func(vector.ID) bool {
	if a == nil {
		return nil
	}
	return func(id vector.ID) bool {
		l, err := locationOf(string(id[:]))
		return err == nil && a.holds(l)
	}
}

// Cosines returns the cosine of each passage's vector with one, NaN where it has none.
func (g *generation) Cosines(ctx context.Context, v []float32, passages []*engine.Passage) ([]float64, error) {
	ids := make([]vector.ID, len(passages))
	for i, p := range passages {
		ids[i] = idOf(p.Place)
	}
	set := g.vectors.Load()
	if set == nil {
		return engine.NoCosines(len(passages)), ctx.Err()
	}
	return set.Snapshot().Cosines(ctx, v, ids)
}

// idOf returns the id of the vector of the passage at a place.
func idOf(place string) (id vector.ID) {
	copy(id[:], place)
	return id
}

// Vectors counts the vectors that have been read.
func (g *generation) Vectors(context.Context) (int, error) {
	if set := g.vectors.Load(); set != nil {
		return set.Snapshot().Len(), nil
	}
	return 0, nil
}

// vectorBytes is how much memory the vectors take that have been read.
func (g *generation) vectorBytes() int64 {
	if set := g.vectors.Load(); set != nil {
		return set.Snapshot().Bytes()
	}
	return 0
}
