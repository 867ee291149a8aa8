package index

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/index/update"
)

func TestLink(t *testing.T) {
	long := "https://docs.example.org/" + strings.Repeat("x", 600)
	for name, c := range map[string]struct {
		quote Quote
		want  string
	}{
		"a file":              {Quote{Article: Source{Source: "docs/a.md"}, Anchor: "#a", Directive: "text=a"}, ""},
		"the page":            {Quote{Article: Source{Source: "https://x.example.org/a"}}, "https://x.example.org/a"},
		"the section":         {Quote{Article: Source{Source: "https://x.example.org/a"}, Anchor: "#größe \"1\""}, "https://x.example.org/a#gr%C3%B6%C3%9Fe%20%221%22"},
		"the words":           {Quote{Article: Source{Source: "https://x.example.org/a"}, Anchor: "#s", Directive: "text=b%2Cc"}, "https://x.example.org/a#s:~:text=b%2Cc"},
		"the words alone":     {Quote{Article: Source{Source: "https://x.example.org/a"}, Directive: "text=b"}, "https://x.example.org/a#:~:text=b"},
		"a source's fragment": {Quote{Article: Source{Source: "https://x.example.org/a#b"}, Anchor: "#s", Directive: "text=b"}, "https://x.example.org/a#b:~:text=b"},
		"encoded already":     {Quote{Article: Source{Source: "https://x.example.org/a"}, Anchor: "#%C3%B6"}, "https://x.example.org/a#%C3%B6"},
		"a long address":      {Quote{Article: Source{Source: long}}, long},
	} {
		if got := c.quote.Link(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestSearchable knows which sources a browser finds words in.
func TestSearchable(t *testing.T) {
	for _, c := range []struct {
		source, anchor string
		want           bool
	}{
		{"https://x.example.org/a", "#s", true},
		{"https://x.example.org/a.pptx", "#slide=2", false},
		{"https://x.example.org/watch?v=1", "#t=83", false},
		{"https://x.example.org/a.go", "#L12", false},
	} {
		if got := searchable(&Quote{Article: Source{Source: c.source}, Anchor: c.anchor}); got != c.want {
			t.Errorf("%s%s: %v", c.source, c.anchor, got)
		}
	}
}

// TestAnswerLinks leads to the words where a browser shows the page, and where the link is
// not too long.
func TestAnswerLinks(t *testing.T) {
	lines := []string{
		`{"id":"a","source":"https://x.example.org/a","text":"The harbour opens at six in the morning.\n\nNobody sails at night."}`,
		`{"id":"b","source":"https://x.example.org/b.pdf","text":"The lantern was built by Marta Ekholm."}`,
		`{"id":"c","source":"https://discord.com/channels/1/2/3","text":"The bell weighs nine pounds."}`,
		`{"id":"d","source":"https://x.example.org/` + strings.Repeat("d", 480) + `","text":"The quay is made of granite from Lindesund."}`,
		`{"id":"e","source":"notes/e.txt","text":"The keeper sleeps until noon on Sundays."}`,
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "articles.jsonl")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	reindex(t, filepath.Join(dir, "data"), update.Options{Roots: []string{file}})
	x := open(t, filepath.Join(dir, "data"))
	for question, want := range map[string]string{
		"when does the harbour open?":       "https://x.example.org/a#:~:text=The%20harbour%20opens%20at%20six%20in%20the%20morning.",
		"who built the lantern?":            "https://x.example.org/b.pdf",
		"how much does the bell weigh?":     "https://discord.com/channels/1/2/3",
		"what is the quay made of?":         "https://x.example.org/" + strings.Repeat("d", 480),
		"when does the keeper sleep until?": "",
	} {
		a, err := x.Answer(t.Context(), Query{Text: question, Level: Eager})
		if err != nil || len(a.Quotes) == 0 {
			t.Fatalf("%s: %+v, %v", question, a, err)
		}
		if got := a.Quotes[0].Link(); got != want {
			t.Errorf("%s\n%s\nwant %s", question, got, want)
		}
	}
}
