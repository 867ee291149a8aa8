package intake

import (
	"context"
	"testing"

	"verbatim/corpus"
)

func TestShippedArticle(t *testing.T) {
	inputs, skips, err := List(context.Background(), []string{corpus.Shipped})
	if err != nil || len(skips) > 0 || len(inputs) == 0 {
		t.Fatalf("List: %v, %v, %v", inputs, skips, err)
	}
	var got []corpus.Article
	for _, in := range inputs {
		skips, err := Read(context.Background(), nil, in, func(a corpus.Article) error { got = append(got, a); return nil })
		if err != nil || len(skips) > 0 {
			t.Fatalf("Read %s: %v, %v", in.Key, skips, err)
		}
	}
	a := got[0]
	if a.ID != "ceasefire-talks" || a.Title != "Ceasefire talks" || a.Source != "shipped:ceasefire-talks.txt" {
		t.Errorf("got id %q, title %q, source %q", a.ID, a.Title, a.Source)
	}
	if len(a.Text) != 3841 || len(corpus.Split(&a)) == 0 {
		t.Errorf("got %d bytes in %d passages", len(a.Text), len(corpus.Split(&a)))
	}
}

func shippedArticle(t testing.TB) corpus.Article {
	t.Helper()
	var found corpus.Article
	for _, in := range shippedInputs() {
		if _, err := Read(t.Context(), nil, in, func(a corpus.Article) error { found = a; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	return found
}
