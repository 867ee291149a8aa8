//go:build opensearch

package opensearch_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
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

const question = "Who is called Person7 in district7?"

// patient opens a client with short limits.
func patient(t *testing.T, cfg cluster.Config) *cluster.Client {
	t.Helper()
	c, err := cluster.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// filled puts some pages into a corpus, and returns what answers from it by way of a client.
func filled(t *testing.T, writer, asker *cluster.Client, o opensearch.Options) *index.Index {
	t.Helper()
	dir := t.TempDir()
	pages(t, dir, 0)
	if _, err := update.Run(t.Context(), opensearch.NewStore(writer, o), update.Options{Roots: []string{dir}}); err != nil {
		t.Fatal(err)
	}
	e, err := opensearch.Open(t.Context(), asker, o)
	if err != nil {
		t.Fatal(err)
	}
	x := index.New(e, index.Options{})
	t.Cleanup(func() { x.Close() })
	return x
}

func answer(t *testing.T, x *index.Index) (index.Answer, error) {
	a, err := x.Answer(t.Context(), index.Query{Text: question, Level: index.Eager, Top: 3})
	a.Took = 0
	return a, err
}

// TestFaults puts a proxy between the engine and the cluster: whatever it does, a question ends soon, with an answer or
// with an error that says that the index cannot be reached; and there are answers again when it passes everything.
func TestFaults(t *testing.T) {
	shared := clustertest.Shared(t)
	direct := patient(t, cluster.Config{Nodes: shared.URLs()})
	for name, fault := range map[string]clustertest.Fault{
		"drop": clustertest.Drop, "reset": clustertest.Reset, "half open": clustertest.HalfOpen, "mute": clustertest.Mute,
	} {
		t.Run(name, func(t *testing.T) {
			proxy := clustertest.NewProxy(t, shared.URLs()[0])
			through := patient(t, cluster.Config{Nodes: []string{proxy.URL()}, Limit: 2 * time.Second, Patience: 4 * time.Second, AwayAfter: time.Second})
			x := filled(t, direct, through, opensearch.Options{Name: shared.Prefix(t) + "corpus", Replicas: -1})
			want, err := answer(t, x)
			if err != nil || len(want.Quotes) == 0 {
				t.Fatal(want, err)
			}
			proxy.Set(fault)
			began := time.Now()
			_, err = answer(t, x)
			if !errors.Is(err, index.ErrAway) || errors.Is(err, index.ErrDamaged) || time.Since(began) > time.Minute {
				t.Errorf("after %v: %v", time.Since(began), err)
			}
			proxy.Set(clustertest.Pass)
			again(t, x, want)
		})
	}
}

// again waits until questions are answered as before.
func again(t *testing.T, x *index.Index, want index.Answer) {
	t.Helper()
	var got index.Answer
	var err error
	for range 60 {
		if got, err = answer(t, x); err == nil {
			break
		}
		time.Sleep(500 * time.Millisecond)
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("afterwards: %+v, %v", got, err)
	}
}

// TestSecured talks TLS with a password, and is told what is wrong where it is.
func TestSecured(t *testing.T) {
	shared := clustertest.Shared(t)
	proxy := clustertest.NewTLS(t, shared.URLs()[0])
	good := cluster.Config{Nodes: []string{proxy.URL}, CA: proxy.CA, User: proxy.User, Password: proxy.Password}
	c := patient(t, good)
	x := filled(t, c, c, opensearch.Options{Name: shared.Prefix(t) + "corpus", Replicas: -1})
	if a, err := answer(t, x); err != nil || len(a.Quotes) == 0 {
		t.Errorf("%+v, %v", a, err)
	}
	wrong, unsigned := good, good
	wrong.Password, unsigned.CA = "another", nil
	for name, cfg := range map[string]cluster.Config{"check user and password": wrong, "certificate": unsigned} {
		_, err := opensearch.Open(t.Context(), patient(t, cfg), opensearch.Options{Name: "none"})
		if err == nil || errors.Is(err, index.ErrNoIndex) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNodeKilled kills each node of three in turn, while questions are asked and the corpus is written again: every question has
// the answer it had.
func TestNodeKilled(t *testing.T) {
	nodes := clustertest.Start(t, clustertest.Arrangement{Nodes: 3, Apart: true})
	c := patient(t, cluster.Config{Nodes: nodes.URLs(), Patience: time.Minute})
	o := opensearch.Options{Name: "corpus", Shards: 3, Replicas: 1}
	x := filled(t, c, c, o)
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
