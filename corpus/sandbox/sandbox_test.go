package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// childEnv makes the test binary a child.
const childEnv = "VERBATIM_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		os.Exit(Serve(handlers()))
	}
	if status, asked := otherLife(); asked {
		os.Exit(status)
	}
	os.Exit(m.Run())
}

// handlers are what the children of these tests can do.
func handlers() map[Kind]Handler {
	return map[Kind]Handler{
		"lines": lines,
		"loop": func(context.Context, []byte, *document.Document, func(corpus.Article) error) (any, error) {
			return loop()
		},
		"memory": memory,
		"slowly": slowly,
		"huge": func(context.Context, []byte, *document.Document, func(corpus.Article) error) (any, error) {
			return len(make([]byte, huge)), nil
		},
		"deep": func(context.Context, []byte, *document.Document, func(corpus.Article) error) (any, error) {
			return deep(1), nil
		},
		"panic": func(context.Context, []byte, *document.Document, func(corpus.Article) error) (any, error) {
			return failInGoroutine()
		},
		"flood": flood,
		"die":   die,
		"refuse": func(context.Context, []byte, *document.Document, func(corpus.Article) error) (any, error) {
			return nil, document.TooLarge(7)
		},
		"anchored": func(_ context.Context, _ []byte, d *document.Document, yield func(corpus.Article) error) (any, error) {
			return nil, yield(corpus.Article{ID: d.ID, Text: "ab", Blocks: anchored(1<<10, 40<<10)})
		},
		"rubbish": func(context.Context, []byte, *document.Document, func(corpus.Article) error) (any, error) {
			_, err := os.Stdout.WriteString(strings.Repeat("rubbish", 1000))
			return nil, err
		},
		"try": try,
		"note": func(context.Context, []byte, *document.Document, func(corpus.Article) error) (any, error) {
			return []int{1, 2}, nil
		},
	}
}

