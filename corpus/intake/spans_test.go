package intake

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

// shared returns a path below the folder of question sets beside the repository, or
// skips the test where there is none.
func shared(t *testing.T, path string) string {
	t.Helper()
	root := os.Getenv("VERBATIM_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	full := filepath.Join(root, filepath.FromSlash(path))
	if _, err := os.Stat(full); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there; set VERBATIM_SHARED to the folder of question sets", full)
	}
	return full
}

// A goldSpan is an answer marked by people: byte offsets in an article's text.
type goldSpan struct {
	Article    string
	Text       string
	Start, End int
}

func goldSpans(t *testing.T, file string) []goldSpan {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var spans []goldSpan
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var q struct {
			Article string
			Answers []struct {
				Article, Text string
				BStart, BEnd  int
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		for _, a := range q.Answers {
			if a.Article == "" {
				a.Article = q.Article
			}
			spans = append(spans, goldSpan{a.Article, a.Text, a.BStart, a.BEnd})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return spans
}

// splitSet returns the articles of a set and their sentences, checked to tile.
func splitSet(t *testing.T, file string) (map[string]corpus.Article, map[string][]corpus.Sentence) {
	t.Helper()
	articles, sentences := map[string]corpus.Article{}, map[string][]corpus.Sentence{}
	skips, err := Read(t.Context(), nil, corpus.Input{Key: file, Path: file}, func(a corpus.Article) error {
		articles[a.ID] = a
		corpustest.CheckPassages(t, &a)
		for _, p := range corpus.Split(&a) {
			sentences[a.ID] = append(sentences[a.ID], p.Sentences...)
		}
		return nil
	})
	if err != nil || len(skips) > 0 {
		t.Fatal(err, skips)
	}
	return articles, sentences
}

// TestSpansInsideSentences compares segmentation with the answers people marked: how
// many lie inside one sentence, and how many in no sentence at all, because a heading or
// caption swallowed them. The mean length and the goldens see to it that long sentences do
// not buy the first figure.
func TestSpansInsideSentences(t *testing.T) {
	tests := []struct {
		set, dir  string
		questions []string
		inside    float64 // share at least
		lost      float64 // share at most
		mean      float64 // bytes at most
	}{
		{"SQuAD", "eval/squad-tune", []string{"questions.jsonl", "questions_extra.jsonl"}, 0.999, 0, 160},
		{"SQuADShifts", "train/squadshifts", []string{"questions.jsonl"}, 0.997, 0.0002, 160},
		{"NQ", "eval/nq-tune", []string{"questions.jsonl"}, 0.997, 0, 140},
		{"WikiQA", "eval/wikiqa-tune", []string{"questions.jsonl"}, 0.99, 0.004, 140},
		{"TREC", "eval/trecqa-tune", []string{"questions.jsonl"}, 0.997, 0, 135},
	}
	for _, test := range tests {
		t.Run(test.set, func(t *testing.T) {
			dir := shared(t, test.dir)
			articles, sentences := splitSet(t, filepath.Join(dir, "articles.jsonl"))
			spans, inside, lost := 0, 0, 0
			for _, file := range test.questions {
				for _, span := range goldSpans(t, filepath.Join(dir, file)) {
					if got := articles[span.Article].Text[span.Start:span.End]; got != span.Text {
						t.Fatalf("%s: the text moved: %q is %q", span.Article, span.Text, got)
					}
					spans++
					touched, whole := cover(sentences[span.Article], span)
					if whole {
						inside++
					}
					if !touched {
						lost++
						t.Logf("in a heading or caption: %q", span.Text)
					}
				}
			}
			count, bytes := 0, 0
			for _, list := range sentences {
				for _, s := range list {
					count++
					bytes += s.End - s.Start
				}
			}
			share, gone, mean := float64(inside)/float64(spans), float64(lost)/float64(spans), float64(bytes)/float64(count)
			t.Logf("%d spans: %.3f %% inside one sentence, %d in a heading or caption; %d sentences of %.1f bytes on average", spans, 100*share, lost, count, mean)
			if share < test.inside || gone > test.lost || mean > test.mean {
				t.Errorf("want at least %v inside, at most %v lost, at most %v bytes", test.inside, test.lost, test.mean)
			}
		})
	}
}

// cover reports whether any sentence touches a span, and whether one holds it whole.
func cover(sentences []corpus.Sentence, span goldSpan) (touched, whole bool) {
	for _, s := range sentences {
		touched = touched || s.Start < span.End && span.Start < s.End
		whole = whole || s.Start <= span.Start && span.End <= s.End
	}
	return touched, whole
}

// TestArticleGoldSentences wants each sentence that people marked in the shipped
// article as one of ours, byte for byte.
func TestArticleGoldSentences(t *testing.T) {
	file := shared(t, "eval/article/questions.jsonl")
	a := shippedArticle(t)
	ours := map[corpus.Sentence]bool{}
	for _, p := range corpus.Split(&a) {
		for _, s := range p.Sentences {
			ours[s] = true
		}
	}
	for _, span := range goldSpans(t, file) {
		if !ours[corpus.Sentence{Start: span.Start, End: span.End}] {
			t.Errorf("not a sentence of ours: %q", span.Text)
		}
	}
}
