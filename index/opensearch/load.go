package opensearch

import (
	"context"
	"fmt"
	"sync"

	"verbatim/index/engine"
	"verbatim/index/vector"
)

// meanings are the vectors of a generation in the memory of a process, with the articles whose passages they are of.
type meanings struct {
	vectors  *vector.Snapshot
	articles *directory
}

// bytes is how much memory they take.
func (m *meanings) bytes() int64 { return m.vectors.Bytes() + m.articles.bytes }

// A loader reads the vectors of a generation into memory. What it has read stays when it is interrupted.
type loader struct {
	mu       sync.Mutex   // held while reading
	packs    *reading     // nil where it begins anew
	pool     *vector.Pool // nil while nothing was read
	added    int          // packs since it was published
	articles *directory   // nil while there were no vectors
}

// load reads the vectors of an encoding that have come since it was called last, and reports whether there were any. Questions find
// them once all that there are were read.
func (g *generation) load(ctx context.Context, e engine.Encoding) (news bool, err error) {
	if e == (engine.Encoding{}) {
		return false, nil
	}
	l := &g.loader
	l.mu.Lock()
	defer l.mu.Unlock()
	if err = l.read(ctx, g, e); err == nil && (l.added > 0 || !g.loaded.Load()) {
		news, err = l.publish(ctx, g, e)
	}
	if err != nil {
		return false, fmt.Errorf("read vectors of %s: %w", g.base, err)
	}
	return news, nil
}

// read goes through the packs that have come.
func (l *loader) read(ctx context.Context, g *generation, e engine.Encoding) error {
	for {
		if l.packs == nil {
			l.packs, l.pool, l.added = readPacks(g.c, g.base), nil, 0
		}
		p, err := l.packs.page(ctx)
		if err != nil {
			return err
		}
		if l.pool == nil && fits(p.header, e) {
			if l.pool, err = vector.NewPool(p.header); err != nil {
				return err
			}
		}
		if l.pool == nil || p.header != l.pool.Header() { // there are none, or somebody has begun anew
			if l.packs = nil; fits(p.header, e) {
				continue
			}
			return nil
		}
		l.add(p.packs)
		if p.last {
			return nil
		}
	}
}

// add adds packs. What is damaged in them is missed by who counts what was made.
func (l *loader) add(packs [][]byte) {
	for _, pack := range packs {
		_, _ = l.pool.Add(pack)
	}
	l.added += len(packs)
}

// list goes through the articles.
func (l *loader) list(ctx context.Context, g *generation) error {
	if l.articles == nil {
		l.articles = &directory{allowed: map[string]numbers{}}
	}
	return l.articles.read(ctx, g)
}

// publish lets questions find what was read, and counts what is missing of it.
func (l *loader) publish(ctx context.Context, g *generation, e engine.Encoding) (news bool, err error) {
	missing, err := onceMade(ctx, g.c, g.corpus, g.base, e)
	if err == nil && l.added > 0 {
		err = l.list(ctx, g)
	}
	if err != nil {
		return false, err
	}
	if news = l.added > 0; news {
		l.pool.Publish()
		l.added = 0
		g.meanings.Store(&meanings{l.pool.Snapshot(), l.articles})
	}
	if m := g.meanings.Load(); m != nil {
		missing -= m.vectors.Len()
	}
	g.lost.Store(int64(max(0, missing)))
	g.loaded.Store(true)
	return news, nil
}
