package eval

// A Decision is what came of answering at one level.
type Decision struct {
	Answered   int     `json:"answered"`
	Right      int     `json:"right"`
	Precision  float64 `json:"precision"`             // right over answered
	Coverage   float64 `json:"coverage"`              // answered over all questions
	Recall     float64 `json:"recall"`                // right over answerable questions
	Unfounded  int     `json:"unanswerable_answered"` // unanswerable questions that were answered
	Answerable int     `json:"answerable"`
}

// decide counts the decisions that answered makes over rows.
func decide(rows []row, answered func(i int) bool) Decision {
	var d Decision
	for i, r := range rows {
		if r.answerable {
			d.Answerable++
		}
		if !answered(i) {
			continue
		}
		d.Answered++
		if r.right {
			d.Right++
		}
		if !r.answerable {
			d.Unfounded++
		}
	}
	d.Precision = share(d.Right, d.Answered)
	d.Coverage = share(d.Answered, len(rows))
	d.Recall = share(d.Right, d.Answerable)
	return d
}
