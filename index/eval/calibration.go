package eval

import "math"

// bins is the number of equal parts that the range of the confidence is cut into.
const bins = 10

// Calibration compares what the confidence promises with what is right.
type Calibration struct {
	ECE  float64 `json:"ece"`  // expected calibration error: mean of |right − confidence| over bins, by questions
	Bins []Bin   `json:"bins"` // the reliability diagram, bins without questions left out
}

// A Bin is the questions whose confidence lies in one range.
type Bin struct {
	From       float64 `json:"from"` // inclusive
	To         float64 `json:"to"`   // exclusive but for 1
	Questions  int     `json:"questions"`
	Confidence float64 `json:"confidence"` // mean
	Right      float64 `json:"right"`      // share whose first prediction is right
}

// calibrate looks at every question that got a prediction, answerable or not (Guo
// et al., "On Calibration of Modern Neural Networks", 2017).
func calibrate(rows []row) Calibration {
	var sums [bins]Bin
	total := 0
	for _, r := range rows {
		if !r.answered {
			continue
		}
		b := &sums[min(max(int(r.confidence*bins), 0), bins-1)]
		b.Questions++
		b.Confidence += r.confidence
		if r.right {
			b.Right++
		}
		total++
	}
	var c Calibration
	for i, b := range sums {
		if b.Questions == 0 {
			continue
		}
		b.From, b.To = float64(i)/bins, float64(i+1)/bins
		b.Confidence /= float64(b.Questions)
		b.Right /= float64(b.Questions)
		c.Bins = append(c.Bins, b)
		c.ECE += math.Abs(b.Right-b.Confidence) * float64(b.Questions) / float64(total)
	}
	return c
}
