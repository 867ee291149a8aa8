//go:build opensearch

package cluster_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/cluster/clustertest"
)

// open returns a client of some nodes.
func open(t *testing.T, cfg cluster.Config) *cluster.Client {
	t.Helper()
	c, err := cluster.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// shared returns a client of the cluster that tests share, and how the names of the test's indices begin.
func shared(t *testing.T) (*cluster.Client, string) {
	t.Helper()
	s := clustertest.Shared(t)
	return open(t, cluster.Config{Nodes: s.URLs(), Limit: 30 * time.Second}), s.Prefix(t)
}

type page struct {
	Text string `json:"text"`
	Rank int    `json:"rank"`
}

// mappings are those of a page.
var mappings = map[string]any{
	"settings": map[string]any{"number_of_shards": 1, "number_of_replicas": 0},
	"mappings": map[string]any{"dynamic": "strict", "properties": map[string]any{
		"text": map[string]any{"type": "text"}, "rank": map[string]any{"type": "integer"},
	}},
}

func create(t *testing.T, c *cluster.Client, index string) string {
	t.Helper()
	if err := c.CreateIndex(t.Context(), index, mappings); err != nil {
		t.Fatal(err)
	}
	return index
}

func TestPing(t *testing.T) {
	c, _ := shared(t)
	info, err := c.Ping(t.Context())
	if err != nil || info.Version == "" || info.Cluster == "" {
		t.Errorf("Ping = %+v, %v", info, err)
	}
	if err := c.Away(); err != nil {
		t.Error(err)
	}
}

func TestDocuments(t *testing.T) {
	c, prefix := shared(t)
	ctx, index := t.Context(), create(t, c, prefix+"documents")
	const id = "a/b?c#d,e *ü"
	if _, err := c.Get(ctx, index, id); !errors.Is(err, cluster.ErrNotFound) {
		t.Errorf("Get of nothing: %v", err)
	}
	first, err := c.Create(ctx, index, id, page{"one", 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Create(ctx, index, id, page{"two", 2}); !errors.Is(err, cluster.ErrConflict) {
		t.Errorf("Create of what stands: %v", err)
	}
	second, err := c.Replace(ctx, index, id, page{"three", 3}, first)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Replace(ctx, index, id, page{"four", 4}, first); !errors.Is(err, cluster.ErrConflict) {
		t.Errorf("Replace of an old version: %v", err)
	}
	if err := c.DeleteSeen(ctx, index, id, first); !errors.Is(err, cluster.ErrConflict) {
		t.Errorf("DeleteSeen of an old version: %v", err)
	}
	d, err := c.Get(ctx, index, id)
	if err != nil || string(d.Source) != `{"text":"three","rank":3}` || d.Version != second || d.ID != id {
		t.Errorf("Get = %+v, %v", d, err)
	}
	all, err := c.MGet(ctx, index, []string{"none", id})
	if err != nil || len(all) != 2 || all[0].Found || !all[1].Found {
		t.Errorf("MGet = %+v, %v", all, err)
	}
	if err := errors.Join(c.DeleteSeen(ctx, index, id, second), c.Delete(ctx, index, id)); err != nil {
		t.Error(err)
	}
}

func TestSearch(t *testing.T) {
	c, prefix := shared(t)
	ctx, index := t.Context(), create(t, c, prefix+"search")
	fill(t, c, index, 25)
	body := map[string]any{"query": map[string]any{"match": map[string]any{"text": "even"}}, "size": 3, "sort": []any{map[string]any{"rank": "desc"}}}
	hits, err := c.Search(ctx, cluster.Search{Indices: []string{index}, Body: body, Preference: "somebody"})
	if err != nil || hits.Total != 13 || hits.AtLeast || len(hits.Hits) != 3 || hits.Hits[0].ID != "24" {
		t.Errorf("Search = %+v, %v", hits, err)
	}
	several, err := c.MSearch(ctx, []cluster.Search{{Indices: []string{index}, Body: body}, {Indices: []string{index}, Body: map[string]any{}}})
	if err != nil || len(several) != 2 || several[0].Total != 13 || several[1].Total != 25 {
		t.Errorf("MSearch = %+v, %v", several, err)
	}
	if n, err := c.Count(ctx, []string{index}, nil); n != 25 || err != nil {
		t.Errorf("Count = %d, %v", n, err)
	}
	if _, err := c.Search(ctx, cluster.Search{Indices: []string{index, prefix + "none"}, Body: body}); !errors.Is(err, cluster.ErrNotFound) {
		t.Errorf("search of an index that is not there: %v", err)
	}
	if _, err := c.Search(ctx, cluster.Search{Indices: []string{prefix + "none*"}, Body: body}); !errors.Is(err, cluster.ErrNotFound) {
		t.Errorf("search of a pattern that names no index: %v", err)
	}
	if _, err := c.MSearch(ctx, []cluster.Search{{Indices: []string{index}, Body: body}, {Indices: []string{prefix + "none"}, Body: body}}); !errors.Is(err, cluster.ErrNotFound) {
		t.Errorf("one of two searches that fails: %v", err)
	}
}

// fill writes n pages, every other of which is even, and refreshes the index.
func fill(t *testing.T, c *cluster.Client, index string, n int) {
	t.Helper()
	b := c.Bulk(t.Context(), cluster.BulkConfig{Bytes: 200, Workers: 2})
	for i := range n {
		source, err := json.Marshal(page{[]string{"even", "odd"}[i%2], i})
		if err == nil {
			err = b.Add(cluster.Item{Index: index, ID: strconv.Itoa(i), Source: source})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	counts, err := b.Close()
	if err != nil || counts.Written != n {
		t.Fatalf("Close = %+v, %v", counts, err)
	}
	if err := c.Refresh(t.Context(), index); err != nil {
		t.Fatal(err)
	}
}

func TestScan(t *testing.T) {
	c, prefix := shared(t)
	index := create(t, c, prefix+"scan")
	fill(t, c, index, 23)
	var ids []string
	err := c.Scan(t.Context(), cluster.Scan{Index: index, By: "rank", Page: 5}, func(h cluster.Hit) error {
		ids = append(ids, h.ID)
		return nil
	})
	if err != nil || len(ids) != 23 || ids[0] != "0" || ids[22] != "22" {
		t.Errorf("Scan visits %v, %v", ids, err)
	}
	n, err := c.DeleteByQuery(t.Context(), index, map[string]any{"term": map[string]any{"text": "odd"}})
	if n != 11 || err != nil {
		t.Errorf("DeleteByQuery = %d, %v", n, err)
	}
}

func TestBulk(t *testing.T) {
	c, prefix := shared(t)
	ctx, index := t.Context(), create(t, c, prefix+"bulk")
	b := c.Bulk(ctx, cluster.BulkConfig{})
	for _, item := range []cluster.Item{
		{Index: index, ID: "a", Source: []byte(`{"rank":1}`)},
		{Index: index, ID: "b", Action: cluster.ActionCreate, Source: []byte(`{"rank":2}`)},
		{Index: index, ID: "none", Action: cluster.ActionDelete},
	} {
		if err := b.Add(item); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Flush(); err != nil {
		t.Fatal(err)
	}
	if d, err := c.Get(ctx, index, "b"); err != nil || !d.Found {
		t.Errorf("what was flushed is not there: %v", err)
	}
	if err := b.Add(cluster.Item{Index: index, ID: "b", Action: cluster.ActionCreate, Source: []byte(`{"rank":3}`)}); err != nil {
		t.Error(err)
	}
	if counts, err := b.Close(); err != nil || counts != (cluster.Counts{Written: 3, Stood: 1}) {
		t.Errorf("Close = %+v, %v", counts, err)
	}
}

// TestBulkRefused writes an item that the mappings forbid, and has to be told of it.
func TestBulkRefused(t *testing.T) {
	c, prefix := shared(t)
	index := create(t, c, prefix+"refused")
	b := c.Bulk(t.Context(), cluster.BulkConfig{})
	if err := b.Add(cluster.Item{Index: index, ID: "a", Source: []byte(`{"unheard":1}`)}); err != nil {
		t.Fatal(err)
	}
	_, err := b.Close()
	if fault, ok := errors.AsType[*cluster.Fault](err); !ok || fault.Type != "strict_dynamic_mapping_exception" {
		t.Errorf("Close: %v", err)
	}
	if err := c.Bulk(t.Context(), cluster.BulkConfig{}).Add(cluster.Item{Index: index, ID: "a", Source: []byte("{}\n{}")}); err == nil {
		t.Error("two lines are taken for one item")
	}
}

func TestIndices(t *testing.T) {
	c, prefix := shared(t)
	ctx := t.Context()
	if err := c.PutTemplate(ctx, prefix+"template", map[string]any{"index_patterns": []string{prefix + "*"}, "template": mappings}); err != nil {
		t.Fatal(err)
	}
	one, two, alias := prefix+"1", prefix+"2", prefix+"current"
	for _, index := range []string{one, two} {
		if err := c.CreateIndex(ctx, index, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.CreateIndex(ctx, one, nil); !errors.Is(err, cluster.ErrExists) {
		t.Errorf("CreateIndex twice: %v", err)
	}
	for _, want := range []string{one, two} {
		if err := c.SetAlias(ctx, map[string][]string{alias: {want}}); err != nil {
			t.Fatal(err)
		}
		if have, err := c.Alias(ctx, alias); err != nil || len(have) != 1 || have[0] != want {
			t.Errorf("Alias = %v, %v", have, err)
		}
	}
	if err := errors.Join(c.SetIndex(ctx, two, map[string]any{"refresh_interval": "-1"}), c.Merge(ctx, two, 1), c.WaitStatus(ctx, "green", 1, two)); err != nil {
		t.Error(err)
	}
	if _, err := c.Put(ctx, alias, "x", page{"text", 1}); err != nil {
		t.Errorf("write through an alias: %v", err)
	}
	all, err := c.Indices(ctx, prefix+"*")
	if err != nil || len(all) != 2 || all[0].Name != one || all[0].Health != "green" || time.Since(all[0].Created) > time.Hour {
		t.Errorf("Indices = %+v, %v", all, err)
	}
	if err := c.DeleteIndices(ctx, one, two, one); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"*", "_all", "", prefix + "*", "a,b"} {
		if err := c.DeleteIndices(ctx, name); err == nil {
			t.Errorf("DeleteIndices(%q) does it", name)
		}
	}
	if have, err := c.Alias(ctx, alias); err != nil || len(have) != 0 {
		t.Errorf("Alias of nothing = %v, %v", have, err)
	}
	if err := errors.Join(c.DeleteTemplate(ctx, prefix+"template"), c.DeleteTemplate(ctx, prefix+"template")); err != nil {
		t.Error(err)
	}
}

// TestMissingShard asks an index one of whose shards no node holds: part of the hits would be an answer to most
// clients.
func TestMissingShard(t *testing.T) {
	s := clustertest.Shared(t)
	c, prefix := open(t, cluster.Config{Nodes: s.URLs(), Limit: 500 * time.Millisecond, Patience: time.Second}), s.Prefix(t)
	setup := open(t, cluster.Config{Nodes: s.URLs(), Limit: 30 * time.Second})
	whole := create(t, setup, prefix+"whole")
	fill(t, setup, whole, 10)
	short, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	// No node has this attribute, so that the shard is never given to one.
	_ = setup.CreateIndex(short, prefix+"lost", map[string]any{"settings": map[string]any{
		"index.routing.allocation.require._name": "nobody", "number_of_replicas": 0, "index.write.wait_for_active_shards": "0",
	}})
	hits, err := c.Search(t.Context(), cluster.Search{Indices: []string{whole, prefix + "lost"}, Body: map[string]any{}})
	if err == nil {
		t.Errorf("%d hits though a shard is missing", hits.Total)
	}
	if n, err := c.Count(t.Context(), []string{whole, prefix + "lost"}, nil); err == nil {
		t.Errorf("%d documents though a shard is missing", n)
	}
	if hits, err := c.Search(t.Context(), cluster.Search{Indices: []string{whole}, Body: map[string]any{}}); err != nil || hits.Total != 10 {
		t.Errorf("the index that is whole: %d hits, %v", hits.Total, err)
	}
}

func ExampleClient_Scan() {
	c, err := cluster.Open(cluster.Config{Nodes: []string{"https://node1:9200", "https://node2:9200"}})
	if err != nil {
		return
	}
	defer c.Close() //nolint:errcheck // of an example
	err = c.Scan(context.Background(), cluster.Scan{Index: "articles", By: "id"}, func(h cluster.Hit) error {
		fmt.Println(h.ID, string(h.Source))
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
}
