package eval

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/index"
)

func TestCorrect(t *testing.T) {
	long := strings.Repeat("x", 700)
	texts := map[string]string{"a": "One two three. Four five.\n\nSix seven eight nine.", "long": long}
	span := Question{Article: "a", Answers: []Gold{{Start: 4, End: 7}}}
	sentence := Question{Article: "a", SentenceGold: true, Answers: []Gold{{Start: 0, End: 14}}}
	elsewhere := Question{Article: "a", Answers: []Gold{{Article: "long", Start: 0, End: 650}}}
	tests := []struct {
		name string
		q    Question
		p    Prediction
		want bool
	}{
		{"contains the span", span, Prediction{Article: "a", Start: 0, End: 14}, true},
		{"cuts the span", span, Prediction{Article: "a", Start: 5, End: 14}, false},
		{"other article", span, Prediction{Article: "long", Start: 0, End: 14}, false},
		{"unknown article", span, Prediction{Article: "b", Start: 0, End: 14}, false},
		{"empty", span, Prediction{Article: "a", Start: 5, End: 5}, false},
		{"past the end", span, Prediction{Article: "a", Start: 0, End: 1000}, false},
		{"over a blank line", span, Prediction{Article: "a", Start: 0, End: 40}, false},
		{"60 % of the sentence", sentence, Prediction{Article: "a", Start: 5, End: 14}, true},
		{"half of the sentence", sentence, Prediction{Article: "a", Start: 7, End: 14}, false},
		{"mostly outside", sentence, Prediction{Article: "a", Start: 5, End: 25}, false},
		{"longer than 600 bytes, as gold is", elsewhere, Prediction{Article: "long", Start: 0, End: 650}, true},
		{"longer than gold", elsewhere, Prediction{Article: "long", Start: 0, End: 651}, false},
		{"unanswerable", Question{Article: "a"}, Prediction{Article: "a", Start: 0, End: 14}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (judge{texts: texts}).correct(tt.p, tt.q); got != tt.want {
				t.Errorf("correct = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestTokenF1(t *testing.T) {
	tests := []struct {
		got, want string
		f1        float64
	}{
		{"Vladimir Ushakov", "Vladimir Ushakov", 1},
		{"the Vladimir Ushakov,", "vladimir ushakov", 1},
		{"Ushakov", "Vladimir Ushakov", 2. / 3},
		{"", "Ushakov", 0},
		{"$5", "5", 1},
		{"a b b", "b b c", 0.8},
	}
	for _, tt := range tests {
		if f1 := tokenF1(spanTokens(tt.got), spanTokens(tt.want)); !cmp.Equal(f1, tt.f1, near) {
			t.Errorf("tokenF1(%q, %q) = %v, want %v", tt.got, tt.want, f1, tt.f1)
		}
	}
}

func TestCalibrate(t *testing.T) {
	rows := []row{
		{confidence: 0.95, answered: true, right: true},
		{confidence: 0.91, answered: true},
		{confidence: 1, answered: true, right: true},
		{confidence: 0.2, answered: true},
		{answered: false, right: true},
	}
	got := calibrate(rows)
	want := Calibration{
		ECE: (3*((0.95+0.91+1)/3-2./3) + 0.2) / 4,
		Bins: []Bin{
			{From: 0.2, To: 0.3, Questions: 1, Confidence: 0.2},
			{From: 0.9, To: 1, Questions: 3, Confidence: (0.95 + 0.91 + 1) / 3, Right: 2. / 3},
		},
	}
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestDecide(t *testing.T) {
	rows := []row{
		{right: true, answerable: true},
		{right: true, answerable: true},
		{answerable: true},
		{answerable: false},
	}
	got := decide(rows, func(i int) bool { return i != 1 })
	want := Decision{Answered: 3, Right: 1, Precision: 1. / 3, Coverage: 0.75, Recall: 1. / 3, Unfounded: 1, Answerable: 3}
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestLatencies(t *testing.T) {
	var took []time.Duration
	for i := 100; i > 0; i-- {
		took = append(took, time.Duration(i)*time.Millisecond)
	}
	want := Latency{P50: 50, P95: 95, P99: 99, Max: 100, Mean: 50.5}
	if diff := cmp.Diff(want, latencies(took), near); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(Latency{}, latencies(nil)); diff != "" {
		t.Errorf("without questions: %s", diff)
	}
}

// scripted answers from a map of questions to quotes.
type scripted map[string]index.Answer

func (s scripted) Answer(_ context.Context, q index.Query) (index.Answer, error) {
	a, ok := s[q.Text]
	if !ok {
		return index.Answer{}, errors.New("not in the script")
	}
	return a, nil
}

func TestAskAndReport(t *testing.T) {
	text := "Ann leads the team. Bob left."
	set := &Set{
		Articles: []Article{{ID: "a", Text: text}},
		Questions: []Question{
			{ID: "1", Article: "a", Text: "who leads", Answers: []Gold{{Text: "Ann", Start: 0, End: 3}}},
			{ID: "2", Article: "a", Text: "why"},
			{ID: "3", Article: "a", Text: "broken"},
		},
	}
	quote := func(start, end, spanStart, spanEnd int, said string) index.Quote {
		return index.Quote{Article: index.Source{ID: "a"}, Start: start, End: end, SentenceStart: start, SentenceEnd: end, SpanStart: spanStart, SpanEnd: spanEnd, Text: said}
	}
	answers := scripted{
		"who leads": {Quotes: []index.Quote{quote(0, 19, 0, 3, "Ann leads the team.")}, Confidence: 0.9},
		"why":       {Abstained: true},
		"broken":    {Quotes: []index.Quote{quote(0, 19, 0, 0, "Ann led the team.")}, Confidence: 0.1, Abstained: true},
	}
	var counted []int
	run, err := Ask(t.Context(), answers, set, Options{Concurrency: 2, Progress: func(done, _ int) { counted = append(counted, done) }})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{1, 2, 3}, counted); diff != "" {
		t.Errorf("progress: %s", diff)
	}
	want := []Violation{{Question: "3", Article: "a", Start: 0, End: 19, Quote: "Ann led the team."}}
	if diff := cmp.Diff(want, run.Violations); diff != "" {
		t.Errorf("violations: %s", diff)
	}
	r := run.Report(set)
	if r.P1 != 1 || r.Violations != 1 || r.Decision.Precision != 1 || r.Span.F1 != 1 || r.Level != index.Balanced {
		t.Errorf("report = %+v", r)
	}
	set.Questions[1].Text = "not in the script"
	if _, err := Ask(t.Context(), answers, set, Options{}); err == nil || !strings.Contains(err.Error(), `"2"`) {
		t.Errorf("error %v does not name the question", err)
	}
}

func TestLoadSetErrors(t *testing.T) {
	article := `{"id":"a","text":"One two."}`
	tests := []struct {
		name, articles, questions, want string
	}{
		{"no questions", article, "", "questions.jsonl"},
		{"gold outside the shipped article", "", `{"id":"1","article":"a","answers":[{"bstart":0,"bend":99999}]}`, "outside"},
		{"malformed line", article + "\n{", `{"id":"1"}`, "articles.jsonl:2"},
		{"article twice", article + "\n" + article, `{"id":"1"}`, `two articles with id "a"`},
		{"question twice", article, "{\"id\":\"1\"}\n{\"id\":\"1\"}", `two questions with id "1"`},
		{"no question", article, "\n", "holds no question"},
		{"gold in unknown article", article, `{"id":"1","article":"b","answers":[{"bstart":0,"bend":1}]}`, "not in the set"},
		{"gold outside", article, `{"id":"1","article":"a","answers":[{"bstart":0,"bend":9}]}`, "outside"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			write := func(name, content string) {
				if content == "" {
					return
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			write(ArticlesFile, tt.articles)
			write(QuestionsFile, tt.questions)
			_, err := LoadSet(t.Context(), dir, "", "")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestTextArticle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("One two.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := LoadArticles("seed=" + path)
	if err != nil {
		t.Fatal(err)
	}
	want := []Article{{ID: "seed", Source: filepath.ToSlash(path), Text: "One two.\n"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestShippedArticle loads a set without articles.
func TestShippedArticle(t *testing.T) {
	dir := t.TempDir()
	question := `{"id":"1","article":"seed","question":"who?","answers":[{"bstart":1330,"bend":1346}]}`
	if err := os.WriteFile(filepath.Join(dir, QuestionsFile), []byte(question), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := LoadSet(t.Context(), dir, "", "")
	if err != nil {
		t.Fatal(err)
	}
	a, g := set.Articles[0], set.Questions[0].Answers[0]
	if len(set.Articles) != 1 || a.ID != "seed" || a.Text[g.Start:g.End] != "Vladimir Ushakov" {
		t.Errorf("%d articles, the first %q, gold %q", len(set.Articles), a.ID, a.Text[g.Start:g.End])
	}
}
