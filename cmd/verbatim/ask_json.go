package main

import (
	"time"

	"verbatim/index"
	"verbatim/index/eval"
)

// An askResult is what ask --json prints: the line of a prediction file with what
// people want to know beside it.
type askResult struct {
	ID          string           `json:"id"` // empty: the question has none
	Question    string           `json:"question"`
	Predictions []quotedSentence `json:"predictions"` // best first; the closest ones when abstained
	Score       *float64         `json:"score"`       // confidence, null when nothing was found
	Abstained   bool             `json:"abstained"`
	Reason      index.Reason     `json:"reason,omitempty"` // why it abstained
	Explanation *explanation     `json:"explanation,omitempty"`
}

// A quotedSentence is a prediction with its source and what has to be in sight.
type quotedSentence struct {
	eval.Prediction
	Before    *excerpt `json:"before,omitempty"` // what has to be in sight above the quote
	Title     string   `json:"title"`
	Source    string   `json:"source"`
	Anchor    string   `json:"anchor,omitempty"`
	Link      string   `json:"link,omitempty"` // leads a browser to the quote's very words
	Section   []string `json:"section,omitempty"`
	Published *string  `json:"published"`         // RFC 3339, null when unknown
	Date      *string  `json:"date"`              // of the section quoted or of the article's last change, such as 2024-03-05; null when unknown
	Version   string   `json:"version,omitempty"` // of what the article documents
	Also      []other  `json:"also,omitempty"`
}

// An excerpt is a part of the article's text, byte for byte.
type excerpt struct {
	Start int    `json:"bstart"`
	End   int    `json:"bend"` // exclusive
	Text  string `json:"text"`
}

// An other is another article that holds the same sentence.
type other struct {
	Article string `json:"article"`
	Title   string `json:"title"`
	Source  string `json:"source"`
}

func newAskResult(a index.Answer) askResult {
	line := eval.NewLine("", a)
	r := askResult{
		Question: a.Question, Score: line.Score, Abstained: a.Abstained, Reason: a.Reason,
		Predictions: make([]quotedSentence, 0, len(a.Quotes)),
		Explanation: newExplanation(a.Explanation),
	}
	for _, q := range a.Quotes {
		r.Predictions = append(r.Predictions, newQuotedSentence(q))
	}
	return r
}

func newQuotedSentence(q index.Quote) quotedSentence {
	out := quotedSentence{
		Prediction: eval.NewPrediction(q),
		Title:      q.Article.Title, Source: q.Article.Source,
		Anchor: q.Anchor, Link: q.Link(), Section: q.Section,
		Published: dateOf(q.Article.Published), Date: dayOf(q.Date), Version: q.Version,
	}
	if q.Before.Text != "" {
		out.Before = &excerpt{Start: q.Before.Start, End: q.Before.End, Text: q.Before.Text}
	}
	for _, a := range q.Also {
		out.Also = append(out.Also, other{Article: a.ID, Title: a.Title, Source: a.Source})
	}
	return out
}

// dayOf returns the day of t, nil for the zero time.
func dayOf(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.DateOnly)
	return &s
}

// dateOf returns t as RFC 3339, nil for the zero time.
func dateOf(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.RFC3339)
	return &s
}
