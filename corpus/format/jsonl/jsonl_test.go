package jsonl

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
)

func TestJSONLinesGolden(t *testing.T) { corpustest.GoldenFiles(t, "jsonl", Read) }

func FuzzJSONLines(f *testing.F) { corpustest.Fuzz(f, "jsonl", ".jsonl", Read) }

func TestJSONLines(t *testing.T) {
	articles, skips := corpustest.FromBytes(t, "news.jsonl", []byte("\ufeff"+`{"id":"a","title":"First","source":"https://example.org/a","text":"One.\nTwo.","published":"2025-05-19","language":"en"}

{"id":"b","text":"Three."}
{"id":"c","text":"broken
not json at all
{"id":"","text":"No id."}
{"id":"a","text":"Again."}
{"id":"d","text":"  "}
{"id":"e","text":"Bad date.","published":"yesterday"}
{"id":"f","text":7}
{"id":"g","text":"Timed.","published":"2025-05-19T10:30:00+02:00"}`), Read)
	if got := len(articles); got != 3 {
		t.Fatalf("got %d articles, skips:\n%s", got, corpustest.SkipLines(skips))
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
	if got := corpustest.SkipLines(skips); got != want {
		t.Errorf("got skips:\n%s\nwant:\n%s", got, want)
	}
}

// A file of rubbish takes the memory of a thousand messages, however long it is.
func TestManyBadLines(t *testing.T) {
	_, skips := corpustest.FromBytes(t, "x.jsonl", []byte(strings.Repeat("x\n", 5*document.MaxSkips)), Read)
	last := skips[len(skips)-1]
	if len(skips) != document.MaxSkips+1 || last.Reason != corpus.ReasonMalformed || last.Err.Error() != "4000 more places were passed over" {
		t.Errorf("%d skips, the last is %+v", len(skips), last)
	}
}

// TestLongLine reads past a line of 200 MB without holding it.
func TestLongLine(t *testing.T) {
	long := io.MultiReader(
		strings.NewReader(`{"id":"a","text":"One."}`+"\n"+`{"id":"b","text":"`),
		io.LimitReader(corpustest.Endless('x'), 200<<20),
		strings.NewReader(`"}`+"\n"+`{"id":"c","text":"Two."}`),
	)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	articles, skips := corpustest.FromStream(t, "long.jsonl", long, Read)
	runtime.ReadMemStats(&after)
	var ids []string
	for _, a := range articles {
		ids = append(ids, a.ID)
	}
	if got := strings.Join(ids, " "); got != "a c" || corpustest.SkipLines(skips) != "long.jsonl line 2 too large" {
		t.Errorf("got articles %s, skips %s", got, corpustest.SkipLines(skips))
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 6*document.MaxText {
		t.Errorf("%d MB were allocated", used>>20)
	}
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

// A disk that breaks off in the middle of a file keeps the lines before.
func TestBrokenReader(t *testing.T) {
	src := io.MultiReader(strings.NewReader(`{"id":"a","text":"One."}`+"\n"), iotest.ErrReader(errors.New("disk on fire")))
	articles, skips := corpustest.FromStream(t, "x.jsonl", src, Read)
	if len(articles) != 1 || len(skips) != 1 || skips[0].Reason != corpus.ReasonUnreadable || !strings.Contains(skips[0].Err.Error(), "disk on fire") {
		t.Errorf("got %d articles, skips %v", len(articles), skips)
	}
}
