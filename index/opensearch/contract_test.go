//go:build opensearch

package opensearch_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"verbatim/cluster"
	"verbatim/cluster/clustertest"
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

// suite's names hold the addresses of the nodes, so that other processes find them.
var suite = enginetest.Suite{
	New: func(t testing.TB) string {
		c := clustertest.Shared(t)
		return strings.Join(c.URLs(), ",") + " " + c.Prefix(t) + "corpus"
	},
	At: func(name string) enginetest.Place { return at(name) },
}

// at returns the place with a name.
func at(name string) place {
	urls, corpus, _ := strings.Cut(name, " ")
	c, err := cluster.Open(cluster.Config{Nodes: strings.Split(urls, ",")})
	if err != nil {
		panic(err) // a name that New did not make
	}
	return place{c, corpus}
}

func TestContract(t *testing.T) { suite.Run(t) }
