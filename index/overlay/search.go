package overlay

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/index/engine"
)

// Counts returns how many passages of both hold each of the terms.
func (s *snapshot) Counts(ctx context.Context, terms []string) ([]int, error) {
	below, err := s.Snapshot.Counts(ctx, terms)
	if err != nil {
		return nil, err
	}
	counts := slices.Clone(below)
	for i := range counts {
		counts[i] += len(s.shelf.holders[terms[i]])
	}
	return counts, nil
}

// Similar returns the nearest other terms of both, those that most passages hold first.
func (s *snapshot) Similar(ctx context.Context, term string, edits, most int) ([]string, error) {
	found, err := s.Snapshot.Similar(ctx, term, edits, most)
	if err != nil {
		return nil, err
	}
	near := slices.Clone(found)
	for _, own := range s.shelf.near(term, edits) {
		if !slices.Contains(near, own) {
			near = append(near, own)
		}
	}
	fewest := edits
	for _, t := range near {
		fewest = min(fewest, distance(term, t))
	}
	near = slices.DeleteFunc(near, func(t string) bool { return distance(term, t) > fewest })
	counts, err := s.Counts(ctx, near)
	if err != nil {
		return nil, err
	}
	held := make(map[string]int, len(near))
	for i, t := range near {
		held[t] = counts[i]
	}
	slices.SortFunc(near, func(a, b string) int { return cmp.Or(cmp.Compare(held[b], held[a]), strings.Compare(a, b)) })
	return near[:min(len(near), most)], nil
}

// near returns the shelf's other terms that share the first letter with one and are reached from
// it by edits, at most that many.
func (s *Shelf) near(term string, edits int) []string {
	first, _ := utf8.DecodeRuneInString(term)
	var out []string
	for t := range s.holders {
		if r, _ := utf8.DecodeRuneInString(t); r == first && t != term && distance(term, t) <= edits {
			out = append(out, t)
		}
	}
	return out
}

// distance is how many letters have to be put in, taken out or replaced to get from one word to
// another (Levenshtein).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		corner := row[0]
		row[0] = i + 1
		for j, q := range to {
			change := corner
			if r != q {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, corner+1)
		}
	}
	return row[len(to)]
}

// Search returns the passages of both that match best, best first.
func (s *snapshot) Search(ctx context.Context, q engine.Query) ([]engine.Hit, error) {
	below, err := s.Snapshot.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	hits := slices.Concat(s.shelf.search(q, s.mean()), below)
	slices.SortStableFunc(hits, func(a, b engine.Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits[:min(len(hits), q.Most)], nil
}

// mean is the mean length of a passage of both, in terms.
func (s *snapshot) mean() float64 {
	t := s.generation.Totals
	return float64(t.All) / float64(max(t.Passages, 1))
}

// search scores the shelf's passages as [engine.Query] says.
func (s *Shelf) search(q engine.Query, mean float64) []engine.Hit {
	scores := map[*engine.Passage]float64{}
	for _, t := range q.Terms {
		for p, tf := range s.frequencies(t, mean) {
			scores[p] += t.Weight * tf * (engine.K1 + 1) / (engine.K1 + tf)
		}
	}
	var hits []engine.Hit
	for p, score := range scores {
		if q.Filter.Article == "" || q.Filter.Article == s.at(p.Article).about.ID {
			hits = append(hits, engine.Hit{Passage: p, Score: score})
		}
	}
	slices.SortFunc(hits, func(a, b engine.Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Passage.Article, a.Passage.Article), cmp.Compare(a.Passage.Ordinal, b.Passage.Ordinal))
	})
	return hits
}

// frequencies returns how often passages hold a term, by their lengths.
func (s *Shelf) frequencies(t engine.Term, mean float64) map[*engine.Passage]float64 {
	out := map[*engine.Passage]float64{}
	for _, spelling := range t.Spellings {
		for _, h := range s.holders[spelling.Term] {
			it := &s.items[h.item]
			length := float64(it.lengths[h.ordinal])
			out[it.passages[h.ordinal]] += spelling.Weight * float64(h.times) / (1 - engine.B + engine.B*length/mean)
		}
	}
	return out
}
