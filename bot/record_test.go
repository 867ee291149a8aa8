package bot

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/bot/store"
	"verbatim/index"
)

// TestRecorded checks that a quote comes back from its record as it was shown.
func TestRecorded(t *testing.T) {
	q := index.Quote{
		Article: index.Source{ID: "a", Title: "Harbour", Source: "a.md"}, Section: []string{"Fees"}, Start: 20, End: 42,
		Text: "Ships pay: cogs three.", SentenceStart: 20, SentenceEnd: 30, SpanStart: 26, SpanEnd: 29,
		Before: index.Excerpt{Start: 3, End: 8, Text: "Fees:"}, Also: []index.Source{{ID: "b", Title: "Wall", Source: "b.md"}},
	}
	b, err := json.Marshal(recorded(q))
	if err != nil {
		t.Fatal(err)
	}
	var kept store.Quote
	if err := json.Unmarshal(b, &kept); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(q, shown(kept)); diff != "" {
		t.Errorf("-quote +shown:\n%s", diff)
	}
	kept.Sentence, kept.Before = nil, nil // a record from before quotes were more than one sentence
	if old := shown(kept); old.SentenceStart != q.Start || old.SentenceEnd != q.End || old.Before.Text != "" {
		t.Errorf("%+v", old)
	}
}
