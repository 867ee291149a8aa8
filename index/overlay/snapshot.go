package overlay

import (
	"context"
	"maps"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// An Engine is an engine with a shelf over it. It is safe for concurrent use.
type Engine struct {
	engine.Engine
	shelf *Shelf
}

// New lays a shelf over an engine, which stays whoever's it is: closing one closes the other.
// The articles of the two must not share an id.
func New(below engine.Engine, shelf *Shelf) *Engine { return &Engine{below, shelf} }

// Hold returns the newest generation below with the shelf over it.
func (e *Engine) Hold(ctx context.Context) (engine.Snapshot, error) {
	held, err := e.Engine.Hold(ctx)
	if err != nil {
		return nil, err
	}
	return &snapshot{Snapshot: held, shelf: e.shelf, generation: e.shelf.over(held.Generation())}, nil
}

// over returns the description of a generation with the shelf over it.
func (s *Shelf) over(below *engine.Generation) *engine.Generation {
	g := *below
	g.Totals.Join(s.totals)
	g.Languages = maps.Clone(s.languages)
	for tag, n := range below.Languages {
		g.Languages[tag] += n
	}
	return &g
}

// A snapshot is a generation with a shelf over it.
type snapshot struct {
	engine.Snapshot
	shelf      *Shelf
	generation *engine.Generation // of both
}

// Generation describes both.
func (s *snapshot) Generation() *engine.Generation { return s.generation }

// Articles returns the articles with these numbers.
func (s *snapshot) Articles(ctx context.Context, numbers []int) ([]*engine.Article, error) {
	out := make([]*engine.Article, len(numbers))
	var below, places []int
	for i, number := range numbers {
		if it := s.shelf.at(number); it != nil {
			out[i] = it.about
			continue
		}
		below, places = append(below, number), append(places, i)
	}
	if len(below) == 0 {
		return out, ctx.Err()
	}
	found, err := s.Snapshot.Articles(ctx, below)
	for i, a := range found {
		out[places[i]] = a
	}
	return out, err
}

// Find returns the article with this id, nil when there is none.
func (s *snapshot) Find(ctx context.Context, id string) (*engine.Article, error) {
	if at, ok := s.shelf.byID[id]; ok {
		return s.shelf.items[at].about, ctx.Err()
	}
	return s.Snapshot.Find(ctx, id)
}

// Each calls yield for all articles of both in the order of their ids.
func (s *snapshot) Each(ctx context.Context, yield func(*engine.Article) error) error {
	own := s.shelf.items
	err := s.Snapshot.Each(ctx, func(a *engine.Article) error {
		for len(own) > 0 && own[0].about.ID < a.ID {
			if err := yield(own[0].about); err != nil {
				return err
			}
			own = own[1:]
		}
		return yield(a)
	})
	for _, it := range own {
		if err == nil {
			err = yield(it.about)
		}
	}
	return err
}

// Whole returns an article as it was put in.
func (s *snapshot) Whole(ctx context.Context, a *engine.Article) (corpus.Article, error) {
	if it := s.shelf.at(a.Number); it != nil {
		return it.whole, ctx.Err()
	}
	return s.Snapshot.Whole(ctx, a)
}

// Passages returns the passages of an article from one ordinal up to, and without, another.
func (s *snapshot) Passages(ctx context.Context, a *engine.Article, from, to int) ([]*engine.Passage, error) {
	it := s.shelf.at(a.Number)
	switch {
	case it == nil:
		return s.Snapshot.Passages(ctx, a, from, to)
	case from < 0 || to < from || to > len(it.passages):
		return nil, engine.ErrDamaged
	}
	return it.passages[from:to:to], ctx.Err()
}

// Texts returns ranges of articles' texts, byte for byte.
func (s *snapshot) Texts(ctx context.Context, ranges []engine.Range) ([]string, error) {
	out := make([]string, len(ranges))
	var below []engine.Range
	var places []int
	for i, r := range ranges {
		it := s.shelf.at(r.Article.Number)
		switch {
		case it == nil:
			below, places = append(below, r), append(places, i)
		case r.Start < 0 || r.End < r.Start || r.End > len(it.whole.Text):
			return nil, engine.ErrDamaged
		default:
			out[i] = it.whole.Text[r.Start:r.End]
		}
	}
	if len(below) == 0 {
		return out, ctx.Err()
	}
	texts, err := s.Snapshot.Texts(ctx, below)
	for i, text := range texts {
		out[places[i]] = text
	}
	return out, err
}
