package own

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/index"
	"verbatim/index/eval"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, extension, text string
		want                  []Question
	}{
		{"lines", ".txt", "# mine\nWhen?\tnine | 9 o'clock\n\nWhy, and how?\r\nWho?\t-\nWhere?\t\tbells.md\n", []Question{
			{ID: "2", Text: "When?", Expected: []string{"nine", "9 o'clock"}},
			{ID: "4", Text: "Why, and how?"},
			{ID: "5", Text: "Who?", Silence: true},
			{ID: "6", Text: "Where?", Articles: []string{"bells.md"}},
		}},
		{"lines with a header", ".tsv", "\ufeffAnswer\tQuestion\nnine\tWhen?\n", []Question{{ID: "2", Text: "When?", Expected: []string{"nine"}}}},
		{"a table", ".csv", "id,Question,Expected,Source\nq1,\"When, exactly?\",\"at\nnine\",bells.md\n,Who?,-,\n", []Question{
			{ID: "q1", Text: "When, exactly?", Expected: []string{"at\nnine"}, Articles: []string{"bells.md"}},
			{ID: "4", Text: "Who?", Silence: true},
		}},
		{"a table of a German Excel", ".CSV", "When?;nine, or ten\nWho?;Ann\n", []Question{
			{ID: "1", Text: "When?", Expected: []string{"nine, or ten"}}, {ID: "2", Text: "Who?", Expected: []string{"Ann"}},
		}},
		{"JSON lines", ".jsonl", `{"id":7,"question":"When?","expected":"nine|ten","article":"bells.md"}
			{"question":"Who?","expected":["Ann","Bob"]} {"question":"Why?","unanswerable":true}`, []Question{
			{ID: "7", Text: "When?", Expected: []string{"nine", "ten"}, Articles: []string{"bells.md"}},
			{ID: "2", Text: "Who?", Expected: []string{"Ann", "Bob"}},
			{ID: "3", Text: "Why?", Silence: true},
		}},
		{"the questions of a set", ".jsonl", `{"id":"1/a","repo":"","article":"x","question":"When?","answers":[{"text":"nine","bstart":1,"bend":5,"article":""}],"gold_sentence":null}
			{"id":"1/b","article":"x","question":"Why?","answers":null}
			{"id":"1/c","article":"x","question":"Who?","answers":[]}`, []Question{
			{ID: "1/a", Text: "When?", Expected: []string{"nine"}},
			{ID: "1/b", Text: "Why?"},
			{ID: "1/c", Text: "Who?", Silence: true},
		}},
		{"an array", ".json", `[{"question":"When?","answers":["nine"]}]`, []Question{{ID: "1", Text: "When?", Expected: []string{"nine"}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse(tt.extension, tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "holds no question",
		"# only a remark\n":       "holds no question",
		"caf\xe9?\tx":             "save it as UTF-8",
		"W\x00h\x00o\x00":         "save it as UTF-8",
		`{"question":"Who?"} {`:   "object 2: ",
		`{"query":"Who?"}`:        `it has no "question"`,
		`{"id":"a","text":"One"}`: "verbatim eval SET",
	} {
		if _, err := Parse(".txt", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"Q?\ta|b\n", "question,expected\n\"a\"\"b\",-\n", `[{"question":"a","answers":[{"text":"b"},"c"]}]`, "\"", "{", "a;b;c\n"} {
		f.Add(".csv", text)
		f.Add(".txt", text)
	}
	f.Fuzz(func(t *testing.T, extension, text string) {
		all, err := Parse(extension, text)
		if err == nil && len(all) == 0 {
			t.Error("neither questions nor an error")
		}
		for _, q := range all {
			if q.ID == "" || strings.TrimSpace(q.Text) == "" {
				t.Errorf("%+v", q)
			}
			agree(words(text), words(q.Text))
		}
	})
}

func TestAgree(t *testing.T) {
	const quote = "By default, the Café listens on port 8080 (see --listen), since v2.1."
	for expected, want := range map[string]bool{
		"8080":        true,
		"port 8080":   true,
		"PORT: 8080.": true,
		"8080 port":   true,
		"cafe":        true,
		"--listen":    true,
		"2.1":         false,
		"v2.1":        true,
		"808":         false,
		"port 9090":   false,
		"—":           false,
		"Read on. By default, the café listens on port 8080 (see --listen), since v2.1. And more.": true,
	} {
		if got := agree(words(quote), words(expected)); got != want {
			t.Errorf("%q: %v", expected, got)
		}
	}
	if !agree(words("鐘は九時に鳴ります。"), words("九時")) || agree(words("九時"), words("鐘は九時に鳴ります。")) {
		t.Error("words without spaces between them")
	}
}

func TestFind(t *testing.T) {
	l := newLibrary([]index.Source{
		{ID: "/srv/docs/guide/install.md", Source: "https://docs.example.org/guide/install/", Title: "Installing it"},
		{ID: "/srv/docs/install.md", Source: "/srv/docs/install.md", Title: "Old"},
	})
	for name, want := range map[string]int{
		"install.md": 2, "guide/install.md": 1, `Guide\Install.md`: 1, "installing it": 1, "./install.md": 2,
		"https://docs.example.org/guide/install#linux": 1, "guide/install": 1, "stall.md": 0, "": 0, "#x": 0,
	} {
		if got := l.find(name); len(got) != want {
			t.Errorf("%q finds %q", name, got)
		}
	}
}

// scripted answers each question with the same quotes, and keeps silent about "silence".
type scripted []index.Quote

func (s scripted) Answer(_ context.Context, q index.Query) (index.Answer, error) {
	return index.Answer{Quotes: s, Confidence: 0.7, Abstained: q.Text == "silence"}, nil
}

func TestAsk(t *testing.T) {
	bells := index.Source{ID: "bells.md", Title: "Bells", Source: "docs/bells.md"}
	quotes := scripted{
		{Text: "The bell rings at nine.", Article: bells},
		{Text: "Ann rings it.", Article: index.Source{ID: "other.md"}, Also: []index.Source{{ID: "ann.md"}}},
	}
	sources := []index.Source{bells, {ID: "other.md"}, {ID: "ann.md"}}
	tests := []struct {
		q    Question
		want eval.Verdict
		rank int
	}{
		{Question{Text: "when", Expected: []string{"ten", "nine"}}, eval.Right, 1},
		{Question{Text: "when", Expected: []string{"ten"}}, eval.Wrong, 0},
		{Question{Text: "who", Expected: []string{"Ann"}}, eval.Wrong, 2},
		{Question{Text: "silence", Expected: []string{"nine"}}, eval.Missed, 1},
		{Question{Text: "what", Expected: []string{"Bells"}}, eval.Right, 1},
		{Question{Text: "what", Articles: []string{"ann.md"}}, eval.Wrong, 2},
		{Question{Text: "what", Expected: []string{"nine"}, Articles: []string{"ann.md"}}, eval.Wrong, 0},
		{Question{Text: "what", Articles: []string{"gone.md"}}, eval.Wrong, 0},
		{Question{Text: "what", Silence: true}, eval.Unfounded, 0},
		{Question{Text: "silence", Silence: true}, eval.Held, 0},
		{Question{Text: "what"}, eval.Unjudged, 0},
	}
	var questions []Question
	for _, tt := range tests {
		questions = append(questions, tt.q)
	}
	got, err := Ask(t.Context(), quotes, sources, questions, eval.Options{Concurrency: 2})
	if err != nil {
		t.Fatal(err)
	}
	for i, tt := range tests {
		if got[i].Verdict() != tt.want || got[i].Rank != tt.rank {
			t.Errorf("%+v: %s, rank %d; want %s, %d", tt.q, got[i].Verdict(), got[i].Rank, tt.want, tt.rank)
		}
	}
	if absent := got[7].Absent; len(absent) != 1 || absent[0] != "gone.md" {
		t.Errorf("absent %q", absent)
	}
	s := eval.Summarize(index.Balanced, got)
	if s.Questions != len(tests) || s.Decision.Answered != 8 || s.Decision.Right != 2 || s.Decision.Unfounded != 1 {
		t.Errorf("%+v", s.Decision)
	}
}
