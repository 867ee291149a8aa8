//go:build opensearch && slow

package cluster_test

import "testing"

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

// TestKillTwo kills two nodes of three at once, each pair in turn.
func TestKillTwo(t *testing.T) {
	nodes, c := killable(t)
	for i := range 3 {
		killTwo(t, nodes, c, i, (i+1)%3)
	}
}
