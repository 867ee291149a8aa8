package index

import (
	"context"
	"strings"
)

// explained is how many candidates an explanation shows at least: all that were read, too.
const explained = 50

// nothing is the answer where there is not even a candidate.
func (s *session) nothing(r Reason, why string) Answer {
	a := Answer{Abstained: true, Reason: r}
	if s.query.Explain {
		a.Explanation = &Explanation{Terms: s.question.explainTerms(), Decision: why}
	}
	return a
}

// explain tells how the answer came about.
func (s *session) explain(ctx context.Context, list []*candidate, v verdict, why string) (*Explanation, error) {
	e := &Explanation{Terms: s.question.explainTerms(), Decision: why, Features: v.features, Moves: v.moves}
	list = list[:s.shown(list)]
	quotes, err := s.quotes(ctx, list)
	if err != nil {
		return nil, err
	}
	for i, c := range list {
		e.Candidates = append(e.Candidates, Explained{
			Quote: quotes[i].sentence(), Lexical: c.lexical, Read: c.read, Glanced: c.glanced, Reader: c.logit, Span: c.spanLogit, Words: c.words,
			Distance: c.distance, Within: c.within, Coverage: c.coverage, Named: c.named > 0,
		})
	}
	return e, nil
}

// sentence returns the quote of the sentence alone.
func (q Quote) sentence() Quote {
	q.Text = q.Text[q.SentenceStart-q.Start : q.SentenceEnd-q.Start]
	q.Start, q.End, q.Before = q.SentenceStart, q.SentenceEnd, Excerpt{}
	return q
}

// shown returns how many of the candidates, those that were read first, are explained.
func (s *session) shown(list []*candidate) int {
	n := 0
	for n < len(list) && list[n].read {
		n++
	}
	return min(max(n, explained), len(list))
}

// explainTerms names the terms of a question for [Explanation].
func (q *question) explainTerms() []string {
	var out []string
	for _, a := range q.terms {
		names := make([]string, len(a.terms))
		for i, v := range a.terms {
			names[i] = v.term
		}
		out = append(out, strings.Join(names, "|"))
	}
	return out
}
