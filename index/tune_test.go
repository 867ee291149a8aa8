//go:build tune

package index

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/index/reader"
	"verbatim/index/update"
)

// Ranking figures and the search for ranking parameters over the question sets:
//
//	go test -tags tune -run 'TestTune$|TestSearch' -v ./index

// A tuneSet is one question set with its index.
type tuneSet struct {
	name      string
	x         *Index
	questions []setQuestion
}

func tuneSets(t *testing.T, most int, all bool) []tuneSet {
	var sets []tuneSet
	shared := sharedDir(t)
	for _, name := range []string{"article", "nq-tune", "squad-tune", "wikiqa-tune", "trecqa-tune"} {
		if only := os.Getenv("SETS"); only != "" && !strings.Contains(only, name) {
			continue
		}
		root := filepath.Join(shared, "eval", name, "articles.jsonl")
		if name == "article" {
			root = filepath.Join(shared, "article", "ceasefire-talks.txt")
		}
		s := tuneSet{name: name, x: tuneIndex(t, root)}
		for _, q := range tuneQuestions(t, filepath.Join(shared, "eval", name)) {
			if name == "article" {
				q.Article = "ceasefire-talks"
			}
			if q.Answerable || all {
				s.questions = append(s.questions, q)
			}
		}
		if len(s.questions) > most {
			step := len(s.questions) / most
			var some []setQuestion
			for i := 0; i < len(s.questions); i += step {
				some = append(some, s.questions[i])
			}
			s.questions = some
		}
		sets = append(sets, s)
	}
	return sets
}

func tuneIndex(t *testing.T, root string) *Index {
	dir := t.TempDir()
	reindex(t, dir, update.Options{Roots: []string{root}})
	return open(t, dir)
}

