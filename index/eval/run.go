package eval

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"verbatim/index"
)

// An Answerer answers questions; [*index.Index] is one.
type Answerer interface {
	Answer(ctx context.Context, q index.Query) (index.Answer, error)
}

// Options say how to ask.
type Options struct {
	Level       index.Level         // the level that decides, "" means balanced
	Top         int                 // predictions a question, 0 means 10, what MRR@10 needs
	Concurrency int                 // questions at a time, 0 means 1: then latencies are those of one asker
	Details     bool                // keep what the stages said of each question
	Progress    func(done, all int) // called after each question when not nil, never concurrently
}

// A Run is what was said to each question of a set.
type Run struct {
	Level      index.Level // the level asked at
	Lines      []Line      // in the order of the set's questions
	Violations []Violation
	Details    []Detail // of each question, where they were asked for
	took       []time.Duration
}

// A Violation is a quote that does not stand in the set's article byte for byte, or
// a span outside its quote.
type Violation struct {
	Question string `json:"question"`
	Article  string `json:"article"`
	Start    int    `json:"bstart"`
	End      int    `json:"bend"`
	Quote    string `json:"quote"`
}

// Ask asks every question of s. It stops at the first error and when ctx ends.
func Ask(ctx context.Context, a Answerer, s *Set, o Options) (*Run, error) {
	if o.Top == 0 {
		o.Top = 10
	}
	if o.Level == "" {
		o.Level = index.Balanced
	}
	r := &Run{Level: o.Level, Lines: make([]Line, len(s.Questions)), took: make([]time.Duration, len(s.Questions))}
	if o.Details {
		r.Details = make([]Detail, len(s.Questions))
	}
	judge := s.judge()
	err := o.Each(ctx, len(s.Questions), func(ctx context.Context, i int) error {
		q, start := s.Questions[i], time.Now()
		answer, err := a.Answer(ctx, index.Query{Text: q.Text, Top: o.Top, Level: o.Level, Explain: o.Details})
		if err != nil {
			return fmt.Errorf("question %q: %w", q.ID, err)
		}
		r.took[i] = time.Since(start)
		r.Lines[i] = NewLine(q.ID, answer)
		if o.Details {
			r.Details[i] = judge.detail(q, answer)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.Violations = violations(s, r.Lines)
	return r, nil
}

// Each calls ask for each of n questions, as many at a time as o says. It stops at the first
// error and when ctx ends.
func (o Options) Each(ctx context.Context, n int, ask func(ctx context.Context, i int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(o.Concurrency, 1))
	done := counter(n, o.Progress)
	for i := range n {
		group.Go(func() error {
			err := ctx.Err()
			if err == nil {
				err = ask(ctx, i)
			}
			if err == nil {
				done()
			}
			return err
		})
	}
	return group.Wait()
}

// counter returns a function that counts to all and passes each count to report.
func counter(all int, report func(done, all int)) func() {
	var (
		mu   sync.Mutex
		done int
	)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		if report != nil {
			report(done, all)
		}
	}
}

// violations checks every quote against the set's own text, not against what the
// index says it stored.
func violations(s *Set, lines []Line) []Violation {
	texts := s.texts()
	var found []Violation
	for _, l := range lines {
		for _, p := range l.Predictions {
			if !exact(p, texts) {
				found = append(found, Violation{Question: l.ID, Article: p.Article, Start: p.Start, End: p.End, Quote: p.Quote})
			}
		}
	}
	return found
}

// exact tells whether the quote stands at its offsets, and its span inside it.
func exact(p Prediction, texts map[string]string) bool {
	text, ok := texts[p.Article]
	from, to := p.quoted()
	if !ok || from < 0 || from > p.Start || p.Start >= p.End || p.End > to || to > len(text) || text[from:to] != p.Quote {
		return false
	}
	return p.Span == nil || p.Start <= p.Span[0] && p.Span[0] < p.Span[1] && p.Span[1] <= p.End
}
