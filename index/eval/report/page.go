package report

import (
	"bytes"
	_ "embed" // the page
	"fmt"
	"html/template"
	"io"
	"time"

	"verbatim/index/eval"
)

//go:embed page.html
var source string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"percent": percent,
	"add":     func(a, b int) int { return a + b },
	"sub":     func(a, b int) int { return a - b },
}).Parse(source))

// A Report is what a page shows.
type Report struct {
	Name     string // of what was asked, such as that of a file
	Articles int    // in the index
	At       time.Time
	Summary  eval.Summary
	Outcomes []eval.Outcome // that Summary is of
}

// content is what the template sees.
type content struct {
	Report
	Judged                     int
	Date                       string
	Lead                       string
	Counts                     []count
	Reliability, Risk, Latency template.HTML
	Steps                      []step
	Slots                      []slot
	Groups                     []group
	Median, Slow               string
}

// A count is how many questions came out in one way.
type count struct {
	Words string
	N     int
	Share string
}

// Write writes the page.
func Write(w io.Writer, r Report) error {
	c := content{
		Report: r, Judged: judged(r.Summary), Date: r.At.Format("2 January 2006, 15:04"), Lead: lead(r.Summary), Counts: counts(r.Summary),
		Steps: steps(r.Summary.Curve), Slots: slots(r.Outcomes), Groups: faults(r.Outcomes, r.Summary.Level),
		Median: shown(milliseconds(r.Summary.Latency.P50)), Slow: shown(milliseconds(r.Summary.Latency.P95)),
	}
	var err error
	if len(r.Summary.Calibration.Bins) > 0 {
		if c.Reliability, err = reliability(r.Summary.Calibration); err != nil {
			return err
		}
	}
	if len(c.Steps) > 1 {
		if c.Risk, err = risk(c.Steps); err != nil {
			return err
		}
	}
	if c.Latency, err = latency(c.Slots); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := page.Execute(&out, c); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	_, err = out.WriteTo(w)
	return err
}

// judged returns how many questions there are of which somebody said what is right.
func judged(s eval.Summary) int { return s.Questions - s.Verdicts[eval.Unjudged] }

// lead says in a sentence how it went.
func lead(s eval.Summary) string {
	n := judged(s)
	if n == 0 {
		return "Nobody has said yet what is right, so that nothing here is judged. Write down what is expected, and run it again."
	}
	d := s.Decision
	text := fmt.Sprintf("Of %s whose right answer is known, %d got an answer", counted(n, "question"), d.Answered)
	if d.Answered > 0 {
		text += fmt.Sprintf(", and %d of these were right (%s)", d.Right, percent(d.Precision))
	}
	return text + "."
}

func counts(s eval.Summary) []count {
	var all []count
	for _, v := range eval.Verdicts() {
		if n := s.Verdicts[v]; n > 0 {
			all = append(all, count{Words: v.Words(), N: n, Share: percent(float64(n) / float64(s.Questions))})
		}
	}
	return all
}

func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }
