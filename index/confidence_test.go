//go:build tune

package index

import (
	"context"
	"fmt"
	"math"
	"sort"
	"testing"
)

// A sample is what was known of one first candidate and whether it was right.
type sample struct {
	set   string
	fold  int
	x     []float64
	right bool
	p     float64 // cross-validated confidence
}

// TestConfidence fits the confidence by words and prints the weights and what
// cross-validation says of them, each set weighted alike (the reader's confidence is
// fitted by reader/train/fit.py):
//
//	SETS='nq-tune squad-tune' go test -tags tune -run TestConfidence -v ./index
func TestConfidence(t *testing.T) {
	shape := lexicalModel
	samples := gather(t, shape)
	counts := map[string]float64{}
	for _, s := range samples {
		counts[s.set]++
	}
	weight := func(s *sample) float64 { return 1 / counts[s.set] }
	for fold := range 5 {
		var train []*sample
		for _, s := range samples {
			if s.fold != fold {
				train = append(train, s)
			}
		}
		w := fit(train, weight)
		for _, s := range samples {
			if s.fold == fold {
				s.p = logistic(w, s.x)
			}
		}
	}
	for i, w := range fit(samples, weight) {
		fmt.Printf("\t\t{%q, %.2f},\n", shape[i].name, w)
	}
	bySet := map[string][]*sample{"all": samples}
	for _, s := range samples {
		bySet[s.set] = append(bySet[s.set], s)
	}
	for set, list := range bySet {
		report(set, list)
	}
}

// gather answers the questions and returns what was known of the first candidates.
func gather(t *testing.T, shape []feature) []*sample {
	var samples []*sample
	for _, set := range tuneSets(t, 1500, true) {
		for i, q := range set.questions {
			if smp := sampleOf(t, set, q, shape); smp != nil {
				smp.fold = i % 5
				samples = append(samples, smp)
			}
		}
	}
	return samples
}

// sampleOf returns what is known of the first candidate for a question, nil without one.
func sampleOf(t *testing.T, set tuneSet, q setQuestion, shape []feature) *sample {
	g, err := set.x.engine.Hold(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer g.Release()
	s := newSession(g, Query{Text: q.Question})
	if len(s.question.terms) == 0 {
		return nil
	}
	list, err := s.candidates(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		return nil
	}
	firsts, _ := pick(list, 2)
	v := s.judge(list, firsts)
	smp := &sample{set: set.name, right: q.Answerable && goldRank(t, s, q, list[:1]) == 0}
	for _, f := range shape {
		smp.x = append(smp.x, v.features[f.name])
	}
	return smp
}

func logistic(w, x []float64) float64 {
	sum := 0.0
	for i := range w {
		sum += w[i] * x[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

// fit is logistic regression with a little ridge, by Newton's method.
func fit(samples []*sample, weight func(*sample) float64) []float64 {
	n := len(samples[0].x)
	w := make([]float64, n)
	for range 30 {
		grad := make([]float64, n)
		hess := make([][]float64, n)
		for i := range hess {
			hess[i] = make([]float64, n+1)
			hess[i][i] = 1e-3
			grad[i] = -1e-3 * w[i]
		}
		for _, s := range samples {
			p := logistic(w, s.x)
			y := 0.0
			if s.right {
				y = 1
			}
			k := weight(s)
			for i := range n {
				grad[i] += k * (y - p) * s.x[i]
				for j := range n {
					hess[i][j] += k * p * (1 - p) * s.x[i] * s.x[j]
				}
			}
		}
		for i := range n {
			hess[i][n] = grad[i]
		}
		for i := range n { // Gauss–Jordan; the ridge keeps the pivots away from 0
			for j := range n {
				if j != i {
					f := hess[j][i] / hess[i][i]
					for k := i; k <= n; k++ {
						hess[j][k] -= f * hess[i][k]
					}
				}
			}
		}
		for i := range n {
			w[i] += hess[i][n] / hess[i][i]
		}
	}
	return w
}

// report prints how well the confidence tells right from wrong, how calibrated it is,
// and what the levels would do.
func report(set string, list []*sample) {
	sort.Slice(list, func(i, j int) bool { return list[i].p > list[j].p })
	right, pairs, below := 0, 0.0, 0
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].right {
			right++
			pairs += float64(below)
		} else {
			below++
		}
	}
	auc := pairs / float64(right*below)
	bins := [10][3]float64{}
	for _, s := range list {
		b := min(9, int(s.p*10))
		bins[b][0]++
		bins[b][1] += s.p
		if s.right {
			bins[b][2]++
		}
	}
	ece := 0.0
	for _, b := range bins {
		ece += math.Abs(b[1]-b[2]) / float64(len(list))
	}
	fmt.Printf("%-12s n=%d right %.3f AUROC(right) %.3f ECE %.3f |", set, len(list), float64(right)/float64(len(list)), auc, ece)
	for _, l := range []Level{Cautious, Balanced, Eager} {
		n, ok := 0, 0
		for _, s := range list {
			if s.p >= thresholds[l] {
				n++
				if s.right {
					ok++
				}
			}
		}
		fmt.Printf(" %s %.2f answers %.2f right", l, float64(n)/float64(len(list)), float64(ok)/math.Max(1, float64(n)))
	}
	fmt.Println()
}
