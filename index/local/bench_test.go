package local_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
	"verbatim/corpus/intake"
	"verbatim/index"
	"verbatim/index/eval"
)

// The benchmarks index the sentences of the question sets, shuffled into articles:
//
//	go test -run '^$' -bench 'Reindex|PlainBleve|Answer' -benchtime 1x ./index/local

const benchBytes = 20 << 20

// sharedDir finds the folder with the question sets: the environment's, or "shared"
// beside the repository.
func sharedDir(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("VERBATIM_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Skip("no go.mod above this folder")
		}
		dir = filepath.Dir(dir)
	}
	shared := filepath.Join(dir, "..", "shared")
	if _, err := os.Stat(shared); err != nil {
		t.Skip("the question sets are not here; set VERBATIM_SHARED")
	}
	return shared
}

// setSentences returns the sentences of all sets.
func setSentences(b *testing.B) []string {
	var out []string
	inputs, _, err := intake.List(context.Background(), []string{filepath.Join(sharedDir(b), "eval")})
	if err != nil {
		b.Skip(err)
	}
	for _, in := range inputs {
		if filepath.Base(in.Path) != "articles.jsonl" {
			continue
		}
		_, err := intake.Read(context.Background(), nil, in, func(a corpus.Article) error {
			for _, p := range corpus.Split(&a) {
				for _, s := range p.Sentences {
					out = append(out, a.Text[s.Start:s.End])
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return out
}

// shuffled writes articles of 10 passages with 5 sentences each, about bytes of text in
// all, into files of 100 articles, and returns the folder.
func shuffled(b *testing.B, bytes int) string {
	b.Helper()
	sentences := setSentences(b)
	random := rand.New(rand.NewPCG(1, 2))
	root := b.TempDir()
	for file, written := 0, 0; written < bytes; file++ {
		var lines strings.Builder
		for k := range 100 {
			var text strings.Builder
			for i := range 50 {
				text.WriteString(strings.ReplaceAll(sentences[random.IntN(len(sentences))], "\n", " "))
				if i%5 == 4 {
					text.WriteByte('\n')
				} else {
					text.WriteByte(' ')
				}
			}
			line, err := json.Marshal(map[string]string{"id": fmt.Sprintf("%d-%d", file, k), "title": fmt.Sprintf("Report %d", k), "text": text.String()})
			if err != nil {
				b.Fatal(err)
			}
			written += text.Len()
			lines.Write(line)
			lines.WriteByte('\n')
		}
		if err := os.WriteFile(filepath.Join(root, fmt.Sprintf("%04d.jsonl", file)), []byte(lines.String()), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return root
}

// BenchmarkReindex measures the whole way from files to a finished generation.
func BenchmarkReindex(b *testing.B) {
	root := shuffled(b, benchBytes)
	for b.Loop() {
		dir := b.TempDir()
		r := reindex(b, dir, root)
		b.ReportMetric(float64(r.Sentences)/r.Took.Seconds(), "sentences/s")
		b.ReportMetric(float64(r.Bytes)/1e6/r.Took.Seconds(), "MB/s")
		b.ReportMetric(float64(diskUse(b, dir))/float64(r.Bytes), "disk-B/text-B")
	}
}

// BenchmarkPlainBleve gives the same passages, split beforehand, to bleve as its own
// documentation does: a mapping with the en analyzer, batches of 1,000.
func BenchmarkPlainBleve(b *testing.B) {
	type passage struct{ Title, Above, Text string }
	var passages []passage
	sentences, bytes := 0, 0
	inputs, _, err := intake.List(context.Background(), []string{shuffled(b, benchBytes)})
	if err != nil {
		b.Fatal(err)
	}
	for _, in := range inputs {
		_, err := intake.Read(context.Background(), nil, in, func(a corpus.Article) error {
			for _, p := range corpus.Split(&a) {
				passages = append(passages, passage{a.Title, strings.Join(p.Headings, " "), a.Text[p.Start:p.End]})
				sentences += len(p.Sentences)
			}
			bytes += len(a.Text)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		began := time.Now()
		m := bleve.NewIndexMapping()
		m.DefaultAnalyzer = en.AnalyzerName
		m.ScoringModel = bindex.BM25Scoring
		m.DefaultMapping.Dynamic = false
		for _, name := range []string{"Title", "Above", "Text"} {
			f := bleve.NewTextFieldMapping()
			f.IncludeTermVectors, f.DocValues, f.IncludeInAll = false, false, false
			m.DefaultMapping.AddFieldMappingsAt(name, f)
		}
		dir := filepath.Join(b.TempDir(), "x")
		x, err := bleve.NewUsing(dir, m, scorch.Name, scorch.Name, nil)
		if err != nil {
			b.Fatal(err)
		}
		batch := x.NewBatch()
		for i, p := range passages {
			if err := batch.Index(fmt.Sprint(i), p); err != nil {
				b.Fatal(err)
			}
			if batch.Size() == 1000 || i == len(passages)-1 {
				if err := x.Batch(batch); err != nil {
					b.Fatal(err)
				}
				batch.Reset()
			}
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
		took := time.Since(began).Seconds()
		b.ReportMetric(float64(sentences)/took, "sentences/s")
		b.ReportMetric(float64(bytes)/1e6/took, "MB/s")
		b.ReportMetric(float64(diskUse(b, dir))/float64(bytes), "disk-B/text-B")
	}
}

// BenchmarkAnswer asks the questions of all sets on the shuffled corpus, by words alone.
func BenchmarkAnswer(b *testing.B) {
	dir := b.TempDir()
	reindex(b, dir, shuffled(b, benchBytes))
	x := asked(b, dir)
	var questions []string
	for _, set := range []string{"nq-tune", "squad-tune", "wikiqa-tune", "trecqa-tune"} {
		s, err := eval.LoadSet(context.Background(), filepath.Join(sharedDir(b), "eval", set), "", "")
		if err != nil {
			b.Skip(err)
		}
		for _, q := range s.Questions {
			questions = append(questions, q.Text)
		}
	}
	for b.Loop() {
		var took []time.Duration
		for _, q := range questions {
			a, err := x.Answer(context.Background(), index.Query{Text: q})
			if err != nil {
				b.Fatal(err)
			}
			took = append(took, a.Took)
		}
		slices.Sort(took)
		at := func(share float64) float64 { return took[int(share*float64(len(took)-1))].Seconds() * 1000 }
		b.ReportMetric(at(0.5), "p50-ms")
		b.ReportMetric(at(0.95), "p95-ms")
		b.ReportMetric(at(0.99), "p99-ms")
	}
}

// paragraph is what the reports of BenchmarkTouchOne say again and again.
const paragraph = "The old bridge of Varn was built in 1743 by Johann Felder. It has seven arches of red sandstone. " +
	"The water mill at Oster grinds barley. Its wheel is nine metres wide. "

// BenchmarkTouchOne measures a reindex after one of 10,000 files has changed, as a
// share of the time for all of them.
func BenchmarkTouchOne(b *testing.B) {
	root, dir := b.TempDir(), b.TempDir()
	for i := range 10_000 {
		write(b, root, fmt.Sprintf("%02d/%04d.txt", i/100, i), fmt.Sprintf("Report %d.\n%s The end of %d.\n", i, strings.Repeat(paragraph, 21), i)) // as long as the shipped article
	}
	began := time.Now()
	reindex(b, dir, root)
	whole := time.Since(began)
	for k := 0; b.Loop(); k++ {
		write(b, root, "00/0000.txt", fmt.Sprintf("The report was changed %d times.", k+1))
		r := reindex(b, dir)
		if r.Changed != 1 {
			b.Fatalf("%+v", r)
		}
		b.ReportMetric(100*r.Took.Seconds()/whole.Seconds(), "%-of-full")
		b.ReportMetric(whole.Seconds(), "full-s")
	}
}

// diskUse returns the bytes of all files below a folder.
func diskUse(t testing.TB, dir string) (n int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
