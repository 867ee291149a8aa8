//go:build opensearch

package opensearch

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"verbatim/cluster"
	"verbatim/cluster/clustertest"
	"verbatim/index/engine"
	"verbatim/index/update"
)

// TestAfter goes on after each article of a listing, in the order that the cluster has them in.
func TestAfter(t *testing.T) {
	shared, dir := clustertest.Shared(t), t.TempDir()
	for _, name := range []string{"a", "a-b", "a b", "B", "é", "ﬁ", "𝄞", "10", "9"} {
		if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte("The tower "+name+" is 37 metres high."), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := cluster.Open(cluster.Config{Nodes: shared.URLs()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	o := Options{Name: shared.Prefix(t) + "corpus", Replicas: -1}
	if _, err := update.Run(t.Context(), NewStore(c, o), update.Options{Roots: []string{dir}}); err != nil {
		t.Fatal(err)
	}
	g, err := openNewest(t.Context(), c, o.Name)
	if err != nil {
		t.Fatal(err)
	}
	all := ids(t, g.Each)
	if len(all) != 9 {
		t.Fatalf("%q", all)
	}
	for i, id := range all {
		rest := ids(t, func(ctx context.Context, yield func(*engine.Article) error) error { return g.after(ctx, id, yield) })
		if !slices.Equal(rest, all[i+1:]) {
			t.Errorf("after %q: %q", id, rest)
		}
	}
}

// ids returns the ids of the articles that a listing has.
func ids(t *testing.T, list func(context.Context, func(*engine.Article) error) error) (all []string) {
	t.Helper()
	err := list(t.Context(), func(a *engine.Article) error {
		all = append(all, a.ID)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
