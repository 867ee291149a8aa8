//go:build opensearch && slow

package opensearch_test

import (
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/cluster/clustertest"
	"verbatim/index/opensearch"
	"verbatim/index/update"
)

// TestNodeKilled kills each node of three in turn, while questions are asked and the corpus is written again: every question has
// the answer it had.
func TestNodeKilled(t *testing.T) {
	nodes := clustertest.Start(t, clustertest.Arrangement{Nodes: 3, Apart: true})
	c := patient(t, cluster.Config{Nodes: nodes.URLs(), Patience: time.Minute})
	o := opensearch.Options{Name: "corpus", Shards: 3, Replicas: 1}
	fill(t, c, o)
	x, _ := over(t, c, o)
	nodes.WaitGreen(t, 3)
	want, err := answer(t, x)
	if err != nil || len(want.Quotes) == 0 {
		t.Fatal(want, err)
	}
	var asked atomic.Int64
	done := make(chan struct{})
	var askers sync.WaitGroup
	for range 2 {
		askers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if got, err := answer(t, x); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%+v, %v", got, err)
				}
				asked.Add(1)
			}
		})
	}
	for i := range 3 {
		nodes.Kill(t, i)
		writeSame(t, c, o)
		nodes.Restart(t, i)
		nodes.WaitGreen(t, 3)
	}
	close(done)
	askers.Wait()
	t.Logf("%d questions", asked.Load())
}

// writeSame writes the corpus from nothing again, as it was.
func writeSame(t *testing.T, c *cluster.Client, o opensearch.Options) {
	t.Helper()
	r, err := update.Run(t.Context(), opensearch.NewStore(c, o), update.Options{Force: true})
	if err != nil || !r.Switched {
		t.Fatal(fmt.Sprintf("%+v", r), err)
	}
	if n := r.Added + r.Changed + r.Unchanged; n != 199 {
		t.Errorf("%d articles", n)
	}
}
