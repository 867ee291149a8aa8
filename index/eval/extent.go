package eval

// ExtentScore tells what quotes add to their sentences. Shares are over answerable questions,
// and of first predictions.
type ExtentScore struct {
	Sentence  float64 `json:"sentence"`   // share whose sentence is right, with all that the set calls right
	Holds     float64 `json:"holds"`      // share whose quote holds a right sentence
	Next      float64 `json:"holds_next"` // the same, were each quote its sentence and the next one
	MeanBytes float64 `json:"mean_bytes"` // of all first quotes
	NextBytes float64 `json:"mean_bytes_next"`
	Longest   int     `json:"longest_bytes"`
}

// scoreExtents computes the figures of lines over the set's questions.
func scoreExtents(s *Set, lines []Line) ExtentScore {
	byID := make(map[string]Line, len(lines))
	for _, l := range lines {
		byID[l.ID] = l
	}
	j, after := s.judge(), s.following()
	var e ExtentScore
	answerable, quotes := 0, 0
	for _, q := range s.Questions {
		if len(q.Answers) > 0 {
			answerable++
		}
		l := byID[q.ID]
		if len(l.Predictions) == 0 {
			continue
		}
		p := l.Predictions[0]
		quotes++
		e.length(p, after(p))
		if len(q.Answers) > 0 {
			e.count(j.holds(p.Article, p.Start, p.End, q), &e.Sentence)
			from, to := p.quoted()
			e.count(j.holds(p.Article, from, to, q), &e.Holds)
			e.count(j.holds(p.Article, p.Start, after(p), q), &e.Next)
		}
	}
	return e.over(answerable, quotes)
}

func (e *ExtentScore) length(p Prediction, next int) {
	from, to := p.quoted()
	e.MeanBytes += float64(to - from)
	e.NextBytes += float64(next - p.Start)
	e.Longest = max(e.Longest, to-from)
}

func (e *ExtentScore) count(right bool, in *float64) {
	if right {
		*in++
	}
}

func (e ExtentScore) over(answerable, quotes int) ExtentScore {
	for _, v := range []*float64{&e.Sentence, &e.Holds, &e.Next} {
		*v /= float64(max(answerable, 1))
	}
	for _, v := range []*float64{&e.MeanBytes, &e.NextBytes} {
		*v /= float64(max(quotes, 1))
	}
	return e
}

// holds tells whether a range of an article holds a right answer of a question, or most of a
// right sentence.
func (j judge) holds(article string, start, end int, q Question) bool {
	for _, g := range q.Answers {
		overlap := min(end, g.End) - max(start, g.Start)
		if g.in(q) == article && (5*overlap >= 3*(g.End-g.Start) || g.within && 2*overlap >= end-start) {
			return true
		}
	}
	return false
}

// following returns a function that tells where the sentence after a prediction ends, as the set
// cuts its articles; where the prediction ends when it does not know.
func (s *Set) following() func(Prediction) int {
	sentences := make(map[string][][2]int, len(s.Articles))
	for _, a := range s.Articles {
		sentences[a.ID] = a.Sentences
	}
	return func(p Prediction) int {
		for _, next := range sentences[p.Article] {
			if next[0] >= p.End {
				return next[1]
			}
		}
		return p.End
	}
}
