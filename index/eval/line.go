package eval

import (
	"math"

	"verbatim/index"
)

// A Line is what was said to one question.
type Line struct {
	ID          string       `json:"id"`
	Predictions []Prediction `json:"predictions"` // best first
	Score       *float64     `json:"score"`       // confidence in the first prediction, nil when nothing was found
	Abstained   bool         `json:"abstained"`   // the decision at the chosen level
}

// A Prediction is a sentence, and what is quoted for it. All offsets are bytes in the article's
// text, ends exclusive.
type Prediction struct {
	Article string  `json:"article"`
	Start   int     `json:"bstart"` // of the sentence
	End     int     `json:"bend"`
	Score   float64 `json:"score"`            // comparable only inside one line
	Extent  *[2]int `json:"extent,omitempty"` // of the quote; nil: just the sentence
	Quote   string  `json:"quote"`
	Span    *[2]int `json:"span"` // nil when there is no span
}

// NewLine returns the line for answer a to the question with the given id.
func NewLine(id string, a index.Answer) Line {
	l := Line{ID: id, Predictions: make([]Prediction, 0, len(a.Quotes)), Abstained: a.Abstained}
	for _, q := range a.Quotes {
		l.Predictions = append(l.Predictions, NewPrediction(q))
	}
	if len(a.Quotes) > 0 {
		l.Score = &a.Confidence
	}
	return l
}

// NewPrediction returns the prediction that stands for quote q.
func NewPrediction(q index.Quote) Prediction {
	p := Prediction{
		Article: q.Article.ID, Start: q.SentenceStart, End: q.SentenceEnd, Score: q.Score,
		Extent: &[2]int{q.Start, q.End}, Quote: q.Text,
	}
	if q.SpanStart < q.SpanEnd {
		p.Span = &[2]int{q.SpanStart, q.SpanEnd}
	}
	return p
}

// confidence returns the line's score, or false for a line that counts as silent.
func (l Line) confidence() (float64, bool) {
	if len(l.Predictions) == 0 || l.Score == nil || math.IsNaN(*l.Score) {
		return 0, false
	}
	return *l.Score, true
}

// quoted is where the quote stands.
func (p Prediction) quoted() (start, end int) {
	if p.Extent == nil {
		return p.Start, p.End
	}
	return p.Extent[0], p.Extent[1]
}
