package store

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkSaveAnswer measures how many answers 64 goroutines get onto the disk.
func BenchmarkSaveAnswer(b *testing.B) {
	s, err := Open(b.TempDir(), "bot.db")
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var n atomic.Int64
	b.SetParallelism(64)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			key := fmt.Sprint(n.Add(1))
			if err := s.SaveAnswer(Answer{Key: key, Question: "Who built the harbour clock?", Asked: "m" + key, Message: "a" + key, At: time.Now()}); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkForget measures how long it takes until nothing is left of a person in a store of
// 20,000 answers, which is written again each time.
func BenchmarkForget(b *testing.B) {
	s, err := Open(b.TempDir(), "bot.db")
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	text := strings.Repeat("The harbour clock was built by Marta Ekholm. ", 40)
	written := make(chan error, 20_000)
	for i := range cap(written) {
		s.SaveAnswerLater(Answer{Key: fmt.Sprint(i), Question: text[:80], Quotes: []Quote{{Text: text}}, At: time.Now()}, func(err error) { written <- err })
	}
	for range cap(written) {
		if err := <-written; err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := s.Forget("somebody"); err != nil {
			b.Fatal(err)
		}
	}
	info, err := os.Stat(s.file.path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size()), "bytes")
}
