//go:build opensearch

package opensearch_test

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/eval"
	"verbatim/index/meaning"
	"verbatim/index/reader"
)

// mostEnv is the most questions of each set that are asked with vectors and reader, and of documentation as many projects as
// have so many questions; a fixed random sample of all.
const mostEnv = "VERBATIM_TEST_QUESTIONS"

// TestSameAnswers asks both engines with vectors and the reader, of texts of Wikipedia and of documentation: at least 99.5 % of first
// answers are the same, and each of the others scores the same.
func TestSameAnswers(t *testing.T) {
	model, err := reader.Load()
	if err != nil {
		t.Fatal(err)
	}
	var all tally
	for _, name := range append(sets, documentation) {
		for _, set := range sample(t, name) {
			all.add(askBoth(t, name, set, model))
		}
	}
	t.Logf("in all: %+v", all)
	if all.asked == 0 {
		t.Skip("the question sets are not there")
	}
	if all.other > 0 || 200*(all.tied+all.other) > all.asked {
		t.Errorf("the engines do not agree: %+v", all)
	}
}

// A tally counts first answers.
type tally struct{ asked, same, tied, other int }

func (t *tally) add(o tally) {
	t.asked, t.same, t.tied, t.other = t.asked+o.asked, t.same+o.same, t.tied+o.tied, t.other+o.other
}

// documentation is the set of questions of projects, each asked of its own pages.
const documentation = "../train/faq"

// sample returns questions of a set with the articles they are asked over.
func sample(t *testing.T, name string) []*eval.Set {
	t.Helper()
	dir := filepath.Join(shared, name)
	if _, err := os.Stat(dir); err != nil {
		return nil
	}
	set, err := eval.LoadSet(t.Context(), dir, "", "")
	if err != nil {
		t.Fatal(err)
	}
	most := mostAsked
	if n, err := strconv.Atoi(os.Getenv(mostEnv)); err == nil {
		most = n
	}
	shuffled := rand.New(rand.NewPCG(1, 2))
	if name != documentation {
		shuffled.Shuffle(len(set.Questions), func(i, k int) { set.Questions[i], set.Questions[k] = set.Questions[k], set.Questions[i] })
		set.Questions = set.Questions[:min(most, len(set.Questions))]
		set.Articles = cut(set)
		return []*eval.Set{set}
	}
	projects, err := set.Projects()
	if err != nil {
		t.Fatal(err)
	}
	shuffled.Shuffle(len(projects), func(i, k int) { projects[i], projects[k] = projects[k], projects[i] })
	var some []*eval.Set
	for i, asked := 0, 0; i < len(projects) && asked < most; i++ {
		p := &projects[i].Set
		p.Questions = p.Questions[:min(most-asked, len(p.Questions))]
		p.Articles = cut(p)
		asked += len(p.Questions)
		some = append(some, p)
	}
	return some
}

// cut leaves the articles that the questions are of, and as many others as there may be.
func cut(set *eval.Set) []eval.Article {
	others := mostArticles
	return slices.DeleteFunc(slices.Clone(set.Articles), func(a eval.Article) bool {
		if slices.ContainsFunc(set.Questions, func(q eval.Question) bool { return q.Article == a.ID }) {
			return false
		}
		others--
		return others < 0
	})
}

// askBoth asks all questions of a set on both engines.
func askBoth(t *testing.T, name string, set *eval.Set, model *reader.Model) (n tally) {
	t.Helper()
	began := time.Now()
	c := compared(t, set, index.Options{Reader: model, Meaning: true})
	filled := time.Since(began).Round(time.Second)
	for _, q := range set.Questions {
		var answers [2]index.Answer
		for i, x := range c.both {
			var err error
			if answers[i], err = x.Answer(t.Context(), index.Query{Text: q.Text, Level: index.Eager}); err != nil {
				t.Fatal(q.Text, err)
			}
			c.took[i] += answers[i].Took
		}
		n.asked++
		switch same, tied := sameFirst(answers[0], answers[1]); {
		case same:
			n.same++
		case tied:
			n.tied++
			t.Logf("%s: a tie: %q", name, q.Text)
		default:
			n.other++
			t.Logf("%s: %q\n%+v\n%+v", name, q.Text, first(answers[0]), first(answers[1]))
		}
	}
	t.Logf("%s: %+v over %d articles (made in %v); answers took %v in the process, %v on the cluster", name, n, len(set.Articles), filled, c.took[0], c.took[1])
	return n
}

// first is what is compared of an answer.
func first(a index.Answer) (of struct {
	article           string
	start, end        int
	score, confidence float64
}) {
	if of.confidence = a.Confidence; len(a.Quotes) > 0 {
		q := a.Quotes[0]
		of.article, of.start, of.end, of.score = q.Article.ID, q.SentenceStart, q.SentenceEnd, q.Score
	}
	return of
}

// sameFirst reports whether two answers begin with the same sentence, and whether what they begin with has the same score.
func sameFirst(a, b index.Answer) (same, tied bool) {
	const rounding = 1e-4
	one, other := first(a), first(b)
	near := func(a, b float64) bool { return math.Abs(a-b) <= rounding*max(1, math.Abs(a)) }
	return one.article == other.article && one.start == other.start, near(one.score, other.score) && near(one.confidence, other.confidence)
}

// encoders remember what they encoded, so that the second engine's vectors cost nothing.
type remembering struct {
	*reader.Encoder
	of map[string][]float32
}

var remembered = map[string][]float32{} // by text; the tests of a package run one after the other

func (e remembering) Encode(ctx context.Context, texts []string) ([][]float32, error) {
	var lacking []string
	for _, text := range texts {
		if _, ok := e.of[text]; !ok {
			lacking = append(lacking, text)
		}
	}
	vectors, err := e.Encoder.Encode(ctx, lacking)
	if err != nil {
		return nil, err
	}
	for i, v := range vectors {
		e.of[lacking[i]] = v
	}
	out := make([][]float32, len(texts))
	for i, text := range texts {
		out[i] = e.of[text]
	}
	return out, nil
}

// fillOnce gives the passages of a store vectors where questions are asked by meaning.
func fillOnce(t *testing.T, store engine.Store, o index.Options) {
	t.Helper()
	if !o.Meaning {
		return
	}
	e, err := o.Reader.Encoder()
	if err == nil {
		err = meaning.Fill(t.Context(), store, remembering{e, remembered}, meaning.Options{Knows: index.ReaderKnows, Batch: 64})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// understood lets engines be asked by meaning where questions are.
func understood(t *testing.T, o index.Options, engines ...engine.Engine) {
	t.Helper()
	if !o.Meaning {
		return
	}
	e, err := o.Reader.Encoder()
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range engines {
		if err := of.Understand(meaning.Encoding(e)); err != nil {
			t.Fatal(err)
		}
	}
}
