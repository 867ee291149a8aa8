// Package scale predicts how many questions a fleet answers, and how fast, from what one question costs.
//
// # Nouns
//
// A [Fleet] is bots and nodes on machines. A [Machine] has cores, which whatever runs on it shares evenly. A bot answers as many questions at a
// time as it has places; others wait in its line. A node keeps copies of shards.
//
// A [Cost] is what one question takes: computing in the bot; calls of the cluster, one after the other, each of which computes in the
// node that is called and then in one copy of every shard, all at once; and time in which nobody computes, for networks and
// waking up. A [Load] is how questions come: each asked as soon as another is answered, or at a rate whatever becomes of them. An
// [Outcome] is what comes of that.
//
// # What it leaves out
//
// The model knows of processors, lines and waits, and nothing else: memory, disks and networks are never full, nodes never fail, no answer is
// kept for whoever asks the same. Bots read less for each question when the line is longer than some seconds (package
// bot/rush); here they always read all. So it tells where a fleet that answers in full comes to its end, and not how bad it is beyond.
//
// # Whether it is right
//
// TestFleet (build tags opensearch and slow) takes the costs from one bot and one node, predicts two bots and three nodes, starts those, and holds
// the prediction to what they do. BenchmarkEngines (build tag opensearch) measures what engines take as corpora
// grow; docs/SCALE.md holds what came of both.
package scale
