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
	Latency     Latency     `json:"latency"`
	Violations  int         `json:"quote_violations"`
}

// Report computes the figures of run r over set s, which it was asked from.
func (r *Run) Report(s *Set) Report {
	texts := s.texts()
	rows := make([]row, len(s.Questions))
	for i, q := range s.Questions {
		rows[i] = newRow(r.Lines[i], q, rank(r.Lines[i], q, texts))
	}
	return Report{
		Articles:    len(s.Articles),
		Metrics:     Score(s, r.Lines),
		Calibration: calibrate(rows),
		Level:       r.Level,
		Decision:    decide(rows, func(i int) bool { return !r.Lines[i].Abstained }),
		Span:        scoreSpans(s, r.Lines),
		Latency:     latencies(r.took),
		Violations:  len(r.Violations),
	}
}
