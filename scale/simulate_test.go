package scale_test

import (
	"math"
	"reflect"
	"testing"
	"time"

	"verbatim/scale"
)

const ms = time.Millisecond

// simulate runs a simulation that makes sense.
func simulate(t *testing.T, f scale.Fleet, c scale.Cost, l scale.Load) scale.Outcome {
	t.Helper()
	o, err := scale.Simulate(f, c, l)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// near reports whether two numbers differ by a share of the second at most.
func near(got, want, share float64) bool { return math.Abs(got-want) <= share*want }

// TestSaturated: where everybody always asks, answers come as fast as what is scarce allows.
func TestSaturated(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fleet scale.Fleet
		cost  scale.Cost
		rate  float64
	}{
		{"one place", scale.Together(scale.Machine{Cores: 8}, 1, 1), scale.Cost{Bot: 80 * ms, Calls: 4, Node: 8 * ms, Shard: 4 * ms, Wait: 8 * ms}, 10},
		{"two places", scale.Together(scale.Machine{Cores: 8}, 2, 1), scale.Cost{Bot: 80 * ms, Calls: 4, Node: 8 * ms, Shard: 4 * ms, Wait: 8 * ms}, 20},
		{"cores", scale.Together(scale.Machine{Cores: 2}, 6, 3), scale.Cost{Bot: 80 * ms, Calls: 4, Node: 8 * ms, Shard: 4 * ms}, 20},
		{"cores that others use", scale.Together(scale.Machine{Cores: 2, Others: 6}, 6, 1), scale.Cost{Bot: 100 * ms, Calls: 1}, 10},
		{"cores that hold each other up", scale.Together(scale.Machine{Cores: 2, Crowd: 1.25}, 6, 1), scale.Cost{Bot: 80 * ms, Calls: 1}, 20},
		{"shards at once", scale.Together(scale.Machine{Cores: 8}, 1, 4), scale.Cost{Calls: 1, Node: 10 * ms, Shard: 40 * ms}, 20},
		{"the node", scale.Apart(scale.Machine{Cores: 8}, 4, scale.Machine{Cores: 1}, 1, 1, 1), scale.Cost{Bot: 8 * ms, Calls: 2, Node: 6 * ms, Shard: 4 * ms}, 100},
		{"nodes", scale.Apart(scale.Machine{Cores: 8}, 4, scale.Machine{Cores: 1}, 3, 3, 2), scale.Cost{Bot: 8 * ms, Calls: 2, Node: 6 * ms, Shard: 8 * ms}, 100},
	} {
		clients := tt.fleet.Bots[0].Places
		o := simulate(t, tt.fleet, tt.cost, scale.Load{Clients: clients, Asked: 3000, Seed: 1})
		if !near(o.Rate, tt.rate, 0.02) {
			t.Errorf("%s: %.2f answers a second, want %.2f", tt.name, o.Rate, tt.rate)
		}
	}
}

// TestLine compares one place that questions come to by chance with what is known of such a line: with work of one length,
// the mean wait is half of ρ/(1-ρ) of it (Pollaczek and Khinchine).
func TestLine(t *testing.T) {
	f := scale.Apart(scale.Machine{Cores: 1}, 1, scale.Machine{Cores: 1}, 1, 1, 1)
	idle := simulate(t, f, scale.Cost{Bot: 100 * ms, Calls: 1}, scale.Load{Rate: 0.01, Asked: 1000, Seed: 1})
	if idle.Quantile(0.5).Round(ms) != 100*ms || idle.Quantile(0.99).Round(ms) != 100*ms {
		t.Errorf("nobody waits, and answers take %v and %v", idle.Quantile(0.5), idle.Quantile(0.99))
	}
	busy := simulate(t, f, scale.Cost{Bot: 100 * ms, Calls: 1}, scale.Load{Rate: 8, Asked: 200_000, Seed: 1})
	if !near(busy.Rate, 8, 0.02) || !near(busy.Busy[0], 0.8, 0.02) {
		t.Errorf("of 8 questions a second on a place for 10, %v are answered, and %v cores busy", busy.Rate, busy.Busy)
	}
	if !near(busy.Mean().Seconds(), 0.3, 0.03) || busy.Quantile(0.5) >= busy.Mean() || busy.Quantile(0.99) <= busy.Mean() {
		t.Errorf("at four fifths of what there is, answers take %v, and not 300ms", busy.Mean())
	}
}

// TestSpread: what questions take of the bot has its mean, and its tail.
func TestSpread(t *testing.T) {
	c := scale.Cost{Bot: 100 * ms, Calls: 1, Spread: []float64{0.5, 0.5, 0.5, 0.5, 3}}
	o := simulate(t, scale.Together(scale.Machine{Cores: 2}, 1, 1), c, scale.Load{Clients: 1, Asked: 5000, Seed: 1})
	if !near(o.Rate, 10, 0.05) || o.Quantile(0.5).Round(ms) != 50*ms || o.Quantile(0.99).Round(ms) != 300*ms {
		t.Errorf("%v answers a second, %v and %v", o.Rate, o.Quantile(0.5), o.Quantile(0.99))
	}
}

// TestSame: chance is that of the seed.
func TestSame(t *testing.T) {
	f := scale.Together(scale.Machine{Cores: 2}, 2, 3)
	c := scale.Cost{Bot: 100 * ms, Calls: 3, Node: 10 * ms, Shard: 3 * ms, Spread: []float64{0.5, 1.5}}
	one, two := simulate(t, f, c, scale.Load{Rate: 5, Asked: 500, Seed: 1}), simulate(t, f, c, scale.Load{Rate: 5, Asked: 500, Seed: 1})
	if !reflect.DeepEqual(one, two) {
		t.Errorf("%v answers a second, and then %v", one.Rate, two.Rate)
	}
	if other := simulate(t, f, c, scale.Load{Rate: 5, Asked: 500, Seed: 2}); reflect.DeepEqual(one, other) {
		t.Error("another seed has the same outcome")
	}
}

// TestNonsense: what cannot be simulated is an error.
func TestNonsense(t *testing.T) {
	f, c, l := scale.Together(scale.Machine{Cores: 1}, 1, 1), scale.Cost{Calls: 1}, scale.Load{Clients: 1, Asked: 10}
	if _, err := scale.Simulate(f, c, l); err != nil {
		t.Fatal(err)
	}
	alone := f
	alone.Bots = nil
	for _, err := range []error{
		second(scale.Simulate(alone, c, l)), second(scale.Simulate(f, scale.Cost{}, l)), second(scale.Simulate(f, c, scale.Load{Asked: 10})),
		second(scale.Simulate(scale.Fleet{Machines: f.Machines, Bots: f.Bots, Nodes: f.Nodes, Shards: 1, Copies: 2}, c, l)),
	} {
		if err == nil {
			t.Error("nonsense is simulated")
		}
	}
}

func second(_ scale.Outcome, err error) error { return err }
