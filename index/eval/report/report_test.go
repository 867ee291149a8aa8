package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"verbatim/index"
	"verbatim/index/eval"
)

var update = flag.Bool("update", false, "write the golden files anew")

// outcomes are some of every verdict, with texts that must not become markup.
func outcomes() []eval.Outcome {
	said := func(quote, link string) []eval.Said {
		return []eval.Said{{Quote: quote, Title: "Bells & <b>whistles</b>", Source: "docs/bells.md#bells", Link: link}}
	}
	all := []eval.Outcome{
		{Question: "When does the <script>alert(1)</script> ring?", Wanted: eval.Reply, Expected: []string{"nine", `"></p><script>alert(2)</script>`}, Said: said("It rings at </blockquote><script>alert(3)</script> eight.", "javascript:alert(4)"), Confidence: 0.83},
		{Question: "Who rings it?", Wanted: eval.Reply, Expected: []string{"Ann Hall"}, Said: said("It is rung by Bob.", "https://docs.example.org/bells#:~:text=rung"), Confidence: 0.91},
		{Question: "What is the price of a bell?", Wanted: eval.Silence, Said: said("A bell is heavy.", ""), Confidence: 0.57},
		{Question: "Where is the whistle?", Wanted: eval.Reply, Expected: []string{"factory"}, Said: said("The whistle of the factory blows at seven.", ""), Silent: true, Rank: 1, Confidence: 0.31},
		{Question: "Where is the drum?", Wanted: eval.Reply, Expected: []string{"drums.md"}, Absent: []string{"drums.md"}, Silent: true},
		{Question: "How loud is it?", Said: said("It is loud.", ""), Confidence: 0.6},
		{Question: "Who is the mayor?", Wanted: eval.Silence, Silent: true},
	}
	for i := range 40 {
		o := eval.Outcome{Question: "A good one", Wanted: eval.Reply, Expected: []string{"x"}, Said: said("x", ""), Rank: 1, Confidence: 0.5 + float64(i)/100}
		if i%9 == 0 {
			o.Rank = 2
		}
		all = append(all, o)
	}
	for i := range all {
		all[i].Took = time.Duration(i*i) * 700 * time.Microsecond
	}
	return all
}

func written(t *testing.T, all []eval.Outcome) string {
	t.Helper()
	var out bytes.Buffer
	r := Report{Name: "questions & <more>.csv", Articles: 3, At: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC), Summary: eval.Summarize(index.Balanced, all), Outcomes: all}
	if err := Write(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWrite(t *testing.T) {
	for name, all := range map[string][]eval.Outcome{
		"all.html":      outcomes(),
		"unjudged.html": {{Question: "Why?", Silent: true}},
	} {
		got := written(t, all)
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s differs (-golden +now), -update writes it anew:\n%s", path, diff)
		}
	}
}

// TestPageIsClosed looks for scripts, for what is loaded from elsewhere, and for links that do
// something else than lead.
func TestPageIsClosed(t *testing.T) {
	page := written(t, outcomes())
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	charts := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "link", "img", "iframe", "object", "b", "base", "form":
			t.Errorf("there is a <%s>", n.Data)
		case "svg":
			charts++
		}
		for _, a := range n.Attr {
			leads := strings.HasPrefix(a.Val, "#") || strings.HasPrefix(a.Val, "https://docs.example.org/")
			if a.Key == "src" || a.Key == "href" && !leads || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	if charts != 3 || strings.Count(page, `role="img" aria-label=`) != charts || strings.Count(page, "<summary>The figures</summary>") != charts {
		t.Errorf("%d charts, not all with a name and a table", charts)
	}
	for _, raw := range []string{"rgb(", "url(", "@import", "Roboto"} {
		if strings.Contains(page, raw) {
			t.Errorf("it holds %q", raw)
		}
	}
}

func TestSteps(t *testing.T) {
	curve := []eval.Covered{{Confidence: 0.9, Answered: 0.1, Wrong: 0}, {Confidence: 0.5, Answered: 0.22, Wrong: 0.25}}
	got := steps(curve)
	want := []step{{0.05, 0, 0.9}, {0.1, 0, 0.9}, {0.15, 0.25, 0.5}, {0.2, 0.25, 0.5}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(steps(nil)) != 0 {
		t.Error("a curve of nothing has steps")
	}
}

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{0: "0 %", 0.001: "under 1 %", 0.5: "50 %", 0.9999: "over 99 %", 1: "100 %"} {
		if got := percent(share); got != want {
			t.Errorf("percent(%v) = %q, want %q", share, got, want)
		}
	}
}
