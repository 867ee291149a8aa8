//go:build opensearch && slow

package cluster_test

import (
	"errors"
	"testing"
	"time"

	"verbatim/cluster"
)

// TestKillEach kills each node of three under questions and writes, and then has each leave and come back.
func TestKillEach(t *testing.T) {
	nodes, c := killable(t)
	load := newLoad(t, c, killedIndex, killedPages)
	for _, end := range []func(testing.TB, int){nodes.Kill, nodes.Stop} {
		for i := range 3 {
			nodes.Without(t, i, end, func() { load.await(100) })
		}
	}
	load.end()
	load.check()
}

// TestKillTwo kills two nodes of three at once, each pair in turn. The one that is left may hold a copy of each shard, for the nodes move
// them among themselves as they come and go: then it answers, with everything. Else the answer is an error, as a
// write is in any case, for one of three is no majority.
func TestKillTwo(t *testing.T) {
	nodes, c := killable(t)
	impatient := open(t, cluster.Config{Nodes: nodes.URLs(), Limit: time.Second, Patience: 5 * time.Second, AwayAfter: 2 * time.Second})
	for i := range 3 {
		one, two := i, (i+1)%3
		nodes.Kill(t, one)
		nodes.Kill(t, two)
		n, err := impatient.Count(t.Context(), []string{killedIndex}, nil)
		if err == nil && n != killedPages {
			t.Errorf("two of three are dead, and %d of %d documents are counted", n, killedPages)
		}
		t.Logf("the one that is left: %d documents, %v", n, err)
		_, err = impatient.Create(t.Context(), killedIndex, "in vain", page{"in vain", -1})
		if _, ok := errors.AsType[*cluster.AwayError](err); !ok {
			t.Errorf("two of three are dead, and a write says %v", err)
		}
		nodes.Restart(t, one)
		nodes.Restart(t, two)
		nodes.WaitGreen(t, 3)
		if n, err := c.Count(t.Context(), []string{killedIndex}, nil); err != nil || n != killedPages {
			t.Errorf("all are back, and %d of %d documents are counted, %v", n, killedPages, err)
		}
	}
}
