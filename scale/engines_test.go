//go:build opensearch && linux

package scale_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"testing"

	"golang.org/x/sys/cpu"

	"verbatim/cluster/clustertest"
)

// BenchmarkEngines measures the engine in the process and the one on a cluster, and prints a row of docs/SCALE.md for each size:
//
//	go test -tags opensearch -run '^$' -bench Engines -benchtime 1x -timeout 2h ./scale
//
// Each size of each engine is a benchmark of its own, such as Engines/100k/nodes=1. What writes and what asks is a process of
// its own, so that its memory can be told.
func BenchmarkEngines(b *testing.B) {
	fmt.Print(header(b))
	for _, size := range []struct {
		name      string
		sentences int
	}{{"20k", 20_000}, {"100k", 100_000}, {"1M", 1_000_000}} {
		b.Run(size.name, func(b *testing.B) {
			text := newProse(b, size.sentences, 1200)
			for _, nodes := range []int{0, 1, 3} {
				b.Run(fmt.Sprintf("nodes=%d", nodes), func(b *testing.B) {
					for b.Loop() {
						fmt.Println(row(size.name, nodes, measured(b, text, nodes)))
					}
				})
			}
		})
	}
}

// header is the head of the table, with what it was measured on.
func header(t testing.TB) string {
	kernel := "without AVX2"
	switch {
	case cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI:
		kernel = "AVX-512"
	case cpu.X86.HasAVX2:
		kernel = "AVX2"
	}
	return fmt.Sprintf("\n%d cores, %s; load average %s\n\n", runtime.NumCPU(), kernel, loadAverage(t)) +
		"| sentences | engine | written a second | computing a million, s | MB a million on disk | MB writing | MB answering | MB nodes | " +
		"found, p50 / p99 | by words, p50 / p99 | read, p50 / p99 | match 300 | match 10 | computing by words | computing, read |\n" +
		"|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n"
}

// A finding is what was measured of an engine. What computed is this process, and the nodes.
type finding struct {
	Sentences int
	Rate      float64   // of sentences written in a second
	Write     []float64 // seconds of computing for a million of them
	Disk      int64     // bytes, all copies
	Writing   int64     // bytes of memory at most
	Answering int64
	Nodes     int64 // of all

	Found, Words, Read []float64 // ms, p50 and p99
	Match300, Match10  float64   // ms, p50
	ByWords, ByReading []float64 // ms of computing for a question
}

// row is one of the table. Times are in ms where nothing else is said.
func row(size string, nodes int, f finding) string {
	name, matches := "in the process", "| | |"
	if nodes > 0 {
		name, matches = fmt.Sprintf("nodes: %d", nodes), fmt.Sprintf("| %.1f | %.1f |", f.Match300, f.Match10)
	}
	return fmt.Sprintf("| %s | %s | %.0f | %.0f + %.0f | %.0f | %d | %d | %d | %.1f / %.1f | %.1f / %.1f | %.0f / %.0f %s %.1f + %.1f | %.0f + %.1f |",
		size, name, f.Rate, f.Write[0], f.Write[1], float64(f.Disk)/float64(f.Sentences), f.Writing>>20, f.Answering>>20, f.Nodes>>20,
		f.Found[0], f.Found[1], f.Words[0], f.Words[1], f.Read[0], f.Read[1], matches, f.ByWords[0], f.ByWords[1], f.ByReading[0], f.ByReading[1])
}

// A job is what a process of its own does to an engine.
type job struct {
	Data      string   // folder of the engine in the process, "" for the one on a cluster
	Nodes     []string // its addresses
	Processes []int    // in which its nodes run
	Corpus    string
	Root      string // what is written; "" to ask
	Shards    int
	Asked     []question // the first half to get warm
}

// measured writes a text into an engine on so many nodes, none for the one in the process, and asks.
func measured(b *testing.B, text *prose, nodes int) (f finding) {
	j := job{Root: text.root}
	if nodes == 0 {
		j.Data = b.TempDir()
	} else {
		c := clustertest.Start(b, clustertest.Arrangement{Nodes: nodes, Apart: nodes > 1, Lasting: true})
		j.Nodes, j.Processes, j.Corpus, j.Shards = c.URLs(), c.Processes(), "bench", nodes
	}
	apart(b, j, &f)
	var err error
	if nodes == 0 {
		f.Disk, err = sizeOf(j.Data)
	} else {
		f.Disk, err = stored(j)
	}
	if err != nil {
		b.Fatal(err)
	}
	j.Root, j.Asked = "", text.questions
	apart(b, j, &f)
	if f.Nodes, err = peak(j.Processes...); err != nil {
		b.Fatal(err)
	}
	return f
}

// apart does a job in a process of its own, which adds to what was found.
func apart(b *testing.B, j job, f *finding) {
	in, err := json.Marshal(j)
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), jobEnv+"=1")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, f)
	}
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
}

// stored returns the bytes of a corpus on all nodes.
func stored(j job) (int64, error) {
	resp, err := http.Get(j.Nodes[0] + "/" + j.Corpus + "-g*/_stats/store")
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var stats struct {
		All struct {
			Total struct {
				Store struct {
					Bytes int64 `json:"size_in_bytes"`
				}
			}
		} `json:"_all"`
	}
	err = json.NewDecoder(resp.Body).Decode(&stats)
	return stats.All.Total.Store.Bytes, err
}
