package reader

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"testing"
)

var (
	weightsFlag = flag.String("weights", "", "weights file to test instead of the embedded one")
	vectorsFlag = flag.String("vectors", "testdata/vectors.json", "what PyTorch computes from these weights")
)

// trained returns the weights that ship, or those of -weights, for a kernel.
func trained(t testing.TB, k kernel) *Model {
	t.Helper()
	raw, err := trainedBytes()
	if errors.Is(err, ErrNoWeights) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	m, err := load(raw, k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func trainedBytes() ([]byte, error) {
	if *weightsFlag != "" {
		return os.ReadFile(*weightsFlag)
	}
	if len(embedded) == 0 {
		return nil, ErrNoWeights
	}
	return embedded, nil
}

// recorded is what train/export.py writes.
type recorded struct {
	Cases []recordedCase
}

type recordedCase struct {
	Question string
	Windows  []recordedWindow
}

type recordedWindow struct {
	Title     string
	Sentences []string
	IDs       []int32 `json:"ids"`
	Types     []uint8
	Start     []float32
	End       []float32
	Readings  []struct {
		Logit     float32
		Early     float32
		Span      [2]int
		SpanLogit float32 `json:"span_logit"`
	}
}

func readVectors(t testing.TB) recorded {
	t.Helper()
	raw, err := os.ReadFile(*vectorsFlag)
	if os.IsNotExist(err) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var v recorded
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestVectors compares the readings of every kernel with those of PyTorch.
func TestVectors(t *testing.T) {
	vectors := readVectors(t)
	for _, k := range availableKernels() {
		t.Run(k.name, func(t *testing.T) {
			m, worst := trained(t, k), 0.0
			for _, c := range vectors.Cases {
				var windows []Window
				for _, w := range c.Windows {
					windows = append(windows, Window{w.Title, w.Sentences})
				}
				got, err := m.Read(context.Background(), c.Question, windows, Choice{})
				if err != nil {
					t.Fatal(err)
				}
				rough, err := m.Read(context.Background(), c.Question, windows, Choice{Tokens: 1})
				if err != nil {
					t.Fatal(err)
				}
				for i := range c.Windows {
					worst = max(worst, compareWindow(t, c.Question, got[i], &c.Windows[i], vectorPrecision(&k)))
					compareRough(t, c.Question, rough[i], &c.Windows[i], vectorPrecision(&k))
				}
			}
			t.Logf("greatest difference of a logit: %.1e", worst)
		})
	}
}

// compareWindow returns the greatest difference of a logit.
func compareWindow(t *testing.T, question string, got Reading, w *recordedWindow, most float64) (worst float64) {
	t.Helper()
	if got.Tokens != len(w.IDs) {
		t.Errorf("%q, %q: %d tokens, want %d", question, w.Title, got.Tokens, len(w.IDs))
	}
	for j, want := range w.Readings {
		r := got.Sentences[j]
		off := max(math.Abs(float64(r.Logit-want.Logit)), math.Abs(float64(r.SpanLogit-want.SpanLogit)))
		worst = max(worst, off)
		end := throughMarks(w.Sentences[j], want.Span[1])
		if !(off <= most) || r.SpanStart != want.Span[0] || r.SpanEnd != end {
			t.Errorf("%q, %q: %+v, want %+v", question, w.Sentences[j], r, want)
		}
	}
	return worst
}

// compareRough checks the logits of a window that was not read to the end.
func compareRough(t *testing.T, question string, got Reading, w *recordedWindow, most float64) {
	t.Helper()
	for j, want := range w.Readings {
		if off := math.Abs(float64(got.Sentences[j].Logit - want.Early)); got.Glanced && !(off <= most) {
			t.Errorf("%q, %q: rough logit %g, want %g", question, w.Sentences[j], got.Sentences[j].Logit, want.Early)
		}
	}
}

// vectorPrecision is how far logits may be from PyTorch's.
func vectorPrecision(k *kernel) float64 { return precision(k, 1e-3, 5e-2) }

// TestVectorTokens compares the placed tokens and the logits of every one of them.
func TestVectorTokens(t *testing.T) {
	vectors := readVectors(t)
	for _, k := range availableKernels() {
		t.Run(k.name, func(t *testing.T) { compareTokens(t, vectors, trained(t, k)) })
	}
}

func compareTokens(t *testing.T, vectors recorded, m *Model) {
	most := vectorPrecision(&m.kernel)
	for _, c := range vectors.Cases {
		for i, w := range c.Windows {
			s := newScratch(m.vocabulary)
			s.setQuestion(&m.config, c.Question)
			s.add(&m.config, Window{w.Title, w.Sentences})
			if len(s.tokens) != len(w.IDs) {
				t.Errorf("%q window %d: %d tokens, want %d", c.Question, i, len(s.tokens), len(w.IDs))
				continue
			}
			if err := m.encode(context.Background(), s); err != nil {
				t.Fatal(err)
			}
			for r, at := range s.tokens {
				if at.id != w.IDs[r] || at.segment != w.Types[r] {
					t.Fatalf("%q window %d token %d: id %d type %d, want %d and %d", c.Question, i, r, at.id, at.segment, w.IDs[r], w.Types[r])
				}
				x := s.hidden[r*m.config.Hidden : (r+1)*m.config.Hidden]
				start, end := m.start.bias+dot(m.start.weights, x), m.end.bias+dot(m.end.weights, x)
				if math.Abs(float64(start-w.Start[r])) > most || math.Abs(float64(end-w.End[r])) > most {
					t.Errorf("%q window %d token %d: start %g end %g, want %g and %g", c.Question, i, r, start, end, w.Start[r], w.End[r])
				}
			}
		}
	}
}
