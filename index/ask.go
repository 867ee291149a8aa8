package index

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"verbatim/index/engine"
	"verbatim/index/reader"
	"verbatim/index/term"
)

// Answer answers one question. Abstaining is a result, not an error. An error means
// that ctx ended or that the index cannot be read.
func (x *Index) Answer(ctx context.Context, q Query) (Answer, error) {
	began := time.Now()
	held, err := x.engine.Hold(ctx)
	if err != nil {
		return Answer{}, err
	}
	defer held.Release()
	s := newSession(held, q)
	s.model, s.reading, s.meaning = x.options.Reader, x.options.reading().inHaste(q.Haste), x.options.Meaning
	s.stages = stages{x.options.Observe, began}
	s.stages.ended(ctx, Clean)
	answer, err := s.answer(ctx)
	if x.options.Observe != nil {
		x.options.Observe(ctx, Whole, began)
	}
	answer.Question = q.Text
	answer.Haste = s.hurried
	answer.Took = time.Since(began)
	if err != nil {
		return answer, fmt.Errorf("answer: %w", err)
	}
	return answer, nil
}

// A session is the answering of one query on one generation.
type session struct {
	snapshot   engine.Snapshot
	generation *engine.Generation
	query      Query
	model      *reader.Model // nil: ranking by words alone
	reading    reading
	hurried    float64 // the query's haste, once it has something left out
	question   *question
	wish       wish                    // of the age of its answer
	analyzers  []*term.Analyzer        // that the question is analysed with
	articles   map[int]*engine.Article // those looked up so far, by number
	ages       map[*engine.Passage]age // those found out so far
	stages     stages

	meaning bool                        // passages are looked for by their meaning too
	cosines map[*engine.Passage]float64 // of passages with the question, of those that have a vector
	nearest float64                     // the greatest of them
}

func newSession(held engine.Snapshot, q Query) *session {
	g := held.Generation()
	analyzers := term.ForQuestions(slices.Sorted(maps.Keys(g.Languages)))
	s := &session{
		snapshot: held, generation: g, query: q, reading: readerReading, analyzers: analyzers,
		question: parseQuestion(q.Text, analyzers), articles: map[int]*engine.Article{}, ages: map[*engine.Passage]age{},
	}
	s.wish = wishOf(s.question.text)
	return s
}

func (s *session) answer(ctx context.Context) (Answer, error) {
	if err := ctx.Err(); err != nil {
		return Answer{}, err
	}
	if len(s.question.terms) == 0 {
		return s.nothing(NoQuestion, "the question holds no word that can be looked up"), nil
	}
	list, err := s.candidates(ctx)
	if err == nil {
		list, err = s.inVersion(ctx, list)
	}
	if err != nil {
		return Answer{}, err
	}
	if len(list) == 0 {
		if s.model != nil && !s.reads() {
			s.hurried = 1 // by meaning something may have been found
		}
		return s.nothing(NothingNear, "no sentence holds any word of the question"), nil
	}
	if err := s.prefer(ctx, list); err != nil { // so that the newest copies are read first
		return Answer{}, err
	}
	s.stages.ended(ctx, Rank)
	if err := s.read(ctx, list); err != nil {
		return Answer{}, err
	}
	if err := s.preferRead(ctx, list); err != nil {
		return Answer{}, err
	}
	s.stages.ended(ctx, Read)
	list, firsts, twins, err := s.settle(ctx, list, max(s.query.Top, 1))
	if err != nil {
		return Answer{}, err
	}
	s.stages.ended(ctx, Settle)
	if len(list) == 0 {
		return s.nothing(NothingNear, "nothing that is near may be quoted"), nil
	}
	rivals, _ := pick(list, 2, false)
	v, err := s.judge(ctx, list, rivals)
	if err != nil {
		return Answer{}, err
	}
	a, why := s.decide(v)
	if a.Quotes, err = s.quotes(ctx, firsts); err != nil {
		return Answer{}, err
	}
	if err = s.lead(ctx, a.Quotes); err != nil {
		return Answer{}, err
	}
	for i := range a.Quotes {
		if a.Quotes[i].Also, err = s.also(ctx, twins[firsts[i]]); err != nil {
			return Answer{}, err
		}
	}
	if s.query.Explain {
		a.Explanation, err = s.explain(ctx, list, v, why)
	}
	s.stages.ended(ctx, Decide)
	return a, err
}
