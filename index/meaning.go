package index

import (
	"context"
	"fmt"
	"math"
	"slices"

	"verbatim/index/engine"
)

// passagesNear is how many passages are found by their meaning.
const passagesNear = 50

// byMeaning adds the passages that lie nearest to the question in meaning to those found by
// words, and notes how near each of them lies. It does nothing where the passages have no
// vectors, where nobody can make one of the question, or where the corpus knows no word of
// it: then it is in another language or no question, and its vector says nothing.
func (s *session) byMeaning(ctx context.Context, passages []*engine.Passage) ([]*engine.Passage, error) {
	if !s.reads() || !s.meaning || !s.question.known() {
		return passages, nil
	}
	if n, err := s.snapshot.Vectors(ctx); err != nil || n == 0 {
		return passages, err
	}
	encoder, err := s.model.Encoder()
	if err != nil {
		return nil, fmt.Errorf("find by meaning: %w", err)
	}
	vector, err := encoder.EncodeQuestion(ctx, s.question.text)
	if err != nil {
		return nil, fmt.Errorf("find by meaning: %w", err)
	}
	hits, err := s.snapshot.Nearest(ctx, vector, s.filter(), passagesNear)
	if err != nil {
		return nil, fmt.Errorf("find by meaning: %w", err)
	}
	cosines, err := s.snapshot.Cosines(ctx, vector, passages)
	if err != nil {
		return nil, fmt.Errorf("find by meaning: %w", err)
	}
	return s.fuse(passages, cosines, hits), nil
}

// known reports whether the corpus knows a word of the question.
func (q *question) known() bool {
	return slices.ContainsFunc(q.terms, func(a *ask) bool { return a.df > 0 && !a.fuzzy })
}

// fuse notes the cosines of the passages found by words, NaN where one has no vector, and
// adds those of the hits that are not among them.
func (s *session) fuse(passages []*engine.Passage, cosines []float64, hits []engine.Hit) []*engine.Passage {
	s.cosines = make(map[*engine.Passage]float64, len(passages)+len(hits))
	have := make(map[place]bool, len(passages))
	for i, p := range passages {
		have[placeOf(p)] = true
		if !math.IsNaN(cosines[i]) {
			s.cosines[p] = cosines[i]
			s.nearest = max(s.nearest, cosines[i])
		}
	}
	for _, h := range hits {
		s.nearest = max(s.nearest, h.Score)
		if !have[placeOf(h.Passage)] {
			s.cosines[h.Passage] = h.Score
			passages = append(passages, h.Passage)
		}
	}
	return passages
}

// distance is how much farther from the question a passage lies than the nearest one: the
// difference of their cosines, 0 where there are no vectors. A passage that has none
// yet is taken for one a little off.
func (s *session) distance(p *engine.Passage) float64 {
	const unknown = 0.1
	if len(s.cosines) == 0 {
		return 0
	}
	if c, ok := s.cosines[p]; ok {
		return s.nearest - c
	}
	return unknown
}

// A place names a passage.
type place struct{ article, ordinal int }

func placeOf(p *engine.Passage) place { return place{p.Article, p.Ordinal} }
