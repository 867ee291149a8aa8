package scale_test

import (
	"fmt"
	"time"

	"verbatim/scale"
)

// What a question costs where a shard holds some hundred thousand sentences, as docs/SCALE.md has it.
var usualCost = scale.Cost{Bot: 165 * ms, Calls: 8, Node: 12 * ms, Shard: 2 * ms, Wait: 4 * ms}

// ExampleSimulate asks what the same twenty cores of bots do as a few large bots and as many small ones, at 70 questions a second of the hundred
// or so that they can answer. The longest waits are what a pool of readers for small bots would take away.
func ExampleSimulate() {
	for _, bots := range []int{1, 5, 10, 20} {
		f := scale.Apart(scale.Machine{Cores: 20 / bots}, bots, scale.Machine{Cores: 8}, 3, 3, 2)
		o, err := scale.Simulate(f, usualCost, scale.Load{Rate: 70, Asked: 8000, Seed: 1})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%2d bots of %2d cores: p50 %.1f s, p99 %.1f s\n", bots, 20/bots, o.Quantile(0.5).Seconds(), o.Quantile(0.99).Seconds())
	}

	// Output:
	//  1 bots of 20 cores: p50 0.2 s, p99 0.2 s
	//  5 bots of  4 cores: p50 0.2 s, p99 0.4 s
	// 10 bots of  2 cores: p50 0.2 s, p99 0.7 s
	// 20 bots of  1 cores: p50 0.3 s, p99 1.4 s
}

// ExampleApart takes what 100,000 servers ask in their busiest hour, and looks how busy bots and nodes are.
func ExampleApart() {
	const peak = 35 // questions a second: ten a day and server, three times as many as on average
	f := scale.Apart(scale.Machine{Cores: 4}, 3, scale.Machine{Cores: 4}, 3, 3, 2)
	o, err := scale.Simulate(f, usualCost, scale.Load{Rate: peak, Asked: 8000, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("bots use %.1f, %.1f and %.1f of their 4 cores, nodes %.1f, %.1f and %.1f of theirs\n", o.Busy[0], o.Busy[1], o.Busy[2], o.Busy[3], o.Busy[4], o.Busy[5])
	fmt.Printf("p50 %v, p99 %v\n", o.Quantile(0.5).Round(10*time.Millisecond), o.Quantile(0.99).Round(10*time.Millisecond))

	// Output:
	// bots use 2.0, 2.0 and 2.0 of their 4 cores, nodes 0.2, 0.2 and 0.2 of theirs
	// p50 180ms, p99 320ms
}
