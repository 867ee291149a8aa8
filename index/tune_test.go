//go:build tune

package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// goldRank returns the place of the first candidate that holds an answer, from 0, -1
// when none does.
func goldRank(t testing.TB, s *session, q setQuestion, list []candidate) int {
	for i, c := range list {
		rec, err := s.record(c.passage.article)
		if err != nil {
			t.Fatal(err)
		}
		sen := c.sentence()
		for _, a := range q.Answers {
			if a.Article == "" {
				a.Article = q.Article
			}
			if a.Article != rec.id {
				continue
			}
			both := min(sen.end, a.Bend) - max(sen.start, a.Bstart)
			if !q.SentenceGold && a.Bstart >= sen.start && a.Bend <= sen.end ||
				q.SentenceGold && both*10 >= 6*(a.Bend-a.Bstart) && both*2 >= sen.end-sen.start {
				return i
			}
		}
	}
	return -1
}

// TestTune prints ranking figures of the sets; run with -tags tune.
func TestTune(t *testing.T) {
	shared := sharedDir(t)
	for _, set := range []string{"article", "nq-tune", "squad-tune", "wikiqa-tune", "trecqa-tune"} {
		if only := os.Getenv("SETS"); only != "" && !strings.Contains(only, set) {
			continue
		}
		dir := t.TempDir()
		root := filepath.Join(shared, "eval", set, "articles.jsonl")
		if set == "article" {
			root = filepath.Join(shared, "article", "ceasefire-talks.txt")
		}
		_, err := Update(context.Background(), dir, UpdateOptions{Roots: []string{root}})
		if err != nil {
			t.Fatal(err)
		}
		x, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var at [100]int
		n := 0
		began := time.Now()
		for _, q := range loadQuestions(t, filepath.Join(shared, "eval", set, "questions.jsonl")) {
			if !q.Answerable {
				continue
			}
			if set == "article" {
				q.Article = "ceasefire-talks"
			}
			n++
			g, _ := x.hold()
			s := &session{g: g, query: Query{Text: q.Question, Top: 50}, records: map[int]*articleRecord{}}
			an := g.analyzers.Get().([]*analyzer)
			s.question = parseQuestion(q.Question, an)
			g.analyzers.Put(an)
			list, err := s.candidates(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if r := goldRank(t, s, q, list); r >= 0 {
				at[r]++
			}
			g.release()
		}
		took := time.Since(began) / time.Duration(n)
		cum := func(k int) float64 {
			sum := 0
			for i := range k {
				sum += at[i]
			}
			return float64(sum) / float64(n)
		}
		fmt.Printf("%-12s n=%d P@1 %.3f S@5 %.3f R@12 %.3f R@25 %.3f R@50 %.3f  %v\n", set, n, cum(1), cum(5), cum(12), cum(25), cum(50), took)
		x.Close()
	}
}
