package shelf

import (
	"strings"
	"testing"

	"verbatim/bot/store"
	"verbatim/index"
)

func TestMasked(t *testing.T) {
	for name, c := range map[string]struct {
		text   string // the range in brackets
		hidden []string
		want   string
	}{
		"nothing hidden":     {"One. [Two.] Three.", nil, "One. [Two.] Three."},
		"elsewhere":          {"One. [Two.] Three.", []string{"Four."}, "One. [Two.] Three."},
		"before and after":   {"One is long. [Two.] Three.", []string{"Three.", "One is long."}, "… [Two.] …"},
		"shorter than marks": {"I [Two.] I", []string{"I"}, "… [Two.] …"},
		"twice":              {"A. A. [Two.] A.", []string{"A."}, "… … [Two.] …"},
		"overlapping":        {"One two three. [Four.]", []string{"One two", "two three."}, "… [Four.]"},
		"inside the range":   {"[One. Two. Three.]", []string{"Two."}, "[One. … Three.]"},
		"around the range":   {"One [Two] Three.", []string{"One Two Three."}, "[]…"},
		"no sentence":        {"One. [Two.]", []string{""}, "One. [Two.]"},
	} {
		start := strings.Index(c.text, "[")
		end := strings.Index(c.text, "]") - 1
		masked, from, to := (&Room{Hidden: c.hidden}).Masked(strings.NewReplacer("[", "", "]", "").Replace(c.text), start, end)
		if got := masked[:from] + "[" + masked[from:to] + "]" + masked[to:]; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// FuzzMasked shows that nothing hidden is left and that the range stays one.
func FuzzMasked(f *testing.F) {
	f.Add("One. Two. Three.", "One.", "Three.", 5, 9)
	f.Add("aaaa", "aa", "a", 1, 3)
	f.Fuzz(func(t *testing.T, text, one, two string, start, end int) {
		if start < 0 || end < start || end > len(text) || strings.Contains(mask, one) || strings.Contains(mask, two) {
			t.Skip()
		}
		r := &Room{Hidden: []string{one, two}}
		masked, from, to := r.Masked(text, start, end)
		if from < 0 || to < from || to > len(masked) {
			t.Fatalf("%q: %d to %d", masked, from, to)
		}
		for s := range strings.SplitSeq(masked, mask) {
			if len(r.spots(s)) > 0 {
				t.Fatalf("%q is left in %q", s, masked)
			}
		}
	})
}

// TestTitlesHideToo: neither the title of an article nor that of a lesson without a question shows
// what is hidden.
func TestTitlesHideToo(t *testing.T) {
	all, s, _ := shelves(t)
	const secret = "The key of the mill lies below the third step of the stairs to the quincewood cellar."
	if _, err := s.Teach(store.Lesson{Server: "1", Text: secret + " Ask first."}, ""); err != nil {
		t.Fatal(err)
	}
	if err := s.Hide(store.Hidden{Server: "1", Sentence: secret}); err != nil {
		t.Fatal(err)
	}
	r, err := all.Of("1")
	if err != nil {
		t.Fatal(err)
	}
	articles, err := r.Articles(index.Filter{})
	if err != nil || len(articles) < 2 {
		t.Fatalf("%d articles, %v", len(articles), err)
	}
	for _, a := range articles {
		if strings.Contains(a.Title, "key of the mill") {
			t.Errorf("the title is %q", a.Title)
		}
	}
	if got := r.Called(index.Source{ID: "a", Title: "Note: " + secret}); got.Title != "" || got.ID != "a" {
		t.Errorf("called %+v", got)
	}
}
