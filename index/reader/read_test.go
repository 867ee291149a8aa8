package reader

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
)

// oddWindows has windows of many lengths, some with nothing in them.
func oddWindows() []Window {
	windows := []Window{
		{},
		{Title: "The port"},
		{Sentences: []string{""}},
		{Title: "Port", Sentences: []string{"", "Who?", ""}},
		{Title: "The head of the harbour is the port", Sentences: []string{"He runs the harbour.", "The delegation talks.", "“Café” is a naïve cafe."}},
		{Title: "東京", Sentences: []string{strings.Repeat("the head is ", 30), "cut off wholly"}},
		{Sentences: []string{strings.Repeat("xx 12 ", 9), strings.Repeat("ee ", 14) + "talks", "he", "runs", "a port"}},
	}
	for i := range 9 {
		windows = append(windows, Window{"Port", []string{strings.Repeat("the harbour is a port, ", i), "He runs."}})
	}
	return windows
}

const oddQuestion = "Who is the head of the delegation?"

// TestReference compares every kernel with the reference.
func TestReference(t *testing.T) {
	file := newTiny(7)
	for _, k := range availableKernels() {
		t.Run(k.name, func(t *testing.T) {
			m, err := load(file.bytes(), k)
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.Read(context.Background(), oddQuestion, oddWindows(), Choice{})
			if err != nil {
				t.Fatal(err)
			}
			for i, w := range oddWindows() {
				s := newScratch(m.vocabulary)
				s.setQuestion(&m.config, oddQuestion)
				s.add(&m.config, w)
				x := file.reference(s.tokens, m.config.Layers)
				for j, at := range s.sentences {
					want := SentenceReading{Logit: noRoomLogit}
					if !at.cut {
						want = file.refReading(x, s.tokens, at)
					}
					compareReading(t, fmt.Sprintf("window %d sentence %d", i, j), got[i].Sentences[j], want, precision(&k, 2e-5, 4e-3))
				}
			}
		})
	}
}

func compareReading(t *testing.T, what string, got, want SentenceReading, most float64) {
	t.Helper()
	off := max(math.Abs(float64(got.Logit-want.Logit)), math.Abs(float64(got.SpanLogit-want.SpanLogit)))
	got.Logit, got.SpanLogit = want.Logit, want.SpanLogit
	if !(off < most) || got != want {
		t.Errorf("%s: %+v, want %+v (logits differ by %g)", what, got, want, off)
	}
}

// TestBatches checks that a window's reading depends on nothing read with it, nor
// on the number of cores.
func TestBatches(t *testing.T) {
	m := tiny(t, bestKernel())
	var windows []Window
	for range 4 {
		windows = append(windows, oddWindows()...)
	}
	rows := 0
	together, err := m.WithCores(3).Read(context.Background(), oddQuestion, windows, Choice{})
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range windows {
		alone, err := m.WithCores(1).Read(context.Background(), oddQuestion, []Window{w}, Choice{})
		if err != nil {
			t.Fatal(err)
		}
		for j, want := range alone[0].Sentences {
			compareReading(t, fmt.Sprintf("window %d sentence %d", i, j), together[i].Sentences[j], want, 2e-5)
		}
		rows += together[i].Tokens
	}
	if rows <= maxRows {
		t.Fatalf("%d tokens do not fill more than one pass of %d", rows, maxRows)
	}
}

// TestCut checks the limits of question, title and window.
func TestCut(t *testing.T) {
	m := tiny(t, portableKernel())
	c := m.config
	s := newScratch(m.vocabulary)
	s.setQuestion(&c, strings.Repeat("who ", 40))
	s.add(&c, Window{strings.Repeat("port ", 40), []string{strings.Repeat("he ", 35), "is", strings.Repeat("the ", 40), "cut"}})
	if len(s.question) != c.MaxQuestion || s.rows() != c.MaxTokens {
		t.Errorf("%d tokens of the question and %d in all, want %d and %d", len(s.question), s.rows(), c.MaxQuestion, c.MaxTokens)
	}
	frame := 2 + c.MaxQuestion + c.MaxTitle + 1 // [CLS] question [SEP] title :
	want := []sentence{
		{0, 0, false, span{frame + 1, frame + 36}},
		{0, 1, false, span{frame + 37, frame + 38}},
		{0, 2, false, span{frame + 39, c.MaxTokens - 1}},
		{0, 3, true, span{}},
	}
	if !reflect.DeepEqual(s.sentences, want) {
		t.Errorf("sentences at %v, want %v", s.sentences, want)
	}
}

func TestNothingToRead(t *testing.T) {
	got, err := tiny(t, bestKernel()).Read(context.Background(), "who?", nil, Choice{})
	if err != nil || len(got) != 0 {
		t.Errorf("Read of no windows: %v, %v", got, err)
	}
}

// endsAfter is a context that ends at the nth look at it.
type endsAfter struct {
	context.Context
	left int
}

func (c *endsAfter) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancel(t *testing.T) {
	m := tiny(t, bestKernel())
	for looks := range m.config.Layers + 1 {
		got, err := m.Read(&endsAfter{context.Background(), looks}, oddQuestion, oddWindows(), Choice{})
		if !errors.Is(err, context.Canceled) || got != nil {
			t.Errorf("ended at look %d: %v, %v; want nothing and context.Canceled", looks, got, err)
		}
	}
}

func TestConcurrentReads(t *testing.T) {
	m := tiny(t, bestKernel())
	want, err := m.Read(context.Background(), oddQuestion, oddWindows(), Choice{})
	if err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	for cores := range 4 {
		done.Go(func() {
			for range 3 {
				got, err := m.WithCores(cores).Read(context.Background(), oddQuestion, oddWindows(), Choice{})
				if err != nil || len(got) != len(want) {
					t.Errorf("%d readings, %v", len(got), err)
					return
				}
				for i := range want {
					for j := range want[i].Sentences {
						compareReading(t, fmt.Sprintf("window %d sentence %d", i, j), got[i].Sentences[j], want[i].Sentences[j], 2e-5)
					}
				}
				m.Tokens(oddQuestion)
			}
		})
	}
	done.Wait()
}

// TestAllocations checks that a warm model allocates for the readings it returns
// and for the start of its workers, nothing for tokens.
func TestAllocations(t *testing.T) {
	m := tiny(t, bestKernel()).WithCores(1)
	allocs := func(windows []Window) float64 {
		return testing.AllocsPerRun(20, func() {
			if _, err := m.Read(context.Background(), oddQuestion, windows, Choice{}); err != nil {
				t.Fatal(err)
			}
		})
	}
	short := []Window{{"Port", []string{"He runs."}}}
	long := []Window{{"Port", []string{strings.Repeat("the harbour ", 20), "He runs.", "Who?"}}, {"The port", []string{strings.Repeat("naïve talks ", 10)}}}
	allocs(long)
	few, many := allocs(short), allocs(long)
	// The race detector and the garbage collector may empty the pool of scratches.
	if few > 80 || many > few+15 {
		t.Errorf("%g allocations for 12 tokens, %g for 90", few, many)
	}
}
