package scale

import "time"

// A Machine is what bots and nodes run on.
type Machine struct {
	Cores int
	// Others is how many threads of somebody else always want a core, on average.
	Others float64
	// Crowd is by how much computing takes longer when all cores are busy: they share caches, and may
	// be halves of one. 0 is 1.
	Crowd float64
}

// share is how much of a core each of some threads has.
func (m Machine) share(threads float64) float64 {
	return min(1, float64(m.Cores)/(threads+m.Others))
}

// Slowed returns how much longer computing takes of the cores, because others are busy, where so many threads want one.
func (m Machine) Slowed(threads float64) float64 {
	if m.Cores < 2 || m.Crowd <= 1 {
		return 1
	}
	busy := min(float64(m.Cores), threads+m.Others)
	return 1 + (m.Crowd-1)*max(busy-1, 0)/float64(m.Cores-1)
}

// A Bot is a process that answers questions.
type Bot struct {
	Machine int // its number
	Places  int // questions at a time, each on one core
}

// A Fleet is bots and nodes on machines. Each shard has copies on different nodes, and any of them may be asked.
type Fleet struct {
	Machines []Machine
	Bots     []Bot
	Nodes    []int // the number of the machine of each
	Shards   int
	Copies   int // of each shard, the first one included
}

// Together returns a fleet of which all runs on one machine: bots of one place each, and nodes with two copies of as many shards as there are nodes,
// or one of one.
func Together(m Machine, bots, nodes int) Fleet {
	f := Fleet{Machines: []Machine{m}, Nodes: make([]int, nodes), Shards: nodes, Copies: min(nodes, 2)}
	for range bots {
		f.Bots = append(f.Bots, Bot{Places: 1})
	}
	return f
}

// Apart returns a fleet of which each bot and each node has a machine of its own, and each bot a place for each core.
func Apart(bot Machine, bots int, node Machine, nodes, shards, copies int) Fleet {
	f := Fleet{Shards: shards, Copies: copies}
	for range bots {
		f.Bots = append(f.Bots, Bot{Machine: len(f.Machines), Places: bot.Cores})
		f.Machines = append(f.Machines, bot)
	}
	for range nodes {
		f.Nodes = append(f.Nodes, len(f.Machines))
		f.Machines = append(f.Machines, node)
	}
	return f
}

// A Cost is what one question takes on average, alone on an idle machine.
type Cost struct {
	Asker time.Duration // of computing in whoever asks, on the bot's machine
	Bot   time.Duration // of computing in the bot
	Calls int           // of the cluster
	Node  time.Duration // of computing in the nodes that are called, in all calls
	Shard time.Duration // of computing for each shard, in all calls
	Wait  time.Duration // in which nobody computes
	// Spread is what single questions take of the bot's computing, as multiples of it; nil where all are alike.
	Spread []float64
}

// A Load is how questions come.
type Load struct {
	// Clients is how many ask each bot, each as soon as it has the answer to its last question. 0 means that questions come at a rate.
	Clients int
	Rate    float64 // questions a second for the whole fleet, by chance evenly among bots
	Asked   int     // questions in all, of which the first tenth does not count
	Seed    uint64  // of chance
}

// An Outcome is what comes of a load.
type Outcome struct {
	Rate float64         // answers a second
	Took []time.Duration // from each question that counts to its answer, the shortest first
	Busy []float64       // cores of each machine that compute for the fleet, on average
}

// Quantile returns what a share of the answers, less than 1, do not take longer than.
func (o Outcome) Quantile(share float64) time.Duration {
	return o.Took[int(share*float64(len(o.Took)))]
}

// Mean returns what answers take on average.
func (o Outcome) Mean() time.Duration {
	var sum time.Duration
	for _, t := range o.Took {
		sum += t
	}
	return sum / time.Duration(len(o.Took))
}
