//go:build opensearch

package opensearch_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/eval"
	"verbatim/index/local"

	"verbatim/index/update"
)

// shared is the folder beside the checkout with question sets that are not ours to publish.
const shared = "../../../shared/eval"

// TestSameHits asks both engines for the passages of some questions (of all questions of all sets with the tag slow): they are the same, in the same order, unless
// their scores are equal but for rounding. The first answer is the same then.
func TestSameHits(t *testing.T) {
	for _, name := range sets {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(shared, name)
			if _, err := os.Stat(dir); err != nil {
				t.Skip("the question sets are not there")
			}
			set, err := eval.LoadSet(t.Context(), dir, "", "")
			if err != nil {
				t.Fatal(err)
			}
			c := compared(t, set, index.Options{})
			asked := 0
			for i := 0; i < len(set.Questions); i += every {
				c.ask(t, set.Questions[i].Text)
				asked++
			}
			t.Logf("%d questions: %d the same hits, %d others of equal scores, %d others; first answers by words: %d others", asked, c.same, c.tied, c.other, c.answers)
			t.Logf("in all: process %v, cluster %v", c.took[0], c.took[1])
			if c.other > 0 || c.answers*200 > asked {
				t.Errorf("the engines do not agree")
			}
		})
	}
}

// A comparison asks two engines with the same articles.
type comparison struct {
	both                       [2]*index.Index // in the process, and on the cluster
	took                       [2]time.Duration
	same, tied, other, answers int
}

// compared puts the articles of a set into both engines.
func compared(t *testing.T, set *eval.Set, o index.Options) *comparison {
	t.Helper()
	dir := t.TempDir()
	articles := filepath.Join(dir, eval.ArticlesFile)
	if err := set.WriteArticles(articles); err != nil {
		t.Fatal(err)
	}
	p := at(suite.New(t))
	for _, store := range []engine.Store{local.NewStore(dir, nil), p.Store()} {
		if _, err := update.Run(t.Context(), store, update.Options{Roots: []string{articles}, Split: set.Splitter()}); err != nil {
			t.Fatal(err)
		}
		fillOnce(t, store, o)
	}
	one, err := local.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	other, err := p.Open()
	if err != nil {
		t.Fatal(err)
	}
	c := &comparison{both: [2]*index.Index{index.New(one, o), index.New(other, o)}}
	t.Cleanup(func() { c.both[0].Close(); c.both[1].Close() })
	understood(t, o, one, other)
	return c
}

// ask asks both for passages, and for an answer.
func (c *comparison) ask(t *testing.T, question string) {
	t.Helper()
	var hits [2][]index.PassageHit
	var first [2]string
	for i, x := range c.both {
		var err error
		if hits[i], err = x.Search(t.Context(), question, 300, index.Filter{}); err != nil {
			t.Fatal(question, err)
		}
		began := time.Now()
		a, err := x.Answer(t.Context(), index.Query{Text: question, Level: index.Eager})
		c.took[i] += time.Since(began)
		if err != nil {
			t.Fatal(question, err)
		}
		if len(a.Quotes) > 0 {
			first[i] = fmt.Sprint(a.Quotes[0].Article.ID, " ", a.Quotes[0].SentenceStart)
		}
	}
	if first[0] != first[1] {
		c.answers++
	}
	switch same, tied := alike(hits[0], hits[1]); {
	case same:
		c.same++
	case tied:
		c.tied++
	default:
		c.other++
		t.Logf("%q: %d and %d hits", question, len(hits[0]), len(hits[1]))
	}
}

// alike reports whether hits are the same, and whether those that differ have scores that are equal but for rounding.
func alike(a, b []index.PassageHit) (same, tied bool) {
	if len(a) != len(b) {
		return false, false
	}
	const rounding = 1e-5
	same, tied = true, true
	for i := range a {
		if a[i].Article.ID != b[i].Article.ID || a[i].Start != b[i].Start {
			same = false
		}
		if math.Abs(a[i].Score-b[i].Score) > rounding*a[i].Score {
			tied = false
		}
	}
	return same, tied
}
