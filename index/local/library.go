package local

import (
	"context"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// Articles returns the articles with these numbers.
func (g *generation) Articles(_ context.Context, numbers []int) ([]*engine.Article, error) {
	return g.articles(numbers)
}

// Find returns the article with this id, nil when there is none.
func (g *generation) Find(_ context.Context, id string) (*engine.Article, error) {
	return g.find(id)
}

// Each calls yield for all articles in the order of their ids.
func (g *generation) Each(ctx context.Context, yield func(*engine.Article) error) error {
	return g.each(func(a *engine.Article) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(a)
	})
}

// Whole returns an article as it was read.
func (g *generation) Whole(_ context.Context, a *engine.Article) (corpus.Article, error) {
	text, err := g.text(a, 0, a.Bytes)
	if err != nil {
		return corpus.Article{}, err
	}
	blocks, _, err := g.body(a)
	return corpus.Article{
		ID: a.ID, Title: a.Title, Source: a.Source, Published: a.Published, Revised: a.Revised,
		Language: a.Language, Text: text, Blocks: blocks,
	}, err
}

// Passages returns the passages of an article from one ordinal up to another.
func (g *generation) Passages(_ context.Context, a *engine.Article, from, to int) ([]*engine.Passage, error) {
	_, places, err := g.body(a)
	if err != nil {
		return nil, err
	}
	if from < 0 || to < from || to > len(places) {
		return nil, engine.ErrDamaged
	}
	out := make([]*engine.Passage, to-from)
	for i := range out {
		if out[i], err = g.passage(places[from+i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Texts returns ranges of articles' texts.
func (g *generation) Texts(_ context.Context, ranges []engine.Range) ([]string, error) {
	out := make([]string, len(ranges))
	for i, r := range ranges {
		var err error
		if out[i], err = g.text(r.Article, r.Start, r.End); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// articles returns the articles with these numbers, in their order.
func (g *generation) articles(numbers []int) ([]*engine.Article, error) {
	out := make([]*engine.Article, 0, len(numbers))
	err := g.catalogue.Records(numbers, func(number int, record []byte) error {
		a, err := decodeArticle(number, record)
		out = append(out, a)
		return err
	})
	return out, err
}

// article returns the article with this number.
func (g *generation) article(number int) (*engine.Article, error) {
	found, err := g.articles([]int{number})
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// find returns the article with this id, nil when there is none.
func (g *generation) find(id string) (*engine.Article, error) {
	number, err := g.catalogue.Number(id)
	if err != nil || number == 0 {
		return nil, err
	}
	return g.article(number)
}

// each calls yield for all articles in the order of their ids.
func (g *generation) each(yield func(*engine.Article) error) error {
	return g.catalogue.Each(func(number int, record []byte) error {
		a, err := decodeArticle(number, record)
		if err != nil {
			return err
		}
		return yield(a)
	})
}

// Note returns a note, nil when there is none.
func (g *generation) Note(_ context.Context, topic, key string) ([]byte, error) {
	return g.catalogue.Note(topic, key)
}

// EachNote calls yield for all notes under a topic, in the order of their keys.
func (g *generation) EachNote(ctx context.Context, topic string, yield func(note []byte) error) error {
	return g.catalogue.EachNote(ctx, topic, yield)
}

// passage returns the record at a location.
func (g *generation) passage(l location) (*engine.Passage, error) {
	b, err := g.texts.read(l)
	if err != nil {
		return nil, err
	}
	p, err := decodePassage(b)
	p.Place = l.id()
	return &p, err
}

// text returns a range of an article's text.
func (g *generation) text(a *engine.Article, start, end int) (string, error) {
	p, err := placeOf(a)
	if err != nil {
		return "", err
	}
	l, err := p.text.slice(start, end)
	if err != nil {
		return "", err
	}
	b, err := g.texts.read(l)
	return string(b), err
}

// body returns the blocks of an article and the locations of its passages.
func (g *generation) body(a *engine.Article) ([]corpus.Block, []location, error) {
	p, err := placeOf(a)
	if err != nil {
		return nil, nil, err
	}
	b, err := g.texts.read(p.body)
	if err != nil {
		return nil, nil, err
	}
	return decodeBody(b)
}
