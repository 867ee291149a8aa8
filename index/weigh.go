package index

import (
	"context"
	"fmt"
	"math"

	"verbatim/index/engine"
	"verbatim/index/term"
)

// weigh looks up how many passages hold each asked term, which gives its weight, and
// finds similar words for those that the corpus does not know.
func (s *session) weigh(ctx context.Context) error {
	asks := s.question.terms
	if err := s.count(ctx, asks); err != nil {
		return err
	}
	var unknown []*ask
	for _, a := range asks {
		if a.df > 0 || a.number {
			continue
		}
		if err := s.similar(ctx, a); err != nil {
			return err
		}
		if a.fuzzy {
			unknown = append(unknown, a)
		}
	}
	if err := s.count(ctx, unknown); err != nil {
		return err
	}
	n := float64(s.generation.Totals.Passages)
	for _, a := range asks {
		df := float64(a.df)
		a.idf = math.Log(1 + (n-df+0.5)/(df+0.5))
	}
	return nil
}

// count looks up how many passages hold each of the terms, in all their spellings.
func (s *session) count(ctx context.Context, asks []*ask) error {
	var terms []string
	for _, a := range asks {
		for _, v := range a.terms {
			terms = append(terms, v.term)
		}
	}
	if len(terms) == 0 {
		return nil
	}
	counts, err := s.snapshot.Counts(ctx, terms)
	if err != nil {
		return err
	}
	if len(counts) != len(terms) {
		return fmt.Errorf("%d counts of %d terms", len(counts), len(terms))
	}
	for _, a := range asks {
		a.df = 0
		for range a.terms {
			a.df += counts[0]
			counts = counts[1:]
		}
		a.df = min(a.df, s.generation.Totals.Passages)
	}
	return nil
}

// similar adds to a term that the corpus does not know the most frequent of those
// that differ in one letter, or in two when the word is long.
func (s *session) similar(ctx context.Context, a *ask) error {
	const (
		most   = 3
		weight = 0.6
	)
	word := a.terms[0].term
	letters, room := len([]rune(word)), most+1-len(a.terms)
	if letters < 4 || room <= 0 {
		return nil
	}
	edits := 1
	if letters >= 8 {
		edits = 2
	}
	found, err := s.snapshot.Similar(ctx, word, edits, room)
	if err != nil {
		return err
	}
	for _, t := range found {
		a.terms = append(a.terms, variant{term: t, hash: term.Hash(t), weight: weight})
		a.fuzzy = true
	}
	return nil
}

// wanted returns the weighted terms of the question as an engine searches for them.
func (q *question) wanted() []engine.Term {
	out := make([]engine.Term, len(q.terms))
	for i, a := range q.terms {
		out[i] = engine.Term{Passages: a.df, Weight: a.idf, Spellings: make([]engine.Spelling, len(a.terms))}
		for j, v := range a.terms {
			out[i].Spellings[j] = engine.Spelling{Term: v.term, Weight: v.weight}
		}
	}
	return out
}
