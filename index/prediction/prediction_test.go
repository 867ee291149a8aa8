package prediction_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/index"
	"verbatim/index/eval"
	"verbatim/index/prediction"
)

var answer = index.Answer{
	Question: "when?", Confidence: .5,
	Quotes: []index.Quote{
		{
			Article: index.Source{ID: "mill", Title: "The mill", Source: "https://example.org/mill", Published: time.Date(2024, 3, 5, 1, 2, 3, 0, time.UTC)},
			Date:    time.Date(2024, 3, 6, 0, 0, 0, 0, time.UTC), Section: []string{"History"},
			Start: 3, End: 30, Text: "It was built in 1743 of oak", SentenceStart: 3, SentenceEnd: 30, SpanStart: 19, SpanEnd: 23,
			Before: index.Excerpt{Start: 0, End: 2, Text: "A:"}, Also: []index.Source{{ID: "copy"}}, Score: 7,
		},
		{Article: index.Source{ID: "other"}, Start: 1, End: 4, Text: "abc", SentenceStart: 1, SentenceEnd: 4, SpanStart: 1, SpanEnd: 1},
	},
}

// fields returns a value as JSON shows it.
func fields(t *testing.T, v any) map[string]any {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestOfIsALineAndMore holds an answer to the line of a prediction file that stands for it.
func TestOfIsALineAndMore(t *testing.T) {
	for name, a := range map[string]index.Answer{
		"answered": answer,
		"nothing":  {Question: "who?", Abstained: true, Reason: index.NothingNear},
	} {
		got, want := fields(t, prediction.Of(a)), fields(t, eval.NewLine("", a))
		if got["question"] != a.Question {
			t.Errorf("%s: the question is %v", name, got["question"])
		}
		for key, value := range want {
			if key == "predictions" {
				continue
			}
			if d := cmp.Diff(value, got[key]); d != "" {
				t.Errorf("%s: %s (-line +answer):\n%s", name, key, d)
			}
		}
		quotes, lines := got["predictions"].([]any), want["predictions"].([]any)
		if len(quotes) != len(lines) {
			t.Fatalf("%s: %d predictions, want %d", name, len(quotes), len(lines))
		}
		for i := range lines {
			for key, value := range lines[i].(map[string]any) {
				if d := cmp.Diff(value, quotes[i].(map[string]any)[key]); d != "" {
					t.Errorf("%s: %s of prediction %d (-line +answer):\n%s", name, key, i, d)
				}
			}
		}
	}
}

func TestOfQuote(t *testing.T) {
	day, published := "2024-03-06", "2024-03-05T01:02:03Z"
	want := prediction.Quote{
		Article: "mill", Start: 3, End: 30, Score: 7, Extent: &[2]int{3, 30}, Quote: "It was built in 1743 of oak", Span: &[2]int{19, 23},
		Before: &prediction.Excerpt{Start: 0, End: 2, Text: "A:"}, Title: "The mill", Source: "https://example.org/mill", Link: "https://example.org/mill",
		Section: []string{"History"}, Published: &published, Date: &day, Also: []prediction.Other{{Article: "copy"}},
	}
	if d := cmp.Diff(want, prediction.OfQuote(answer.Quotes[0])); d != "" {
		t.Error(d)
	}
}
