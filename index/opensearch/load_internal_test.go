package opensearch

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sort"
	"sync/atomic"
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

// TestListingInterrupted lists articles, is interrupted after each page, and goes on after it the next time.
func TestListingInterrupted(t *testing.T) {
	const all = 2500 // three pages
	articles, asked := keptArticles(all), atomic.Int64{}
	g := generationAt(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1)%2 == 0 {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		answerPage(t, w, r, articles)
	})
	l := &g.loader
	for _, whole := range []bool{false, false, true} {
		if err := l.list(t.Context(), g); (err == nil) != whole {
			t.Fatalf("%d articles, %v", len(l.articles.articles), err)
		}
	}
	if len(l.articles.articles) != all {
		t.Fatalf("%d articles", len(l.articles.articles))
	}
	for i, a := range l.articles.articles {
		if a.number != i+1 {
			t.Fatalf("article %d in the place of %d", a.number, i+1)
		}
	}
}

// keptArticles returns articles as they are kept, in the order of their ids.
func keptArticles(n int) []cluster.Hit {
	all := make([]cluster.Hit, n)
	for i := range all {
		a := &engine.Article{Number: i + 1, ID: fmt.Sprintf("docs/%06d", i)}
		id := articleID(a.Number)
		source, _ := json.Marshal(kept{Key: keyOf(a.ID), Record: sealed(id, encodeArticle(a))})
		key, _ := json.Marshal(keyOf(a.ID))
		all[i] = cluster.Hit{ID: id, Source: source, Fields: json.RawMessage("null"), Sort: []json.RawMessage{key}}
	}
	return all
}

// answerPage answers a search for articles as OpenSearch does.
func answerPage(t *testing.T, w http.ResponseWriter, r *http.Request, all []cluster.Hit) {
	var search struct {
		Size  int
		After []string `json:"search_after"`
		Query struct {
			Range map[string]struct{ GT string }
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&search); err != nil {
		t.Error(err)
	}
	after := search.Query.Range[fieldKey].GT
	if len(search.After) > 0 {
		after = max(after, search.After[0])
	}
	from := sort.Search(len(all), func(i int) bool {
		var key string
		_ = json.Unmarshal(all[i].Sort[0], &key)
		return key > after
	})
	page := all[from:min(from+search.Size, len(all))]
	_ = json.NewEncoder(w).Encode(object{"_shards": object{"total": 1, "successful": 1}, "hits": object{"hits": page}})
}
