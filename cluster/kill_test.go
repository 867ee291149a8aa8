//go:build opensearch

package cluster_test

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/cluster/clustertest"
)

const (
	killedIndex = "pages"
	killedPages = 500
)

// killable returns three nodes that can be killed one by one, which hold some pages, each twice, and a client of them.
func killable(t *testing.T) (*clustertest.Cluster, *cluster.Client) {
	t.Helper()
	nodes := clustertest.Start(t, clustertest.Arrangement{Nodes: 3, Apart: true})
	c := open(t, cluster.Config{Nodes: nodes.URLs(), Limit: 5 * time.Second, Patience: time.Minute})
	settings := map[string]any{"number_of_shards": 3, "number_of_replicas": 1, "index.unassigned.node_left.delayed_timeout": "0s"}
	if err := c.CreateIndex(t.Context(), killedIndex, map[string]any{"settings": settings, "mappings": mappings["mappings"]}); err != nil {
		t.Fatal(err)
	}
	fill(t, c, killedIndex, killedPages)
	nodes.WaitGreen(t, 3)
	return nodes, c
}

// TestKill kills the cluster's manager, one of three nodes, under questions and writes, has another node leave and come back, and
// then kills two at once.
func TestKill(t *testing.T) {
	nodes, c := killable(t)
	load := newLoad(t, c, killedIndex, killedPages)
	load.await(20)
	manager := nodes.Manager(t)
	nodes.Without(t, manager, nodes.Kill, func() {
		load.await(100)
		nodes.WaitGreen(t, 2)
	})
	nodes.Without(t, (manager+1)%3, nodes.Stop, func() { load.await(100) })
	load.end()
	load.check()
	killTwo(t, nodes, c, 0, 1)
}

// killTwo kills two nodes of three at once. The one that is left may hold a copy of each shard, for the nodes move
// them among themselves as they come and go: then it answers, with everything. Else the answer is an error, as a
// write is in any case, for one of three is no majority. Everything is there again when they are back.
func killTwo(t *testing.T, nodes *clustertest.Cluster, c *cluster.Client, one, two int) {
	t.Helper()
	impatient := open(t, cluster.Config{Nodes: nodes.URLs(), Limit: time.Second, Patience: 5 * time.Second, AwayAfter: 2 * time.Second})
	if err := c.Refresh(t.Context(), killedIndex); err != nil {
		t.Fatal(err)
	}
	kept := map[string]any{"range": map[string]any{"rank": map[string]any{"gte": -1}}}
	all, err := c.Count(t.Context(), []string{killedIndex}, kept)
	if err != nil {
		t.Fatal(err)
	}
	nodes.Kill(t, one)
	nodes.Kill(t, two)
	n, err := impatient.Count(t.Context(), []string{killedIndex}, kept)
	if err == nil && n != all {
		t.Errorf("two of three are dead, and %d of %d documents are counted", n, all)
	}
	t.Logf("the one that is left: %d documents, %v", n, err)
	_, err = impatient.Create(t.Context(), killedIndex, "in vain", page{"in vain", -2}) // it may stand there all the same: nobody was told that it does
	if _, ok := errors.AsType[*cluster.AwayError](err); !ok {
		t.Errorf("two of three are dead, and a write says %v", err)
	}
	nodes.Restart(t, one)
	nodes.Restart(t, two)
	nodes.WaitGreen(t, 3)
	if n, err := c.Count(t.Context(), []string{killedIndex}, kept); err != nil || n != all {
		t.Errorf("all are back, and %d of %d documents are counted, %v", n, all, err)
	}
}

// A load asks and writes until it is ended.
type load struct {
	t       *testing.T
	c       *cluster.Client
	index   string
	pages   int // that are in the index from the start
	asked   atomic.Int64
	failed  atomic.Int64 // questions
	stop    context.CancelFunc
	ended   sync.WaitGroup
	written []string // ids that were acknowledged
}

func newLoad(t *testing.T, c *cluster.Client, index string, pages int) *load {
	ctx, stop := context.WithCancel(t.Context())
	l := &load{t: t, c: c, index: index, pages: pages, stop: stop}
	for range 2 {
		l.ended.Go(func() { l.ask(ctx) })
	}
	l.ended.Go(func() { l.write(ctx) })
	return l
}

// ask counts what was there from the start, which must be all of it each time.
func (l *load) ask(ctx context.Context) {
	query := map[string]any{"range": map[string]any{"rank": map[string]any{"gte": 0}}}
	for ctx.Err() == nil {
		n, err := l.c.Count(ctx, []string{l.index}, query)
		if ctx.Err() != nil {
			return
		}
		if err != nil || n != l.pages {
			l.t.Errorf("%d of %d hits, %v", n, l.pages, err)
			l.failed.Add(1)
		}
		l.asked.Add(1)
	}
}

func (l *load) write(ctx context.Context) {
	for i := 0; ctx.Err() == nil; i++ {
		id := "written-" + strconv.Itoa(i)
		_, err := l.c.Create(ctx, l.index, id, page{id, -1})
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			l.t.Errorf("write %s: %v", id, err)
			continue
		}
		l.written = append(l.written, id)
	}
}

// await waits until so many more questions were answered.
func (l *load) await(more int64) {
	for until := l.asked.Load() + more; l.asked.Load() < until; {
		time.Sleep(10 * time.Millisecond)
	}
}

func (l *load) end() {
	l.stop()
	l.ended.Wait()
}

// check looks whether all that was acknowledged is there, and tells what came of it.
func (l *load) check() {
	l.t.Helper()
	lost := 0
	all, err := l.c.MGet(l.t.Context(), l.index, l.written)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, d := range all {
		if !d.Found {
			l.t.Errorf("%s was acknowledged and is lost", d.ID)
			lost++
		}
	}
	l.t.Logf("%d questions, %d failed or of fewer hits; %d writes acknowledged, %d lost", l.asked.Load(), l.failed.Load(), len(all), lost)
}
