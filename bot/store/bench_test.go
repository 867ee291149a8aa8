package store

import (
	"fmt"
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
