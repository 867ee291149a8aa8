package local_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"verbatim/index"
)

// The benchmarks build indexes of up to a million passages in a process of their own and
// tell what that took, its peak memory, and how long questions take then:
//
//	go test -run '^$' -bench 'Scale/100k' -benchtime 1x ./index/local
func BenchmarkScale(b *testing.B) {
	for _, size := range []struct {
		name     string
		passages int
	}{{"1k", 1000}, {"10k", 10_000}, {"100k", 100_000}, {"1M", 1_000_000}} {
		b.Run(size.name, func(b *testing.B) {
			root := b.TempDir()
			text := prose(b, root, size.passages)
			for b.Loop() {
				dir := b.TempDir()
				peak, took := updateApart(b, dir, root)
				if n := passages(b, dir); n != size.passages {
					b.Fatalf("%d passages, want %d", n, size.passages)
				}
				first := filepath.Join(dir, "generations", "0001")
				b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
				b.ReportMetric(float64(size.passages)/took.Seconds(), "passages/s")
				b.ReportMetric(float64(diskUse(b, first))/float64(text), "disk-B/text-B")
				b.ReportMetric(float64(diskUse(b, filepath.Join(first, "bleve")))/float64(text), "bleve-B/text-B")
				p50, p99 := askMany(b, asked(b, dir), 300)
				b.ReportMetric(p50, "p50-ms")
				b.ReportMetric(p99, "p99-ms")
			}
		})
	}
}

// passages counts what the index below dir holds.
func passages(t testing.TB, dir string) int {
	t.Helper()
	s, err := open(t, dir).Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	return s.Generation().Totals.Passages
}

// prose writes articles of 20 passages with made-up words, as frequent as words are, into
// one file, and returns the bytes of their text.
func prose(t testing.TB, root string, passages int) (bytes int) {
	t.Helper()
	f, err := os.Create(filepath.Join(root, "prose.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriterSize(f, 1<<20)
	p := newProser()
	for article := 0; passages > 0; article++ {
		var text strings.Builder
		for range min(passages, 20) {
			for range 3 {
				p.sentence(&text)
			}
			text.WriteString(`\n\n`)
			passages--
		}
		bytes += text.Len()
		fmt.Fprintf(out, `{"id":"a%d","title":"Report %d","text":"%s"}`+"\n", article, article, text.String())
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes
}

// A proser writes sentences of words that Zipf's law chooses.
type proser struct {
	random *rand.Rand
	zipf   *rand.Zipf
}

func newProser() *proser {
	r := rand.New(rand.NewPCG(1, 2))
	return &proser{random: r, zipf: rand.NewZipf(r, 1.1, 10, 1<<20)}
}

func (p *proser) word() string {
	const first, second = "bcdfghklmnprstvw", "aeiou"
	n := p.zipf.Uint64()
	var w []byte
	for more := true; more; more = n > 0 {
		w = append(w, first[n%16], second[n/16%5])
		n /= 80
	}
	return string(w)
}

func (p *proser) sentence(text *strings.Builder) {
	for i := range 8 + p.random.IntN(20) {
		w := p.word()
		if i == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		} else {
			text.WriteByte(' ')
		}
		text.WriteString(w)
	}
	text.WriteString(". ")
}

// updateApart reindexes in a process of its own and returns that process's peak memory in
// bytes and how long it ran.
func updateApart(t testing.TB, dir, root string) (peak int64, took time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0], root)
	cmd.Env = append(os.Environ(), reindexEnv+"="+dir)
	cmd.Stderr = os.Stderr
	began := time.Now()
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10, time.Since(began)
}

// askMany asks n questions of six words and returns how long they took, in milliseconds.
func askMany(t testing.TB, x *index.Index, n int) (p50, p99 float64) {
	t.Helper()
	p := newProser()
	var took []float64
	for range n {
		var q strings.Builder
		for range 6 {
			q.WriteString(p.word() + " ")
		}
		a, err := x.Answer(context.Background(), index.Query{Text: q.String()})
		if err != nil {
			t.Fatal(err)
		}
		took = append(took, a.Took.Seconds()*1000)
	}
	slices.Sort(took)
	return took[n/2], took[n*99/100]
}
