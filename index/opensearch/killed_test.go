//go:build opensearch

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
	"verbatim/index"
	"verbatim/index/opensearch"
	"verbatim/index/update"
)

// A siege asks a corpus on three nodes all along, while a test does harm to them.
type siege struct {
	t      *testing.T
	nodes  *clustertest.Cluster
	c      *cluster.Client
	o      opensearch.Options
	x      *index.Index
	answer index.Answer // to the question, as it was at first
	hits   []index.PassageHit

	asked, failed, fewer, others atomic.Int64
	written                      int // times that the corpus was written
	stop                         chan struct{}
	askers                       sync.WaitGroup
}

// besieged puts a corpus of three shards, each with a copy, into three nodes, and begins to ask.
func besieged(t *testing.T) *siege {
	t.Helper()
	nodes := clustertest.Start(t, clustertest.Arrangement{Nodes: 3, Apart: true})
	s := &siege{t: t, nodes: nodes, c: patient(t, cluster.Config{Nodes: nodes.URLs(), Patience: time.Minute}), stop: make(chan struct{})}
	s.o = opensearch.Options{Name: "corpus", Shards: 3, Replicas: 1}
	fill(t, s.c, s.o)
	s.x, _ = over(t, s.c, s.o)
	nodes.WaitGreen(t, 3)
	var err error
	if s.answer, s.hits, err = s.ask(); err != nil || len(s.answer.Quotes) == 0 || len(s.hits) == 0 {
		t.Fatal(s.answer, s.hits, err)
	}
	for range 2 {
		s.askers.Go(s.keepAsking)
	}
	return s
}

// ask asks for an answer, and for all candidates.
func (s *siege) ask() (index.Answer, []index.PassageHit, error) {
	a, err := answer(s.t, s.x)
	if err != nil {
		return a, nil, err
	}
	hits, err := s.x.Search(s.t.Context(), question, 300, index.Filter{})
	return a, hits, err
}

func (s *siege) keepAsking() {
	for {
		select {
		case <-s.stop:
			return
		default:
		}
		a, hits, err := s.ask()
		switch {
		case err != nil:
			s.failed.Add(1)
			s.t.Error(err)
		case len(hits) < len(s.hits):
			s.fewer.Add(1)
			s.t.Errorf("%d of %d candidates", len(hits), len(s.hits))
		case !reflect.DeepEqual(a, s.answer):
			s.others.Add(1)
			s.t.Errorf("another answer: %+v", a)
		}
		s.asked.Add(1)
	}
}

// await waits until so many more questions were asked.
func (s *siege) await(more int64) {
	for until := s.asked.Load() + more; s.asked.Load() < until; {
		time.Sleep(10 * time.Millisecond)
	}
}

// write writes the corpus from nothing again, as it was.
func (s *siege) write() {
	s.t.Helper()
	r, err := update.Run(s.t.Context(), opensearch.NewStore(s.c, s.o), update.Options{Force: true})
	if err != nil || !r.Switched {
		s.t.Fatal(fmt.Sprintf("%+v", r), err)
	}
	if n := r.Added + r.Changed + r.Unchanged; n != 199 {
		s.t.Errorf("%d articles", n)
	}
	s.written++
}

// end ends the asking, looks whether all that was written is there, and tells what came of it.
func (s *siege) end() {
	s.t.Helper()
	close(s.stop)
	s.askers.Wait()
	e, err := opensearch.Open(s.t.Context(), s.c, s.o)
	if err != nil {
		s.t.Fatal(err)
	}
	defer e.Close()
	if err := e.Verify(s.t.Context()); err != nil {
		s.t.Errorf("what was written is not all there: %v", err)
	}
	s.t.Logf("%d questions: %d failed, %d from fewer candidates, %d answered otherwise; %d corpora written, all there",
		s.asked.Load(), s.failed.Load(), s.fewer.Load(), s.others.Load(), s.written)
}

// TestNodeKilled kills the cluster's manager while questions are asked and the corpus is written again: every question has the
// answer it had.
func TestNodeKilled(t *testing.T) {
	s := besieged(t)
	s.nodes.Without(t, s.nodes.Manager(t), s.nodes.Kill, s.write)
	s.await(20)
	s.end()
}
