package main

import (
	"context"
	"fmt"
	"math"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/reader"
)

// A coverage tells how many of the passages that the encoder can read have vectors.
type coverage struct {
	have, want int
	of         map[string]int // the same by article id, nil where nobody asked
}

func (v coverage) String() string {
	return fmt.Sprintf("%d of %d passages (%d %%)", v.have, v.want, 100*v.have/max(v.want, 1))
}

// megabytes writes a number of bytes.
func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

// covered counts the vectors of an encoder, those of each article too where each is set.
func (l *library) covered(ctx context.Context, e *reader.Encoder, each bool) (v coverage, err error) {
	if err := l.understand(e); err != nil {
		return v, err
	}
	s, err := l.engine.Hold(ctx)
	if err != nil {
		return v, err
	}
	defer s.Release()
	if v.have, err = s.Vectors(ctx); err != nil {
		return v, err
	}
	err = s.Each(ctx, func(article *engine.Article) error {
		if index.ReaderKnows(article.Language) {
			v.want += article.Passages
		}
		return nil
	})
	if err == nil && each {
		v.of, err = v.count(ctx, s, e.Dimension())
	}
	return v, err
}

// count returns how many passages of each article have a vector. Only where some lack
// theirs is that looked up.
func (v coverage) count(ctx context.Context, s engine.Snapshot, dimension int) (map[string]int, error) {
	c := counter{snapshot: s, any: make([]float32, dimension), of: map[string]int{}}
	err := s.Each(ctx, func(article *engine.Article) error {
		switch {
		case v.have == 0 || !index.ReaderKnows(article.Language):
			return nil
		case v.have == v.want:
			c.of[article.ID] = article.Passages
			return nil
		}
		return c.add(ctx, article)
	})
	if err == nil {
		err = c.flush(ctx)
	}
	return c.of, err
}

// A counter looks up which passages have a vector, many at a time.
type counter struct {
	snapshot engine.Snapshot
	any      []float32 // what they are compared with: it matters only whether they can be
	passages []*engine.Passage
	ids      []string // of their articles
	of       map[string]int
}

func (c *counter) add(ctx context.Context, article *engine.Article) error {
	const atOnce = 4096
	passages, err := c.snapshot.Passages(ctx, article, 0, article.Passages)
	if err != nil {
		return err
	}
	for _, p := range passages {
		c.passages, c.ids = append(c.passages, p), append(c.ids, article.ID)
	}
	if len(c.passages) < atOnce {
		return nil
	}
	return c.flush(ctx)
}

func (c *counter) flush(ctx context.Context) error {
	cosines, err := c.snapshot.Cosines(ctx, c.any, c.passages)
	if err != nil {
		return err
	}
	for i, cosine := range cosines {
		if !math.IsNaN(cosine) {
			c.of[c.ids[i]]++
		}
	}
	c.passages, c.ids = c.passages[:0], c.ids[:0]
	return nil
}
