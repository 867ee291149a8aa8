//go:build opensearch && slow && linux

package scale_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/index/reader"
	"verbatim/scale"
)

// A probe tells what a machine is at present, by reading on some cores for a while.
type probe struct {
	model   *reader.Model
	windows []reader.Window
}

func newProbe(t *testing.T) *probe {
	t.Helper()
	m, err := reader.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := &probe{model: m.WithCores(1), windows: make([]reader.Window, 2)}
	for i := range p.windows {
		p.windows[i].Title = "Talks on a ceasefire"
		for j := range 4 {
			p.windows[i].Sentences = append(p.windows[i].Sentences, fmt.Sprintf("On day %d the delegation of %d people arrived at the harbour.", i, j))
		}
	}
	return p
}

// read reads on so many cores for a while, and returns the cores that it had, and how many readings there were for each second of theirs.
func (p *probe) read(t *testing.T, cores int) (had, each float64) {
	t.Helper()
	const long = time.Second
	before, err := computed(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	var readings atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for range cores {
		all.Go(func() {
			for time.Since(began) < long {
				if _, err := p.model.Read(t.Context(), "who arrived at the harbour?", p.windows, reader.Choice{}); err != nil {
					t.Error(err)
					return
				}
				readings.Add(1)
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	after, err := computed(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	busy := (after - before).Seconds()
	return busy / took.Seconds(), float64(readings.Load()) / busy
}

// machine describes the machine as it is now.
func (p *probe) machine(t *testing.T) scale.Machine {
	t.Helper()
	cores := runtime.NumCPU()
	_, alone := p.read(t, 1)
	had, together := p.read(t, cores)
	n := float64(cores)
	return scale.Machine{Cores: cores, Others: max(n*n/had-n, 0), Crowd: max(alone/together, 1)}
}

// A weather is machines as they were at several times: before and after each of some spells of asking.
type weather []scale.Machine

// mean is the machine as it was on average.
func (w weather) mean() scale.Machine {
	m := scale.Machine{Cores: w[0].Cores}
	for _, at := range w {
		m.Others += at.Others / float64(len(w))
		m.Crowd += at.Crowd / float64(len(w))
	}
	return m
}

// predict tells what comes of equally many questions in each spell, for half of which the machine is as it was before, and for half as
// it was afterwards.
func (w weather) predict(t *testing.T, bots, nodes int, c scale.Cost, l scale.Load) (all scale.Outcome) {
	t.Helper()
	for spell := range slices.Chunk(w, 2) {
		before := simulate(t, scale.Together(spell[0], bots, nodes), c, l)
		after := simulate(t, scale.Together(spell[1], bots, nodes), c, l)
		both := before.Rate + after.Rate
		all.Took = append(all.Took, some(before, before.Rate/both)...)
		all.Took = append(all.Took, some(after, after.Rate/both)...)
		all.Rate += 2 / both // seconds an answer
	}
	all.Rate = float64(len(w)/2) / all.Rate
	slices.Sort(all.Took)
	return all
}

// some returns a share of the answers of an outcome.
func some(o scale.Outcome, share float64) []time.Duration {
	took := make([]time.Duration, int(share*float64(len(o.Took))))
	for i := range took {
		took[i] = o.Quantile((float64(i) + 0.5) / float64(len(took)))
	}
	return took
}
