package eval

import "math"

// Metrics are the figures of one run. Shares are 0 to 1.
type Metrics struct {
	Questions    int `json:"questions"`
	Answerable   int `json:"answerable"`
	Unanswerable int `json:"unanswerable"`
	*Retrieval       // nil without answerable questions
	Shape
	Abstention
	*Separation // nil unless there are both kinds of question
}

// Retrieval figures are over answerable questions and ignore the confidence.
type Retrieval struct {
	P1         float64    `json:"P@1"`       // share whose first prediction is right
	MRR10      float64    `json:"MRR@10"`    // mean of 1/rank of the first right one among ten
	Success5   float64    `json:"Success@5"` // share with a right one among five
	P1CI       [2]float64 `json:"P@1_ci95"`  // Wilson interval, 95 %
	Success5CI [2]float64 `json:"Success@5_ci95"`
}

// Shape tells what first predictions look like.
type Shape struct {
	MeanBytes     float64 `json:"mean_bytes@1"`
	MultiSentence float64 `json:"multi_sentence@1"` // share that looks like more than one sentence
}

// Abstention figures are over all questions. An answer to an unanswerable question
// is always wrong.
type Abstention struct {
	AnsweredAtAll float64  `json:"answered_at_all"` // share with any prediction and confidence
	AURC          float64  `json:"AURC"`            // area under the risk–coverage curve, lower is better
	AURCFloor     float64  `json:"AURC_floor"`      // the same with these answers in perfect order
	CovP90        float64  `json:"cov@P90"`         // largest share answered with precision of at least 0.9
	RecallCovP90  float64  `json:"recall_cov@P90"`  // right answers there over answerable questions
	TP90          *float64 `json:"t@P90"`           // the confidence there, nil when it is never reached
	BestF1Correct float64  `json:"best_F1_correct"` // best F1 of right answers over thresholds
	TF1Correct    *float64 `json:"t_F1_correct"`
}

// Separation tells how well the confidence separates answerable questions from
// unanswerable ones.
type Separation struct {
	AUROC            float64  `json:"AUROC"` // 0.5 is chance
	BestF1Answerable float64  `json:"best_F1_answerable"`
	TF1Answerable    *float64 `json:"t_F1_answerable"`
	F1AnswerAll      float64  `json:"F1_answer_all"` // F1 of answering everything
}

// Score computes the figures of lines over the set's questions. A question without
// a line counts as silence.
func Score(s *Set, lines []Line) Metrics {
	byID := make(map[string]Line, len(lines))
	for _, l := range lines {
		byID[l.ID] = l
	}
	j := s.judge()
	var (
		rows  []row
		ret   Retrieval
		shape shapeSum
	)
	for _, q := range s.Questions {
		l := byID[q.ID]
		r := j.rank(l, q)
		shape.add(l, j.texts)
		ret.add(r)
		rows = append(rows, newRow(l, q, r))
	}
	return figures(rows, ret, shape)
}

func figures(rows []row, ret Retrieval, shape shapeSum) Metrics {
	m := Metrics{Questions: len(rows), Shape: shape.mean()}
	for _, r := range rows {
		if r.answerable {
			m.Answerable++
		}
	}
	m.Unanswerable = m.Questions - m.Answerable
	if m.Answerable > 0 {
		m.Retrieval = ret.over(m.Answerable)
	}
	c := newCurve(rows)
	m.Abstention = c.abstention(m.Answerable)
	if m.Answerable > 0 && m.Unanswerable > 0 {
		m.Separation = c.separation(m.Answerable, m.Unanswerable)
	}
	return m
}

// add counts one question whose first right prediction has the given rank.
func (r *Retrieval) add(rank int) {
	if rank == 0 {
		return
	}
	r.MRR10 += 1 / float64(rank)
	if rank == 1 {
		r.P1++
	}
	if rank <= 5 {
		r.Success5++
	}
}

// over turns counts into shares of n questions.
func (r Retrieval) over(n int) *Retrieval {
	return &Retrieval{
		P1: r.P1 / float64(n), MRR10: r.MRR10 / float64(n), Success5: r.Success5 / float64(n),
		P1CI: wilson(int(r.P1), n), Success5CI: wilson(int(r.Success5), n),
	}
}

// shapeSum sums up first predictions.
type shapeSum struct{ n, bytes, multiple int }

func (s *shapeSum) add(l Line, texts map[string]string) {
	if len(l.Predictions) == 0 {
		return
	}
	p := l.Predictions[0]
	quote := clamp(texts[p.Article], p.Start, p.End)
	s.n++
	s.bytes += len(quote)
	if looksMultiple(quote) {
		s.multiple++
	}
}

func (s shapeSum) mean() Shape {
	if s.n == 0 {
		return Shape{}
	}
	return Shape{MeanBytes: float64(s.bytes) / float64(s.n), MultiSentence: float64(s.multiple) / float64(s.n)}
}

// clamp returns text[start:end], cut to what exists.
func clamp(text string, start, end int) string {
	start = min(max(start, 0), len(text))
	return text[start:max(start, min(end, len(text)))]
}

// wilson returns the 95 % confidence interval of a share of k in n (E. B. Wilson,
// "Probable inference, the law of succession, and statistical inference", 1927).
func wilson(k, n int) [2]float64 {
	if n == 0 {
		return [2]float64{}
	}
	const z = 1.96
	p, nf := float64(k)/float64(n), float64(n)
	d := 1 + z*z/nf
	center := p + z*z/(2*nf)
	half := z * math.Sqrt(p*(1-p)/nf+z*z/(4*nf*nf))
	return [2]float64{(center - half) / d, (center + half) / d}
}
