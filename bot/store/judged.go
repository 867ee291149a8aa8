package store

import (
	"cmp"
	"slices"
)

// A Judgement is what people said of a quote as the answer to a question.
type Judgement struct {
	Server   string
	Question string
	Quote    Ref // the sentence that was chosen, or all that was quoted where that is not known any more
	For      int // votes, and one more where it is said to have solved the question
	Against  int
}

// Judgements returns what people said of answers, in the order of servers and questions. Questions
// that were deleted since are not among them.
func (s *Store) Judgements() ([]Judgement, error) {
	j := judging{answers: map[string]Answer{}, by: map[judged]*Judgement{}}
	err := s.file.view(func(tx *transaction) error {
		err := each(tx, bucketAnswers, func(key string, a Answer) error {
			j.answers[key] = a
			if a.Solved > 0 && a.Solved <= len(a.Quotes) {
				j.of(a.Server, a.Asks(), j.sentence(key, a.Quotes[a.Solved-1].Ref)).For++
			}
			return nil
		})
		if err != nil {
			return err
		}
		return each(tx, bucketVotes, func(_ string, v Vote) error {
			if v.Question == "" {
				return nil
			}
			if of := j.of(v.Server, v.Question, j.sentence(v.Answer, v.Quote)); v.Helpful {
				of.For++
			} else {
				of.Against++
			}
			return nil
		})
	})
	var all []Judgement
	for _, one := range j.by {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b Judgement) int {
		return cmp.Or(cmp.Compare(a.Server, b.Server), cmp.Compare(a.Question, b.Question), cmp.Compare(a.Quote.Article, b.Quote.Article), cmp.Compare(a.Quote.Start, b.Quote.Start))
	})
	return all, err
}

// judging adds up what people said.
type judging struct {
	answers map[string]Answer
	by      map[judged]*Judgement
}

// judged names a quote as the answer to a question, however that is written.
type judged struct {
	server, question string
	quote            Ref
}

func (j *judging) of(server, question string, quote Ref) *Judgement {
	at := judged{server, QuestionID(question), quote}
	if j.by[at] == nil {
		j.by[at] = &Judgement{Server: server, Question: question, Quote: quote}
	}
	return j.by[at]
}

// sentence returns the sentence that was chosen of what an answer quoted, as far as that is known.
func (j *judging) sentence(answer string, quote Ref) Ref {
	for _, q := range j.answers[answer].Quotes {
		if q.Ref != quote || q.Sentence == nil || q.Text == "" {
			continue
		}
		return RefOf(q.Article, q.Sentence.Start, q.Text[q.Sentence.Start-q.Start:q.Sentence.End-q.Start])
	}
	return quote
}