// alone returns the sets once more with each article in an index of its own, which its
// own questions are asked: what corpora of one article are like.
func alone(t *testing.T, sets []tuneSet) (out []tuneSet) {
	for _, s := range sets {
		if s.name == "article" {
			continue
		}
		of := map[string][]setQuestion{}
		for _, q := range s.questions {
			of[q.Article] = append(of[q.Article], q)
		}
		raw, err := os.ReadFile(filepath.Join(sharedDir(t), "eval", s.name, "articles.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			var a struct{ ID string }
			if err := json.Unmarshal([]byte(line), &a); err != nil {
				t.Fatal(err)
			}
			if of[a.ID] == nil {
				continue
			}
			root := filepath.Join(t.TempDir(), "articles.jsonl")
			if err := os.WriteFile(root, []byte(line), 0o600); err != nil {
				t.Fatal(err)
			}
			out = append(out, tuneSet{s.name + "-alone", tuneIndex(t, root), of[a.ID]})
		}
	}
	return out
}

// tuneQuestions returns the questions of a set. With HELD_OUT set they are, in the sets
// that the reader was trained on, those about articles that were kept out of its training
// (see reader/train/data.py), and of SQuAD then the extra ones too.
func tuneQuestions(t *testing.T, dir string) []setQuestion {
	questions := loadQuestions(t, filepath.Join(dir, "questions.jsonl"))
	trained := strings.HasSuffix(dir, "nq-tune") || strings.HasSuffix(dir, "squad-tune")
	if os.Getenv("HELD_OUT") == "" || !trained {
		return questions
	}
	if more := filepath.Join(dir, "questions_extra.jsonl"); strings.HasSuffix(dir, "squad-tune") {
		questions = append(questions, loadQuestions(t, more)...)
	}
	return slices.DeleteFunc(questions, func(q setQuestion) bool {
		return sha256.Sum256([]byte(q.Article))[0]%5 != 0
	})
}

// goldRank returns the place of the first candidate that holds an answer, from 0, -1
// when none does.
func goldRank(t testing.TB, s *session, q setQuestion, list []*candidate) int {
	for i, c := range list {
		if err := s.knowAll(context.Background(), []*candidate{c}); err != nil {
			t.Fatal(err)
		}
		id := s.articles[c.passage.Article].ID
		sen := c.sentence()
		for _, a := range q.Answers {
			if a.Article == "" {
				a.Article = q.Article
			}
			if a.Article != id {
				continue
			}
			both := min(sen.End, a.Bend) - max(sen.Start, a.Bstart)
			if !q.SentenceGold && a.Bstart >= sen.Start && a.Bend <= sen.End ||
				q.SentenceGold && both*10 >= 6*(a.Bend-a.Bstart) && both*2 >= sen.End-sen.Start {
				return i
			}
		}
	}
	return -1
}

// ranks returns how often the gold sentence stands at each place.
func (s *tuneSet) ranks(t *testing.T, model *reader.Model) (at [100]int, took time.Duration) {
	began := time.Now()
	for _, q := range s.questions {
		g, err := s.x.engine.Hold(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		u := newSession(g, Query{Text: q.Question})
		u.model = model
		list, err := u.candidates(context.Background())
		if err == nil && len(list) > 0 {
			err = u.read(context.Background(), list)
		}
		if err != nil {
			t.Fatal(err)
		}
		if r := goldRank(t, u, q, list[:min(100, len(list))]); r >= 0 {
			at[r]++
		}
		g.Release()
	}
	return at, time.Since(began) / time.Duration(len(s.questions))
}

func within(at [100]int, k, n int) float64 {
	sum := 0
	for i := range k {
		sum += at[i]
	}
	return float64(sum) / float64(n)
}

// TestTune prints ranking figures, with the reader when READER is set.
func TestTune(t *testing.T) {
	model := tuneReader(t)
	for _, s := range tuneSets(t, 1<<30, false) {
		at, took := s.ranks(t, model)
		n := len(s.questions)
		fmt.Printf("%-12s n=%d P@1 %.3f S@5 %.3f R@12 %.3f R@25 %.3f R@50 %.3f  %v\n", s.name, n,
			within(at, 1, n), within(at, 5, n), within(at, 12, n), within(at, 25, n), within(at, 50, n), took)
	}
}

// TestFit changes one parameter at a time while that raises the objective.
func TestFit(t *testing.T) {
	sets := tuneSets(t, 700, false)
	r := &sentenceRanking
	params := []struct {
		name string
		p    *float64
		step []float64
	}{
		{"lead", &r.lead, []float64{0.03, 0.06, 0.1, 0.2, 0.3}},
		{"sentence title", &r.title, []float64{0, 0.1, 0.2, 0.3, 0.4, 0.6, 1, 1.5, 2, 3}},
		{"sentence above", &r.above, []float64{0, 0.15, 0.3, 0.6}},
		{"around", &r.around, []float64{0, 0.05, 0.1, 0.2, 0.3}},
		{"passage", &r.passage, []float64{0.3, 0.6, 1, 1.4, 2}},
		{"k1", &r.k1, []float64{0.5, 0.8, 1.2, 1.6}},
		{"bSentence", &r.bSentence, []float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75}},
		{"bPassage", &r.bPassage, []float64{0.2, 0.4, 0.6, 0.75}},
	}
	eval := func(show bool) float64 {
		sum := 0.0
		line := ""
		for _, s := range sets {
			at, _ := s.ranks(t, nil)
			n := len(s.questions)
			weight := 1.0
			if s.name == "article" {
				weight = 0.2
			}
			sum += weight * (within(at, 1, n) + 0.3*within(at, 5, n) + 0.7*within(at, 12, n))
			line += fmt.Sprintf(" %s %.3f/%.3f", s.name, within(at, 1, n), within(at, 12, n))
		}
		if show {
			fmt.Printf("   %.4f %s\n", sum, line)
		}
		return sum
	}
	best := eval(true)
	for round := range 1 {
		for _, p := range params {
			keep := *p.p
			for _, v := range p.step {
				if v == keep {
					continue
				}
				*p.p = v
				if got := eval(false); got > best+1e-9 {
					best, keep = got, v
				}
			}
			*p.p = keep
			fmt.Printf("round %d %s = %v\n", round, p.name, keep)
			eval(true)
		}
	}
}

// TestWindows prints how often the gold sentence is among what the reader would read
// within some tokens.
func TestWindows(t *testing.T) {
	budgets := []int{300, 600, 900, 1200, 2000}
	for _, set := range tuneSets(t, 1000, false) {
		found := make([]int, len(budgets))
		total := 0
		for _, q := range set.questions {
			g, _ := set.x.engine.Hold(context.Background())
			u := newSession(g, Query{Text: q.Question})
			list, err := u.candidates(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			ws, err := u.windows(context.Background(), list, 40)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0
			hit := -1
			for _, w := range ws {
				sum += w.tokens
				total += w.tokens
				if goldRank(t, u, q, w.members) >= 0 {
					hit = sum
					break
				}
			}
			for i, b := range budgets {
				if hit >= 0 && hit <= b {
					found[i]++
				}
			}
			g.Release()
		}
		fmt.Printf("%-12s", set.name)
		for i, b := range budgets {
			fmt.Printf(" %d: %.3f", b, float64(found[i])/float64(len(set.questions)))
		}
		fmt.Println()
	}
}

// tuneReader returns the reader with the weights of the file that READER names, with the
// embedded ones when READER is 1, and nil for ranking by words alone when it is not set.
func tuneReader(t *testing.T) *reader.Model {
	var m *reader.Model
	var err error
	switch file := os.Getenv("READER"); file {
	case "":
		return nil
	case "1":
		m, err = reader.Load()
	default:
		m, err = reader.LoadFile(file)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestReading prints what reading more or less gives and costs, with the reader that READER names.
func TestReading(t *testing.T) {
	model := tuneReader(t)
	sets := tuneSets(t, 250, false)
	for _, r := range []struct {
		candidates, tokens, whole int
		behind                    float64
	}{
		{40, 1000, 400, 6}, {40, 1600, 400, 6}, {40, 1600, 640, 8}, {40, 1600, 1600, 0}, {60, 3000, 640, 8},
	} {
		p := &readerReading
		p.candidates, p.tokens, p.whole, p.behind = r.candidates, r.tokens, r.whole, r.behind
		fmt.Printf("%+v\n", r)
		for _, s := range sets {
			at, took := s.ranks(t, model)
			n := len(s.questions)
			fmt.Printf("  %-12s P@1 %.3f S@5 %.3f %v\n", s.name, within(at, 1, n), within(at, 5, n), took.Round(time.Millisecond))
		}
	}
}
