//go:build opensearch

package opensearch_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/term"
)

// BenchmarkSearch finds 300 passages of 100,000 made-up ones, and beside that asks OpenSearch for its 300 best, and for its ten best, by a
// plain match of as many words. The text is drawn from 50,000 words by Zipf's law. Run it with -benchtime 1x.
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
	match := func(words string, most int) {
		body := map[string]any{"size": most, "query": map[string]any{"match": map[string]any{"terms": words}}}
		if _, err := p.c.Search(b.Context(), cluster.Search{Indices: indices[1:], Body: body}); err != nil {
			b.Fatal(err)
		}
	}
	inTurn(b, func() string { return text(7) }, map[string]func(string){
		"engine-300": func(words string) { enginetest.Search(b, s, words, engine.Filter{}, 300) },
		"match-300":  func(words string) { match(words, 300) },
		"match-10":   func(words string) { match(words, 10) },
	})
}

// inTurn asks several ways in turn, so that what else the machine does is the same for all, and reports their medians. The first
// questions, at which the cluster compiles itself, do not count.
func inTurn(b *testing.B, words func() string, ways map[string]func(string)) {
	const first, counted = 500, 1000
	took := map[string][]time.Duration{}
	for b.Loop() {
		for i := range first + counted {
			for name, ask := range ways {
				question, began := words(), time.Now()
				ask(question)
				if i >= first {
					took[name] = append(took[name], time.Since(began))
				}
			}
		}
	}
	for name, all := range took {
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2].Seconds()*1000, name+"-p50-ms")
	}
}
