//go:build opensearch

package opensearch_test

import (
	"context"
	cryptorand "crypto/rand"
	"errors"
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
	"verbatim/index/meaning"
	"verbatim/index/opensearch"
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
	writeMadeUp(b, p, func() corpus.Article {
		return madeUp(passages, func() string { return text(5 + int(words.Uint64())%50) })
	}, articles)
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

// madeUp returns an article of so many paragraphs.
func madeUp(passages int, text func() string) (a corpus.Article) {
	a.Language = "xx"
	for range passages {
		paragraph := text() + "."
		a.Blocks = append(a.Blocks, corpus.Block{Start: len(a.Text), End: len(a.Text) + len(paragraph)})
		a.Text += paragraph + "\n\n"
	}
	return a
}

// writeMadeUp makes the next generation of a corpus, with some more articles.
func writeMadeUp(b *testing.B, p place, next func() corpus.Article, articles int) {
	b.Helper()
	k, err := p.Store().Lock(b.Context())
	check(b, err)
	defer k.Release()
	d, err := k.Begin(b.Context(), engine.Start{})
	check(b, err)
	for range articles {
		a := next()
		a.ID = cryptorand.Text()
		doc := engine.NewDocument(a, corpus.Split(&a), [16]byte{}, term.NewAnalyzer("xx"))
		_, err := d.Put(b.Context(), d.Prepare(doc))
		check(b, err)
	}
	check(b, d.Finish(b.Context()))
	_, err = d.Switch(b.Context())
	check(b, err)
}

// BenchmarkVectors writes the vectors of 100,000 made-up passages into the cluster, reads them into memory, carries them over into a
// generation with one more article, and searches them. Run it with -benchtime 1x.
func BenchmarkVectors(b *testing.B) {
	const articles, passages = 2000, 50
	p, n := at(suite.New(b)), 0
	next := func() corpus.Article {
		return madeUp(passages, func() string { n++; return fmt.Sprint("This is paragraph ", n) })
	}
	writeMadeUp(b, p, next, articles)
	phase := func(name string, do func()) {
		began := time.Now()
		do()
		b.ReportMetric(time.Since(began).Seconds(), name+"-s")
	}
	for b.Loop() {
		phase("write", func() {
			check(b, meaning.Fill(b.Context(), p.Store(), wide{}, meaning.Options{Knows: func(string) bool { return true }, Batch: 256}))
		})
		phase("carry", func() { writeMadeUp(b, p, next, 1) })
		e, err := opensearch.Open(b.Context(), p.c, p.options())
		check(b, err)
		phase("read", func() { check(b, e.Understand(meaning.Encoding(wide{}))) })
		b.ReportMetric(float64(e.State().Memory)/1e6, "MB")
		s, err := e.Hold(b.Context())
		check(b, err)
		question, _ := wide{}.Encode(b.Context(), []string{"one"})
		phase("search", func() {
			hits, err := s.Nearest(b.Context(), question[0], engine.Filter{}, 100)
			if check(b, err); len(hits) != 100 {
				b.Errorf("%d hits", len(hits))
			}
		})
		check(b, errors.Join(s.Release(), e.Close()))
	}
}

// wide makes up vectors as long as the encoder's.
type wide struct{ enginetest.Coder }

func (wide) Dimension() int { return 384 }

func (wide) Encode(ctx context.Context, texts []string) ([][]float32, error) {
	short, err := enginetest.Coder{}.Encode(ctx, texts)
	for i, v := range short {
		for range 11 {
			short[i] = append(short[i], v...)
		}
	}
	return short, err
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
