//go:build opensearch

package opensearch_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/opensearch"
)

// A place is a corpus in the cluster of the tests.
type place struct {
	c    *cluster.Client
	name string
}

func (p place) options() opensearch.Options {
	return opensearch.Options{Name: p.name, Replicas: -1}
}

func (p place) Store() engine.Store { return opensearch.NewStore(p.c, p.options()) }

func (p place) Open() (engine.Engine, error) {
	e, err := opensearch.Open(context.Background(), p.c, p.options())
	if err != nil {
		return nil, err
	}
	return e, nil
}

// Damage takes the beginnings of all texts away.
func (p place) Damage(t testing.TB) {
	ctx := t.Context()
	indices, err := p.c.Alias(ctx, p.name)
	if err != nil || len(indices) != 2 {
		t.Fatal(indices, err)
	}
	if err := p.c.SetIndex(ctx, indices[0], map[string]any{"blocks.write": false}); err != nil {
		t.Fatal(err)
	}
	for n := range 10 {
		if err := p.c.Delete(ctx, indices[0], fmt.Sprintf("t%d-0", n+1)); err != nil {
			t.Fatal(err)
		}
	}
}

var suite = enginetest.Suite{New: newName, At: func(name string) enginetest.Place { return place{client, name} }, NoVectors: true}

// newName returns a name that no other test has, and sees to it that nothing is left under it.
func newName(t testing.TB) string {
	name := fmt.Sprintf("t%x", rand.Uint64())
	t.Cleanup(func() {
		indices, err := client.Indices(context.Background(), name+"-*")
		for _, i := range indices {
			if err == nil {
				err = client.DeleteIndices(context.Background(), i.Name)
			}
		}
		for _, suffix := range []string{"-passages", "-library"} {
			if err == nil {
				err = client.DeleteTemplate(context.Background(), name+suffix)
			}
		}
		if err != nil {
			t.Error(err)
		}
	})
	return name
}

var client *cluster.Client

func TestMain(m *testing.M) {
	var err error
	client, err = cluster.Open(cluster.Config{Nodes: []string{os.Getenv("VERBATIM_TEST_OPENSEARCH_URL")}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	suite.Main(m)
}

func TestContract(t *testing.T) { suite.Run(t) }
