package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// readText reads a document that is given as text under a name.
func readText(t *testing.T, name, text string) ([]Article, []Skip) {
	t.Helper()
	var articles []Article
	var skips []Skip
	err := readDocument(t.Context(), &document{
		name: name, id: withoutExt(name), source: name, size: int64(len(text)), reader: strings.NewReader(text), skips: &skips,
	}, func(a Article) error {
		checkBlocks(t, &a)
		articles = append(articles, a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return articles, skips
}

func skipLines(skips []Skip) string {
	var lines []string
	for _, s := range skips {
		lines = append(lines, fmt.Sprintf("%s %s %s", s.Input, s.Place, s.Reason))
	}
	return strings.Join(lines, "\n")
}

func TestJSONLinesGolden(t *testing.T) { goldenFiles(t, "jsonl") }

func FuzzJSONLines(f *testing.F) { fuzzFormat(f, "jsonl", ".jsonl") }

func TestJSONLines(t *testing.T) {
	articles, skips := readText(t, "news.jsonl", "\ufeff"+`{"id":"a","title":"First","source":"https://example.org/a","text":"One.\nTwo.","published":"2025-05-19","language":"en"}

{"id":"b","text":"Three."}
{"id":"c","text":"broken
not json at all
{"id":"","text":"No id."}
{"id":"a","text":"Again."}
{"id":"d","text":"  "}
{"id":"e","text":"Bad date.","published":"yesterday"}
{"id":"f","text":7}
{"id":"g","text":"Timed.","published":"2025-05-19T10:30:00+02:00"}`)
	if got := len(articles); got != 3 {
		t.Fatalf("got %d articles, skips:\n%s", got, skipLines(skips))
	}
	a, b, g := articles[0], articles[1], articles[2]
	if a.ID != "a" || a.Title != "First" || a.Source != "https://example.org/a" || a.Text != "One.\nTwo." || a.Language != "en" ||
		!a.Published.Equal(time.Date(2025, 5, 19, 0, 0, 0, 0, time.UTC)) || len(a.Blocks) != 2 {
		t.Errorf("got %+v", a)
	}
	if b.Source != "news.jsonl#3" || b.Title != "" {
		t.Errorf("got source %q, title %q", b.Source, b.Title)
	}
	if !g.Published.Equal(time.Date(2025, 5, 19, 8, 30, 0, 0, time.UTC)) {
		t.Errorf("got %v", g.Published)
	}
	want := `news.jsonl line 4 malformed
news.jsonl line 5 malformed
news.jsonl line 6 malformed
news.jsonl line 7 duplicate id
news.jsonl line 8 empty
news.jsonl line 9 malformed
news.jsonl line 10 malformed`
	if got := skipLines(skips); got != want {
		t.Errorf("got skips:\n%s\nwant:\n%s", got, want)
	}
}

// TestLongLine reads past a line of 200 MB without holding it.
// A file of rubbish takes the memory of a thousand messages, however long it is.
func TestManyBadLines(t *testing.T) {
	_, skips := readText(t, "x.jsonl", strings.Repeat("x\n", 5*maxSkips))
	last := skips[len(skips)-1]
	if len(skips) != maxSkips+1 || last.Reason != ReasonMalformed || last.Err.Error() != "4000 more places were passed over" {
		t.Errorf("%d skips, the last is %+v", len(skips), last)
	}
}

func TestLongLine(t *testing.T) {
	long := io.MultiReader(
		strings.NewReader(`{"id":"a","text":"One."}`+"\n"+`{"id":"b","text":"`),
		io.LimitReader(repeated('x'), 200<<20),
		strings.NewReader(`"}`+"\n"+`{"id":"c","text":"Two."}`),
	)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var skips []Skip
	var ids []string
	d := document{name: "long.jsonl", source: "long.jsonl", size: -1, reader: long, skips: &skips}
	if err := readDocument(t.Context(), &d, func(a Article) error { ids = append(ids, a.ID); return nil }); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if got := strings.Join(ids, " "); got != "a c" || skipLines(skips) != "long.jsonl line 2 too large" {
		t.Errorf("got articles %s, skips %s", got, skipLines(skips))
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 6*maxText {
		t.Errorf("%d MB were allocated", used>>20)
	}
}

// repeated is an endless reader of one byte.
type repeated byte

func (r repeated) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	p[0] = byte(r)
	for n := 1; n < len(p); n *= 2 {
		copy(p[n:], p[:n])
	}
	return len(p), nil
}

func TestLineReader(t *testing.T) {
	l := lineReader{r: bufio.NewReaderSize(strings.NewReader("one\n\nlonger than ten\nfour"), 16), limit: 10}
	var got []string
	for {
		line, err := l.next()
		if errors.Is(err, io.EOF) {
			break
		}
		got = append(got, fmt.Sprintf("%d %s %v", l.number, line, err != nil))
	}
	if want := "1 one false|2  false|3  true|4 four false"; strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
}

// failing is a reader that breaks off.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk on fire") }

func TestBrokenReader(t *testing.T) {
	for _, name := range []string{"x.jsonl", "x.txt"} {
		var skips []Skip
		n := 0
		d := document{name: name, source: name, size: -1, skips: &skips,
			reader: io.MultiReader(strings.NewReader(`{"id":"a","text":"One."}`+"\n"), failing{})}
		if err := readDocument(t.Context(), &d, func(Article) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		if len(skips) != 1 || skips[0].Reason != ReasonUnreadable || !strings.Contains(skips[0].Err.Error(), "disk on fire") {
			t.Errorf("%s: got skips %v", name, skips)
		}
	}
}
