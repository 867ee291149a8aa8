package index

import (
	"context"
	"fmt"
	"time"
)

// Answer answers one question. Abstaining is a result, not an error. An error means
// that ctx ended or that the index cannot be read.
func (x *Index) Answer(ctx context.Context, q Query) (Answer, error) {
	began := time.Now()
	g, err := x.hold()
	if err != nil {
		return Answer{}, err
	}
	defer g.release()
	s := &session{g: g, query: q}
	answer, err := s.answer(ctx)
	answer.Question = q.Text
	answer.Took = time.Since(began)
	if err != nil {
		return answer, fmt.Errorf("answer: %w", err)
	}
	return answer, nil
}

// A session is the answering of one query on one generation.
type session struct {
	g        *generation
	query    Query
	question *question
	records  map[int]*articleRecord
}

const (
	passagesRanked  = 300 // passages whose sentences are scored
	sentencesRanked = 50  // sentences that leave ranking
)

func (s *session) answer(ctx context.Context) (Answer, error) {
	if err := ctx.Err(); err != nil {
		return Answer{}, err
	}
	s.records = map[int]*articleRecord{}
	analyzers := s.g.analyzers.Get().([]*analyzer)
	s.question = parseQuestion(s.query.Text, analyzers)
	s.g.analyzers.Put(analyzers)
	if len(s.question.terms) == 0 {
		return Answer{Abstained: true, Reason: NoQuestion}, nil
	}
	list, err := s.candidates(ctx)
	if err != nil {
		return Answer{}, err
	}
	if len(list) == 0 {
		return Answer{Abstained: true, Reason: NothingNear}, nil
	}
	a := s.decide(list)
	n := max(s.query.Top, 1)
	for i := range list[:min(n, len(list))] {
		quote, err := s.quote(&list[i])
		if err != nil {
			return Answer{}, err
		}
		a.Quotes = append(a.Quotes, quote)
	}
	return a, nil
}

// candidates returns the best sentences by words, best first.
func (s *session) candidates(ctx context.Context) ([]candidate, error) {
	if s.g.reader == nil {
		return nil, nil
	}
	if err := s.g.weigh(ctx, s.question); err != nil {
		return nil, err
	}
	hits, err := s.g.search(ctx, s.question, passagesRanked, nil)
	if err != nil {
		return nil, err
	}
	return s.g.rank(s.question, hits, max(sentencesRanked, s.query.Top))
}

// record returns the record of an article, read once in a session.
func (s *session) record(number int) (*articleRecord, error) {
	if r, ok := s.records[number]; ok {
		return r, nil
	}
	r, err := s.g.catalogue.article(number)
	if err != nil {
		return nil, err
	}
	s.records[number] = &r
	return &r, nil
}

// quote makes a quote of a candidate and checks it against the stored text.
func (s *session) quote(c *candidate) (Quote, error) {
	rec, err := s.record(c.passage.article)
	if err != nil {
		return Quote{}, err
	}
	sen := c.sentence()
	text, err := s.g.text(rec, sen.start, sen.end)
	if err != nil {
		return Quote{}, err
	}
	q := Quote{
		Article: rec.describe(), Section: c.passage.headings, Anchor: c.passage.anchor,
		Start: sen.start, End: sen.end, Text: text,
		SpanStart: sen.start, SpanEnd: sen.start, Score: c.lexical,
	}
	return q, s.g.verify(rec, q)
}

func (s *session) decide(list []candidate) Answer {
	return Answer{Confidence: list[0].coverage}
}