// lines makes an article of every line.
func lines(_ context.Context, _ []byte, d *document.Document, yield func(corpus.Article) error) (any, error) {
	data, err := io.ReadAll(d.Reader)
	if err != nil {
		return nil, err
	}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if line == "" {
			d.Skip(fmt.Sprint("line ", i+1), corpus.ReasonEmpty, errors.New("nothing in it"))
			continue
		}
		a := corpus.Article{ID: fmt.Sprint(d.ID, "/", i), Source: d.Source, Text: line, Blocks: []corpus.Block{{End: len(line)}}}
		if err := yield(a); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// anchored makes blocks with one long anchor.
func anchored(blocks, bytes int) []corpus.Block {
	return slices.Repeat([]corpus.Block{{End: 1, Anchor: "#" + strings.Repeat("a", bytes)}}, blocks)
}

func loop() (any, error) {
	for i := 0; ; i++ {
		if i < 0 {
			return i, nil
		}
	}
}

// memory takes more and more, in steps that each could be had.
func memory(context.Context, []byte, *document.Document, func(corpus.Article) error) (any, error) {
	var held [][]byte
	for len(held) < 10_000 {
		held = append(held, bytes.Repeat([]byte{1}, 1<<20))
	}
	return len(held), nil
}

// slowly sends articles for longer than any single one may take.
func slowly(_ context.Context, _ []byte, d *document.Document, yield func(corpus.Article) error) (any, error) {
	for {
		if err := yield(corpus.Article{ID: d.ID, Text: "x"}); err != nil {
			return nil, err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// huge is more than any system has to give to a child.
var huge = 60_000_000_000

func deep(n int) int {
	if n < 0 {
		return 0
	}
	return deep(n+1) + n
}

func failInGoroutine() (any, error) {
	go func() { panic("a reader's own goroutine failed") }()
	select {}
}

func flood(_ context.Context, _ []byte, d *document.Document, yield func(corpus.Article) error) (any, error) {
	text := strings.Repeat("flood ", 1<<20)
	for {
		if err := yield(corpus.Article{ID: d.ID, Text: text}); err != nil {
			return nil, err
		}
	}
}

// die sends articles, then ends without a word, as if somebody had killed it.
func die(ctx context.Context, _ []byte, d *document.Document, yield func(corpus.Article) error) (any, error) {
	if _, err := lines(ctx, nil, d, yield); err != nil {
		return nil, err
	}
	os.Exit(1)
	return nil, nil
}

// newBox returns a box of children that are this test, and holds it to leaving none behind.
func newBox(t testing.TB) *Box {
	t.Helper()
	self, err := Self()
	if err != nil {
		t.Fatal(err)
	}
	self.Env = []string{childEnv + "=1"}
	b, before := New(self), runtime.NumGoroutine()
	t.Cleanup(func() {
		b.Close()
		noChildren(t)
		for range 100 { // those that are ending may take a moment
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
	})
	return b
}

// given returns a document of some content.
func given(content string) *document.Document {
	return &document.Document{
		Name: "a.txt", ID: "a", Source: "dir/a.txt", Size: int64(len(content)),
		At: strings.NewReader(content), Skips: new([]corpus.Skip),
	}
}

// read has content read by a child.
func read(t *testing.T, b *Box, kind Kind, content string) ([]corpus.Article, []corpus.Skip) {
	t.Helper()
	turn, err := b.Turn(t.Context(), "a.txt", int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	defer turn.Done()
	d := given(content)
	var articles []corpus.Article
	if _, err := turn.Read(t.Context(), kind, nil, d, func(a corpus.Article) error { articles = append(articles, a); return nil }); err != nil {
		t.Fatal(err)
	}
	return articles, *d.Skips
}

func TestRead(t *testing.T) {
	b := newBox(t)
	for _, content := range []string{"one\n\ntwo", strings.Repeat("line after line\n", 20_000)} {
		articles, skips := read(t, b, "lines", content)
		var got []string
		for _, a := range articles {
			got = append(got, a.Text)
		}
		want := strings.FieldsFunc(content, func(r rune) bool { return r == '\n' })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if empty := strings.Contains(content, "\n\n"); (len(skips) == 1) != empty {
			t.Errorf("skips %v", skips)
		}
	}
	if len(b.idle) != 1 {
		t.Errorf("%d children for two documents, one after the other", len(b.idle))
	}
}

// TestLimits has documents read that cost more than they may: each is skipped with its
// reason, and the next is read.
func TestLimits(t *testing.T) {
	b := newBox(t)
	for _, c := range []struct {
		kind   Kind
		reason corpus.Reason
		says   string
	}{
		{"memory", corpus.ReasonMemory, "given up"},
		{"deep", corpus.ReasonMemory, "given up"},
		{"huge", corpus.ReasonMalformed, "claims a part of 55 GiB"},
		{"panic", corpus.ReasonMalformed, "a reader's own goroutine failed"},
		{"flood", corpus.ReasonTooLarge, "more than 64 MiB"},
		{"anchored", corpus.ReasonTooLarge, "long headings above too many paragraphs"},
		{"rubbish", corpus.ReasonMalformed, "not a frame"},
		{"refuse", corpus.ReasonTooLarge, "more than 7 bytes"},
	} {
		if slack > 1 && c.kind == "huge" {
			continue // the race detector says it in words of its own
		}
		_, skips := read(t, b, c.kind, "x")
		if len(skips) != 1 || skips[0].Reason != c.reason || skips[0].Input != "dir/a.txt" || !strings.Contains(skips[0].Err.Error(), c.says) {
			t.Errorf("%s: %+v, want %q and %q", c.kind, skips, c.reason, c.says)
		}
		if articles, skips := read(t, b, "lines", "good"); len(articles) != 1 || len(skips) != 0 {
			t.Errorf("after %s: %v, %v", c.kind, articles, skips)
		}
	}
}

// TestTime has a child loop: once before it has sent anything, once in between.
func TestTime(t *testing.T) {
	b := newBox(t)
	turn, err := b.Turn(t.Context(), "a.txt", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer turn.Done()
	for _, kind := range []Kind{"loop", "slowly"} {
		d := given("x")
		r := reading{turn: turn, kind: kind, d: d, allowed: allowanceOf("a.txt", 1), yield: func(corpus.Article) error { return nil }}
		r.allowed.time, r.allowed.wait = 300*time.Millisecond, 2*time.Second
		died, err := r.once(t.Context())
		if err != nil || died == nil || died.reason != corpus.ReasonTime || died.passing {
			t.Errorf("%s: %+v, %v", kind, died, err)
		}
	}
}

// TestWaitingCostsNothing takes long over each article: that is not the child's fault.
func TestWaitingCostsNothing(t *testing.T) {
	b := newBox(t)
	turn, err := b.Turn(t.Context(), "a.txt", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer turn.Done()
	r := reading{turn: turn, kind: "lines", d: given("a\nb\nc"), allowed: allowanceOf("a.txt", 5), yield: func(corpus.Article) error {
		time.Sleep(250 * time.Millisecond)
		return nil
	}}
	r.allowed.wait = 700 * time.Millisecond
	if died, err := r.once(t.Context()); died != nil || err != nil || r.articles != 3 {
		t.Errorf("%+v, %v after %d articles", died, err, r.articles)
	}
}

// TestKilledChild kills children from outside: the document is given to others, whose
// articles are passed on once, and given up in the end.
func TestKilledChild(t *testing.T) {
	b := newBox(t)
	articles, skips := read(t, b, "die", strings.Repeat("a line of some length\n", 10_000))
	if len(articles) == 0 || len(articles) > 10_000 {
		t.Errorf("%d articles", len(articles))
	}
	for i, a := range articles {
		if a.ID != fmt.Sprint("a/", i) {
			t.Fatalf("article %d is %s", i, a.ID)
		}
	}
	if len(skips) != 1 || skips[0].Reason != corpus.ReasonUnreadable || !strings.Contains(skips[0].Err.Error(), "try again") {
		t.Errorf("%+v", skips)
	}
}

func TestYieldFails(t *testing.T) {
	b := newBox(t)
	turn, err := b.Turn(t.Context(), "a.txt", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer turn.Done()
	stop := errors.New("disk full")
	if _, err := turn.Read(t.Context(), "flood", nil, given("x"), func(corpus.Article) error { return stop }); err != stop {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := turn.Read(ctx, "loop", nil, given("x"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestNote(t *testing.T) {
	b := newBox(t)
	turn, err := b.Extra(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer turn.Done()
	note, err := turn.Read(t.Context(), "note", nil, given("x"), nil)
	if err != nil || string(note) != "[1,2]" {
		t.Errorf("%s, %v", note, err)
	}
}

// TestTurns holds turns to their order and to the room there is.
func TestTurns(t *testing.T) {
	b := New(Command{})
	var held []*Turn
	for range allMemory / baseMemory {
		turn, err := b.Turn(t.Context(), "a.txt", 0)
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, turn)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := b.Turn(ctx, "a.txt", 100<<20); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a large document beside small ones: %v", err)
	}
	extra, err := b.Extra(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, turn := range append(held, extra) {
		turn.Done()
	}
	turn, err := b.Turn(t.Context(), "a.txt", 100<<20)
	if err != nil {
		t.Fatal(err)
	}
	turn.Done()
	var none *Box
	turn, err = none.Turn(t.Context(), "a.txt", 1)
	if turn != nil || err != nil {
		t.Errorf("%v, %v", turn, err)
	}
	turn.Done()
}

// TestNoProgram starts what is no child.
func TestNoProgram(t *testing.T) {
	for _, c := range []Command{{Path: "/nowhere/verbatim", Name: "verbatim"}, {Path: "/bin/echo", Name: "echo", Args: []string{"hello there"}}} {
		b := New(c)
		turn, err := b.Turn(t.Context(), "a.txt", 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := turn.Read(t.Context(), "lines", nil, given("x"), nil); err == nil || !strings.Contains(err.Error(), "start the process") {
			t.Errorf("%s: %v", c.Path, err)
		}
		turn.Done()
		b.Close()
	}
}
