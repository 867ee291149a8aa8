package eval

import "verbatim/index"

// A Detail is all that the stages said of one question, for fitting what stands after them.
type Detail struct {
	ID         string             `json:"id"`
	Answerable bool               `json:"answerable"`
	Features   map[string]float64 `json:"features"`   // of the first candidate
	Candidates []Candidate        `json:"candidates"` // those that were read, and the next best, in their order
}

// A Candidate is one sentence with what each stage said of it; see [index.Explained].
type Candidate struct {
	Right    bool    `json:"right"`
	Section  bool    `json:"section"` // in the section that answers, where one is named
	Read     bool    `json:"read"`
	Glanced  bool    `json:"glanced"`
	Logit    float64 `json:"logit"`
	Span     float64 `json:"span"`
	Words    float64 `json:"words"`
	Distance float64 `json:"distance"`
	Within   float64 `json:"within"`
	Coverage float64 `json:"coverage"`
	Named    bool    `json:"named"`
	Text     string  `json:"text"`
}

// inSection reports whether a quote stands in the section that answers.
func (q *Question) inSection(quote index.Quote) bool {
	return quote.Article.ID == q.Article && quote.Start >= q.SectionStart && quote.End <= q.SectionEnd
}

// detail returns the details of an answer with an explanation.
func (j judge) detail(q Question, a index.Answer) Detail {
	d := Detail{ID: q.ID, Answerable: len(q.Answers) > 0}
	if a.Explanation == nil {
		return d
	}
	d.Features = a.Explanation.Features
	for _, c := range a.Explanation.Candidates {
		d.Candidates = append(d.Candidates, Candidate{
			Right: j.correct(NewPrediction(c.Quote), q), Section: q.inSection(c.Quote), Read: c.Read, Glanced: c.Glanced, Logit: c.Reader, Span: c.Span, Words: c.Words,
			Distance: c.Distance, Within: c.Within, Coverage: c.Coverage, Named: c.Named, Text: c.Quote.Text,
		})
	}
	return d
}
