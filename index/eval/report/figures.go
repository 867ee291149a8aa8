package report

import (
	"fmt"
	"math"
	"time"

	"verbatim/index/eval"
)

// A step is a point of the risk–coverage curve at an even share of the questions.
type step struct {
	Answered, Wrong float64 // shares
	Confidence      float64 // from which on is answered
}

// steps returns the curve in steps of a twentieth, as far as questions can be answered at all.
func steps(curve []eval.Covered) []step {
	const parts = 20
	var all []step
	for i, at := 1, 0; i <= parts && at < len(curve); i++ {
		answered := float64(i) / parts
		for at < len(curve) && curve[at].Answered < answered-1e-9 {
			at++
		}
		if at < len(curve) {
			all = append(all, step{Answered: answered, Wrong: curve[at].Wrong, Confidence: curve[at].Confidence})
		}
	}
	return all
}

// A slot is a range of durations, with how many answers took so long.
type slot struct {
	Name  string
	Count int
}

// slots counts durations in ranges that people can tell apart.
func slots(outcomes []eval.Outcome) []slot {
	bounds := []time.Duration{50, 100, 200, 500, 1000, 2000, 5000}
	all := make([]slot, len(bounds)+1)
	for i, b := range bounds {
		bounds[i] = b * time.Millisecond
		all[i].Name = "< " + shown(bounds[i])
	}
	all[len(bounds)].Name = "longer"
	for _, o := range outcomes {
		i := 0
		for i < len(bounds) && o.Took >= bounds[i] {
			i++
		}
		all[i].Count++
	}
	return all
}

// shown writes a duration in the unit that fits it.
func shown(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.3g s", d.Seconds())
}

// percent writes a share in whole percents; 100 only for all of it, 0 only for none.
func percent(share float64) string {
	n := math.Round(100 * share)
	switch {
	case share > 0 && n == 0:
		return "under 1 %"
	case share < 1 && n == 100:
		return "over 99 %"
	}
	return fmt.Sprintf("%.0f %%", n)
}

// counted names a number of things whose plural has an s.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
