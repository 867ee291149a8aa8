//go:build opensearch

package opensearch_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"verbatim/cluster"
	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/term"
)

// BenchmarkSearch finds 300 passages of 100,000 made-up ones, and beside that asks OpenSearch for its ten best by a plain match of the
// same words. The text is drawn from 50,000 words by Zipf's law.
func BenchmarkSearch(b *testing.B) {
	const articles, passages = 2000, 50
	p, words := at(suite.New(b)), rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.1, 10, 50_000)
	text := func(n int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = fmt.Sprintf("w%d", words.Uint64())
		}
		return strings.Join(all, " ")
	}
	k, err := p.Store().Lock(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer k.Release()
	d, err := k.Begin(b.Context(), engine.Start{Fresh: true})
	if err != nil {
		b.Fatal(err)
	}
	for i := range articles {
		a := corpus.Article{ID: fmt.Sprint(i), Language: "xx"}
		for range passages {
			paragraph := text(5+int(words.Uint64())%50) + "."
			a.Blocks = append(a.Blocks, corpus.Block{Start: len(a.Text), End: len(a.Text) + len(paragraph)})
			a.Text += paragraph + "\n\n"
		}
		doc := engine.NewDocument(a, corpus.Split(&a), [16]byte{}, term.NewAnalyzer("xx"))
		if _, err := d.Put(b.Context(), d.Prepare(doc)); err != nil {
			b.Fatal(err)
		}
	}
	if err := d.Finish(b.Context()); err != nil {
		b.Fatal(err)
	}
	if _, err := d.Switch(b.Context()); err != nil {
		b.Fatal(err)
	}
	e, err := p.Open()
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	s, err := e.Hold(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	indices, err := p.c.Alias(b.Context(), p.name)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("engine", func(b *testing.B) {
		for b.Loop() {
			enginetest.Search(b, s, text(7), engine.Filter{}, 300)
		}
	})
	b.Run("match", func(b *testing.B) {
		for b.Loop() {
			body := map[string]any{"query": map[string]any{"match": map[string]any{"terms": text(7)}}}
			if _, err := p.c.Search(b.Context(), cluster.Search{Indices: indices[1:], Body: body}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
