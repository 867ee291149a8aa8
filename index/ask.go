package index

import (
	"context"
	"fmt"
	"time"

	"verbatim/index/reader"
	"verbatim/index/term"
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
	s := newSession(g, q)
	s.model, s.reading = x.options.Reader, x.options.reading()
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
	model    *reader.Model // nil: ranking by words alone
	reading  reading
	question *question
	records  map[int]*articleRecord
}

const (
	passagesRanked = 300 // passages whose sentences are scored
	passagesFewest = 24  // below that, other passages of the same articles are read too
	explained      = 50  // candidates that an explanation shows
)

func newSession(g *generation, q Query) *session {
	analyzers := g.analyzers.Get().(*[]*term.Analyzer)
	defer g.analyzers.Put(analyzers)
	return &session{g: g, query: q, reading: readerReading, question: parseQuestion(q.Text, *analyzers), records: map[int]*articleRecord{}}
}

func (s *session) answer(ctx context.Context) (Answer, error) {
	if err := ctx.Err(); err != nil {
		return Answer{}, err
	}
	if len(s.question.terms) == 0 {
		return s.nothing(NoQuestion, "the question holds no word that can be looked up"), nil
	}
	list, err := s.candidates(ctx)
	if err != nil {
		return Answer{}, err
	}
	if len(list) == 0 {
		return s.nothing(NothingNear, "no sentence holds any word of the question"), nil
	}
	if err := s.read(ctx, list); err != nil {
		return Answer{}, err
	}
	top := max(s.query.Top, 1)
	firsts, twins := pick(list, max(top, 2))
	v := s.judge(list, firsts)
	a, why := s.decide(v)
	for _, c := range firsts[:min(top, len(firsts))] {
		quote, err := s.quote(c)
		if err != nil {
			return Answer{}, err
		}
		if quote.Also, err = s.also(twins[c]); err != nil {
			return Answer{}, err
		}
		a.Quotes = append(a.Quotes, quote)
	}
	if s.query.Explain {
		a.Explanation, err = s.explain(list, v, why)
	}
	return a, err
}

// nothing is the answer where there is not even a candidate.
func (s *session) nothing(r Reason, why string) Answer {
	a := Answer{Abstained: true, Reason: r}
	if s.query.Explain {
		a.Explanation = &Explanation{Terms: s.question.explainTerms(), Decision: why}
	}
	return a
}

// candidates returns the sentences of the best passages, best by words first.
func (s *session) candidates(ctx context.Context) ([]*candidate, error) {
	if s.g.reader == nil {
		return nil, nil
	}
	hits, err := s.hits(ctx, passagesRanked)
	if err != nil {
		return nil, err
	}
	passages := make([]*passageRecord, len(hits))
	for i, h := range hits {
		if passages[i], err = s.g.hitPassage(h); err != nil {
			return nil, err
		}
	}
	if s.model != nil && len(passages) < passagesFewest {
		if passages, err = s.neighbours(passages); err != nil {
			return nil, err
		}
	}
	return s.g.rank(s.question, passages, s.query.Code)
}

// neighbours adds other passages of the articles that matched: where few passages hold
// words of the question, the answer may stand beside them in other words.
func (s *session) neighbours(passages []*passageRecord) ([]*passageRecord, error) {
	type place struct{ article, ordinal int }
	have := map[place]bool{}
	for _, p := range passages {
		have[place{p.article, p.ordinal}] = true
	}
	done := map[int]bool{}
	for _, p := range passages {
		if done[p.article] {
			continue
		}
		done[p.article] = true
		rec, err := s.record(p.article)
		if err != nil {
			return nil, err
		}
		_, places, err := s.g.body(rec)
		if err != nil {
			return nil, err
		}
		for i, l := range places {
			if have[place{p.article, i}] {
				continue
			}
			if len(passages) >= passagesFewest {
				return passages, nil
			}
			other, err := s.g.passage(l)
			if err != nil {
				return nil, err
			}
			passages = append(passages, other)
		}
	}
	return passages, nil
}

// hits returns the n passages that match best among those the query allows.
func (s *session) hits(ctx context.Context, n int) ([]hit, error) {
	if err := s.g.weigh(ctx, s.question); err != nil {
		return nil, err
	}
	only, err := s.g.filter(ctx, Filter{Article: s.query.Article, Sources: s.query.Sources})
	if err != nil {
		return nil, err
	}
	return s.g.search(ctx, s.question, n, only)
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
		SpanStart: sen.start + c.spanStart, SpanEnd: sen.start + c.spanEnd, Score: c.score,
	}
	return q, s.g.verify(rec, q)
}

// explain tells how the answer came about.
func (s *session) explain(list []*candidate, v verdict, why string) (*Explanation, error) {
	e := &Explanation{Terms: s.question.explainTerms(), Decision: why, Features: v.features}
	for _, c := range list[:min(explained, len(list))] {
		q, err := s.quote(c)
		if err != nil {
			return nil, err
		}
		e.Candidates = append(e.Candidates, Explained{Quote: q, Lexical: c.lexical, Read: c.read, Reader: c.logit})
	}
	return e, nil
}
