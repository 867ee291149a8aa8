//go:build opensearch && slow

package opensearch_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/cluster/clustertest"
	"verbatim/index"
)

// TestEachNodeKilled kills each node of three, and then has each leave and come back, while questions are asked and the
// corpus is written again.
func TestEachNodeKilled(t *testing.T) {
	s := besieged(t)
	for _, end := range []func(testing.TB, int){s.nodes.Kill, s.nodes.Stop} {
		for i := range 3 {
			s.nodes.Without(t, i, end, s.write)
		}
	}
	s.await(20)
	s.end()
}

// TestTwoNodesKilled kills two nodes of three: a question is answered as before or ends with an error that says that the
// index cannot be reached, and there are answers again when the nodes are back, with nobody doing anything.
func TestTwoNodesKilled(t *testing.T) {
	s := besieged(t)
	close(s.stop)
	s.askers.Wait()
	impatient := patient(t, cluster.Config{Nodes: s.nodes.URLs(), Limit: time.Second, Patience: 5 * time.Second, AwayAfter: 2 * time.Second})
	x, _ := over(t, impatient, s.o)
	for i := range 3 {
		one, two := i, (i+1)%3
		s.nodes.Kill(t, one)
		s.nodes.Kill(t, two)
		got, err := answer(t, x)
		switch {
		case err == nil:
			same(t, got, s.answer)
		case !errors.Is(err, index.ErrAway) || errors.Is(err, index.ErrDamaged):
			t.Errorf("two of three are dead: %v", err)
		}
		t.Logf("two of three are dead: %d quotes, %v", len(got.Quotes), err)
		s.nodes.Restart(t, one)
		s.nodes.Restart(t, two)
		again(t, x, s.answer)
		s.nodes.WaitGreen(t, 3)
	}
}

// TestResumedWithoutNode kills reindexing processes and a node of three at about the same time, and has the next reindex go on
// without that node: what is there then is what one uninterrupted run writes on three nodes.
func TestResumedWithoutNode(t *testing.T) {
	nodes := clustertest.Start(t, clustertest.Arrangement{Nodes: 3, Apart: true})
	dir, at := t.TempDir(), strings.Join(nodes.URLs(), ",")
	name, other := at+" resumed", at+" uninterrupted"
	began := time.Now()
	pages(t, dir, 0)
	reindexApart(t, name, dir, time.Hour)
	whole := time.Since(began)
	for n := range 3 {
		pages(t, dir, n+1)
		nodes.WaitGreen(t, 3)
		killed := make(chan struct{})
		time.AfterFunc(rand.N(whole), func() {
			defer close(killed)
			nodes.Kill(t, n)
		})
		reindexApart(t, name, dir, rand.N(2*whole))
		<-killed
		reindexApart(t, name, dir, time.Hour)
		nodes.Restart(t, n)
	}
	nodes.WaitGreen(t, 3)
	reindexApart(t, other, dir, time.Hour)
	got, want := contents(t, name), contents(t, other)
	if got != want {
		t.Errorf("after kills: %s, uninterrupted: %s", got, want)
	}
	t.Logf("after 3 killed reindexes and 3 killed nodes: %s", got)
}
