package index

import (
	"context"
	"slices"

	"verbatim/index/engine"
)

const (
	passagesRanked = 300 // passages whose sentences are scored
	passagesFewest = 24  // below that, other passages of the same articles are read too
)

// candidates returns the sentences of the best passages, those that words and meaning
// promise most first.
func (s *session) candidates(ctx context.Context) ([]*candidate, error) {
	hits, err := s.hits(ctx, passagesRanked)
	if err != nil {
		return nil, err
	}
	passages := make([]*engine.Passage, len(hits))
	for i, h := range hits {
		passages[i] = h.Passage
	}
	if passages, err = s.byMeaning(ctx, passages); err != nil {
		return nil, err
	}
	if s.reads() && len(passages) < passagesFewest {
		if passages, err = s.neighbours(ctx, passages); err != nil {
			return nil, err
		}
	}
	s.stages.ended(ctx, Candidates)
	return s.rank(ctx, passages)
}

// hits returns the n passages that match best among those the query allows.
func (s *session) hits(ctx context.Context, n int) ([]engine.Hit, error) {
	if err := s.weigh(ctx); err != nil {
		return nil, err
	}
	return s.snapshot.Search(ctx, engine.Query{Terms: s.question.wanted(), Filter: s.filter(), Most: n})
}

// filter is what the query allows.
func (s *session) filter() Filter {
	return Filter{Article: s.query.Article, Sources: s.query.Sources, Within: s.query.Within}
}

// neighbours adds other passages of the articles that matched: where few passages hold
// words of the question, the answer may stand beside them in other words.
func (s *session) neighbours(ctx context.Context, passages []*engine.Passage) ([]*engine.Passage, error) {
	have := map[place]bool{}
	for _, p := range passages {
		have[placeOf(p)] = true
	}
	if err := s.know(ctx, passages); err != nil {
		return nil, err
	}
	done := map[int]bool{}
	for _, p := range passages {
		if done[p.Article] {
			continue
		}
		done[p.Article] = true
		a := s.articles[p.Article]
		others, err := s.snapshot.Passages(ctx, a, 0, min(a.Passages, passagesFewest))
		if err != nil {
			return nil, err
		}
		for _, other := range others {
			if have[placeOf(other)] {
				continue
			}
			if len(passages) >= passagesFewest {
				return passages, nil
			}
			passages = append(passages, other)
		}
	}
	return passages, nil
}

// know looks up the articles of passages, all that are not known yet at once.
func (s *session) know(ctx context.Context, passages []*engine.Passage) error {
	var numbers []int
	for _, p := range passages {
		if s.articles[p.Article] == nil && !slices.Contains(numbers, p.Article) {
			numbers = append(numbers, p.Article)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	found, err := s.snapshot.Articles(ctx, numbers)
	if err != nil {
		return err
	}
	for _, a := range found {
		s.articles[a.Number] = a
	}
	return nil
}

// knowAll looks up the articles of candidates.
func (s *session) knowAll(ctx context.Context, list []*candidate) error {
	passages := make([]*engine.Passage, len(list))
	for i, c := range list {
		passages[i] = c.passage
	}
	return s.know(ctx, passages)
}
