package overlay

import (
	"cmp"
	"context"
	"math"
	"slices"

	"verbatim/index/engine"
)

// vectors are those of a shelf's passages.
type vectors struct {
	of     map[*engine.Passage][]float32
	byText map[string][]float32 // by what was encoded
}

// batch is how many texts are encoded together.
const batch = 4

// Encode gives the shelf's passages their vectors, as [engine.Filler] does for those below: of the
// articles whose language is known, by the text that [engine.Encoded] makes. What like has of the
// same text is taken from there; like may be nil. The shelf is used meanwhile, without vectors until
// all are there. What was encoded when ctx ends is lost.
func (s *Shelf) Encode(ctx context.Context, encode func(context.Context, []string) ([][]float32, error), knows func(language string) bool, like *Shelf) error {
	made := &vectors{of: map[*engine.Passage][]float32{}, byText: map[string][]float32{}}
	var old map[string][]float32
	if like != nil && like.vectors.Load() != nil {
		old = like.vectors.Load().byText
	}
	var passages []*engine.Passage
	var texts []string
	for _, it := range s.items {
		if !knows(it.about.Language) {
			continue
		}
		for _, p := range it.passages {
			text := engine.Encoded(it.about.Title, p.Headings, it.whole.Text[p.Start:p.End])
			if v, ok := old[text]; ok {
				made.put(p, text, v)
				continue
			}
			passages, texts = append(passages, p), append(texts, text)
		}
	}
	for len(texts) > 0 {
		n := min(batch, len(texts))
		encoded, err := encode(ctx, texts[:n])
		if err != nil {
			return err
		}
		for i, v := range encoded {
			made.put(passages[i], texts[i], v)
		}
		passages, texts = passages[n:], texts[n:]
	}
	s.vectors.Store(made)
	return nil
}

func (v *vectors) put(p *engine.Passage, text string, vector []float32) {
	v.of[p], v.byText[text] = vector, vector
}

// cosine returns the cosine of a passage's vector with another, NaN where it has none.
func (v *vectors) cosine(p *engine.Passage, with []float32) float64 {
	if v == nil || len(v.of[p]) != len(with) {
		return math.NaN()
	}
	sum := 0.0
	for i, x := range v.of[p] {
		sum += float64(x) * float64(with[i])
	}
	return sum
}

// Vectors counts the passages of both that have a vector. Where there are none below, those of the shelf
// do not count: by meaning it alone would be found.
func (s *snapshot) Vectors(ctx context.Context) (int, error) {
	n, err := s.Snapshot.Vectors(ctx)
	if own := s.shelf.vectors.Load(); n > 0 && own != nil {
		n += len(own.of)
	}
	return n, err
}

// Nearest returns the passages of both whose vectors lie nearest.
func (s *snapshot) Nearest(ctx context.Context, vector []float32, f engine.Filter, most int) ([]engine.Hit, error) {
	hits, err := s.Snapshot.Nearest(ctx, vector, f, most)
	own := s.shelf.vectors.Load()
	if err != nil || own == nil {
		return hits, err
	}
	hits = slices.Clone(hits)
	for p := range own.of {
		if f.Article == "" || f.Article == s.shelf.at(p.Article).about.ID {
			hits = append(hits, engine.Hit{Passage: p, Score: own.cosine(p, vector)})
		}
	}
	slices.SortFunc(hits, func(a, b engine.Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Passage.Article, b.Passage.Article), cmp.Compare(a.Passage.Ordinal, b.Passage.Ordinal))
	})
	return hits[:min(len(hits), most)], nil
}

// Cosines returns the cosines of passages of both, NaN where one has no vector.
func (s *snapshot) Cosines(ctx context.Context, vector []float32, passages []*engine.Passage) ([]float64, error) {
	out := make([]float64, len(passages))
	own := s.shelf.vectors.Load()
	var below []*engine.Passage
	var places []int
	for i, p := range passages {
		if p.Article < 0 {
			out[i] = own.cosine(p, vector)
			continue
		}
		below, places = append(below, p), append(places, i)
	}
	cosines, err := s.Snapshot.Cosines(ctx, vector, below)
	for i, c := range cosines {
		out[places[i]] = c
	}
	return out, err
}
