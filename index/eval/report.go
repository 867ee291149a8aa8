package eval

import "verbatim/index"

// A Report is everything there is to say about one run.
type Report struct {
	Articles int `json:"articles"`
	Metrics
	Calibration Calibration `json:"calibration"`
	Level       index.Level `json:"level"`    // the level asked at
	Decision    Decision    `json:"decision"` // what came of it
	Span        SpanScore   `json:"span"`
	Extent      ExtentScore `json:"extent"`
	Latency     Latency     `json:"latency"`
	Violations  int         `json:"quote_violations"`
	Tables      *Tables     `json:"tables,omitempty"` // see [Run.Tables]; nil unless asked for
}

// Report computes the figures of run r over set s, which it was asked from.
func (r *Run) Report(s *Set) Report {
	rows := r.rows(s)
	return Report{
		Articles:    len(s.Articles),
		Metrics:     Score(s, r.Lines),
		Calibration: calibrate(rows),
		Level:       r.Level,
		Decision:    decide(rows, func(i int) bool { return !r.Lines[i].Abstained }),
		Span:        scoreSpans(s, r.Lines),
		Extent:      scoreExtents(s, r.Lines),
		Latency:     latencies(r.took),
		Violations:  len(r.Violations),
	}
}

// rows returns what the abstention figures need of each question.
func (r *Run) rows(s *Set) []row {
	j := s.judge()
	rows := make([]row, len(s.Questions))
	for i, q := range s.Questions {
		rows[i] = newRow(r.Lines[i], q, j.rank(r.Lines[i], q))
	}
	return rows
}
