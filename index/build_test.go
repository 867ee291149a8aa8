package index

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"verbatim/index/local"
	"verbatim/index/update"
)

// write puts a file below dir.
func write(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// reindex brings the index below dir up to date.
func reindex(t testing.TB, dir string, o update.Options) update.Report {
	t.Helper()
	r, err := update.Run(context.Background(), local.NewStore(dir, nil), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func open(t testing.TB, dir string) *Index { return openWith(t, dir, Options{}) }

func openWith(t testing.TB, dir string, o Options) *Index {
	t.Helper()
	e, err := local.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := New(e, o)
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// first returns the best quote for a question, "" when there is none.
func first(t testing.TB, x *Index, question string) (string, Source) {
	t.Helper()
	a, err := x.Answer(context.Background(), Query{Text: question, Level: Eager})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Quotes) == 0 {
		return "", Source{}
	}
	return a.Quotes[0].Text, a.Quotes[0].Article
}

const (
	bridge = "The old bridge of Varn was built in 1743 by Johann Felder. It has seven arches of red sandstone."
	mill   = "The water mill at Oster grinds barley. Its wheel is nine metres wide."
)

// TestUpdateAgrees checks that an index that was changed step by step answers as one
// that was built at once.
func TestUpdateAgrees(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.txt", bridge)
	write(t, root, "b.txt", mill)
	write(t, root, "c.txt", "A text that goes away soon. It speaks of the mill and of the bridge too.")
	reindex(t, dir, update.Options{Roots: []string{root}})
	write(t, root, "d.txt", "The mill stands beside the bridge. Both belong to the town of Varn.")
	reindex(t, dir, update.Options{})
	write(t, root, "b.txt", mill+" The miller is called Anna Weir.")
	reindex(t, dir, update.Options{})
	if err := os.Remove(filepath.Join(root, "c.txt")); err != nil {
		t.Fatal(err)
	}
	reindex(t, dir, update.Options{})
	fresh := t.TempDir()
	reindex(t, fresh, update.Options{Roots: []string{root}})
	a, b := open(t, dir), open(t, fresh)
	for _, q := range []string{"Who is the miller?", "bridge of Varn", "Where does the mill stand?", "red sandstone arches"} {
		got, err1 := a.Answer(context.Background(), Query{Text: q, Top: 10})
		want, err2 := b.Answer(context.Background(), Query{Text: q, Top: 10})
		if err1 != nil || err2 != nil || len(got.Quotes) != len(want.Quotes) {
			t.Fatalf("%s: %d and %d quotes, %v, %v", q, len(got.Quotes), len(want.Quotes), err1, err2)
		}
		for i := range got.Quotes {
			if got.Quotes[i].Text != want.Quotes[i].Text || got.Quotes[i].Score != want.Quotes[i].Score {
				t.Errorf("%s, %d: %q %v, want %q %v", q, i, got.Quotes[i].Text, got.Quotes[i].Score,
					want.Quotes[i].Text, want.Quotes[i].Score)
			}
		}
	}
}
