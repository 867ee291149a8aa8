package opensearch

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/vector"
)

// generationAt returns a generation in a cluster that answers as it is told to.
func generationAt(t *testing.T, answer http.HandlerFunc) *generation {
	t.Helper()
	node := httptest.NewServer(answer)
	t.Cleanup(node.Close)
	c, err := cluster.Open(cluster.Config{Nodes: []string{node.URL}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return &generation{c: c, corpus: "docs", base: newBase("docs", 1)}
}

// TestVectorsReplaced begins with vectors that were read and could not be published, and have made room for those of another encoder since.
func TestVectorsReplaced(t *testing.T) {
	g := generationAt(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	pool, err := vector.NewPool(vector.Header{Dimension: 32, Identity: [16]byte{1}})
	if err != nil {
		t.Fatal(err)
	}
	g.loader.pool, g.loader.added, g.loader.articles = pool, 3, &directory{}
	if news, err := g.load(t.Context(), engine.Encoding{Identity: [16]byte{2}, Dimension: 32}); news || err != nil {
		t.Errorf("%v, %v", news, err)
	}
	if m := g.meanings.Load(); m != nil || !g.loaded.Load() {
		t.Errorf("%+v are found, and all are read: %v", m, g.loaded.Load())
	}
}
