//go:build opensearch && slow

package home

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"verbatim/cluster/clustertest"
)

// TestWiped deletes what somebody asked: some minutes later nothing of it is on the disks of the cluster.
func TestWiped(t *testing.T) {
	c, o := reach(t, "")
	s, h := opened(t, c, o)
	d := diary{acknowledged: map[string]bool{}}
	d.live(s)
	began := time.Now()
	for h.deleted.Store(1); deletedDocs(t, o.records()) > 0; time.Sleep(5 * time.Second) {
		if time.Since(began) > 5*time.Minute {
			t.Fatal("documents that were deleted are on the disks")
		}
		must(t, s.Sweep())
		h.deleted.Store(1)
	}
	t.Logf("it took %v", time.Since(began).Round(time.Second))
	must(t, errors.Join(s.Close(), h.Close()))
}

// deletedDocs counts the documents of an index that were deleted, or replaced, and are on the disks of the cluster.
func deletedDocs(t *testing.T, index string) int {
	t.Helper()
	resp, err := http.Get(clustertest.Shared(t).URLs()[0] + "/" + index + "/_stats/docs")
	must(t, err)
	defer resp.Body.Close()
	var stats struct {
		All struct {
			Total struct{ Docs struct{ Count, Deleted int } }
		} `json:"_all"`
	}
	must(t, json.NewDecoder(resp.Body).Decode(&stats))
	if stats.All.Total.Docs.Count == 0 {
		t.Error("there are no documents")
	}
	return stats.All.Total.Docs.Deleted
}
