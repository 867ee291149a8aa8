//go:build opensearch

package opensearch_test

import (
	"errors"
	"reflect"
	"strings"
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

// fill puts some pages into a corpus.
func fill(t *testing.T, c *cluster.Client, o opensearch.Options) {
	t.Helper()
	dir := t.TempDir()
	pages(t, dir, 0)
	if _, err := update.Run(t.Context(), opensearch.NewStore(c, o), update.Options{Roots: []string{dir}}); err != nil {
		t.Fatal(err)
	}
}

// over returns what answers from a corpus by way of a client, and its engine.
func over(t *testing.T, c *cluster.Client, o opensearch.Options) (*index.Index, *opensearch.Engine) {
	t.Helper()
	e, err := opensearch.Open(t.Context(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	x := index.New(e, index.Options{})
	t.Cleanup(func() { x.Close() })
	return x, e
}

func answer(t *testing.T, x *index.Index) (index.Answer, error) {
	a, err := x.Answer(t.Context(), index.Query{Text: question, Level: index.Eager, Top: 3})
	a.Took = 0
	return a, err
}

// TestFaults puts a proxy between the engine and the cluster: whatever it does, a question ends soon, with an answer or
// with an error that says that the index cannot be reached, as the engine's state does; and there are answers again when it passes everything.
func TestFaults(t *testing.T) {
	shared := clustertest.Shared(t)
	o := opensearch.Options{Name: shared.Prefix(t) + "corpus", Replicas: -1}
	fill(t, patient(t, cluster.Config{Nodes: shared.URLs()}), o)
	for name, fault := range map[string]clustertest.Fault{
		"drop": clustertest.Drop, "reset": clustertest.Reset, "half open": clustertest.HalfOpen, "mute": clustertest.Mute,
	} {
		t.Run(name, func(t *testing.T) {
			proxy := clustertest.NewProxy(t, shared.URLs()[0])
			through := patient(t, cluster.Config{Nodes: []string{proxy.URL()}, Limit: 2 * time.Second, Patience: 4 * time.Second, AwayAfter: time.Second})
			x, e := over(t, through, o)
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
			waitFor(t, func() bool { return e.State().Away != nil })
			proxy.Set(clustertest.Pass)
			again(t, x, want)
			waitFor(t, func() bool { return e.State().Away == nil })
		})
	}
}

func waitFor(t *testing.T, so func() bool) {
	t.Helper()
	for range 600 {
		if so() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("it did not come to that within a minute")
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
	if err != nil {
		t.Errorf("afterwards: %v", err)
		return
	}
	same(t, got, want)
}

func same(t *testing.T, got, want index.Answer) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the answer is %+v, want %+v", got, want)
	}
}

// TestSecured talks TLS with a password, and is told what is wrong where it is.
func TestSecured(t *testing.T) {
	shared := clustertest.Shared(t)
	proxy := clustertest.NewTLS(t, shared.URLs()[0])
	good := cluster.Config{Nodes: []string{proxy.URL}, CA: proxy.CA, User: proxy.User, Password: proxy.Password}
	c := patient(t, good)
	o := opensearch.Options{Name: shared.Prefix(t) + "corpus", Replicas: -1}
	fill(t, c, o)
	x, _ := over(t, c, o)
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
