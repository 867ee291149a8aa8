package own

import (
	"context"
	"fmt"
	"time"

	"verbatim/index"
	"verbatim/index/eval"
)

// Ask asks all questions of an index with these sources, as people ask them. It stops at the
// first error and when ctx ends.
func Ask(ctx context.Context, a eval.Answerer, sources []index.Source, questions []Question, o eval.Options) ([]eval.Outcome, error) {
	const top = 10 // answers that are looked at
	l := newLibrary(sources)
	outcomes := make([]eval.Outcome, len(questions))
	err := o.Each(ctx, len(questions), func(ctx context.Context, i int) error {
		q, start := questions[i], time.Now()
		answer, err := a.Answer(ctx, index.Query{Text: q.Text, Top: top, Level: o.Level, Sections: true})
		if err != nil {
			return fmt.Errorf("question %q: %w", q.ID, err)
		}
		outcomes[i] = outcome(expect(q, l), answer, time.Since(start))
		return nil
	})
	return outcomes, err
}

func outcome(e expectation, a index.Answer, took time.Duration) eval.Outcome {
	o := eval.Outcome{
		ID: e.ID, Question: e.Text, Wanted: e.wanted(), Expected: append(e.Expected[:len(e.Expected):len(e.Expected)], e.Articles...),
		Absent: e.absent, Silent: a.Abstained, Confidence: a.Confidence, Took: took,
	}
	for i, q := range a.Quotes {
		o.Said = append(o.Said, eval.Said{Quote: q.Text, Title: q.Article.Title, Source: q.Article.Source + q.Anchor, Link: q.Link()})
		if o.Rank == 0 && e.met(q) {
			o.Rank = i + 1
		}
	}
	return o
}
