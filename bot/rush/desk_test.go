package rush

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/bot/library"
	"verbatim/bot/queue"
	"verbatim/index"
)

// A slow library takes a second for the usual reading, and nothing for words.
type slow struct {
	library.Library
	mu      sync.Mutex
	edition index.Edition
	fails   error
	asked   []index.Query
}

func (l *slow) Edition(context.Context) (index.Edition, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.edition, nil
}

func (l *slow) Answer(_ context.Context, q index.Query) (index.Answer, error) {
	l.mu.Lock()
	l.asked = append(l.asked, q)
	err := l.fails
	l.mu.Unlock()
	if strings.Contains(q.Text, "disco") {
		panic("at the disco")
	}
	time.Sleep(time.Duration((1 - q.Haste) * float64(time.Second)))
	quote := index.Quote{Text: said(q.Text)}
	return index.Answer{Question: q.Text, Quotes: []index.Quote{quote}, Haste: q.Haste}, err
}

func (l *slow) Search(context.Context, string, int, index.Filter) ([]index.PassageHit, error) {
	return make([]index.PassageHit, 1), l.fails
}

var someone = queue.Party{Server: "s", Member: "m"}

// ask asks at once for each of the parties and returns the answers' haste in their order.
func ask(t *testing.T, d *Desk, lib *slow, text func(int) string, parties ...queue.Party) []float64 {
	var all sync.WaitGroup
	haste := make([]float64, len(parties))
	for i, by := range parties {
		all.Go(func() {
			a, err := d.Answer(t.Context(), by, Room{Library: lib}, index.Query{Text: text(i)})
			if err != nil || a.Question != text(i) || a.Quotes[0].Text != said(text(i)) {
				t.Errorf("%q of %v: %+v, %v", text(i), by, a, err)
			}
			haste[i] = a.Haste
		})
		synctest.Wait()
	}
	all.Wait()
	return haste
}

// said is the quote for a question.
func said(question string) string { return strings.Trim(strings.ToLower(question), " ?") }

func different(i int) string { return fmt.Sprintf("Question %d", i) }
func same(int) string        { return "Question" }

// members returns that many members of a server.
func members(server string, n int) (all []queue.Party) {
	for i := range n {
		all = append(all, queue.Party{Server: server, Member: fmt.Sprint(i)})
	}
	return all
}

// TestEqualQuestionsCostOneReading asks them at once, and again later.
func TestEqualQuestionsCostOneReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lib := new(slow)
		d := New(2)
		began := time.Now()
		ask(t, d, lib, same, members("s", 20)...)
		if took := time.Since(began); took != time.Second {
			t.Errorf("20 answers took %v, want one reading", took)
		}
		ask(t, d, lib, func(int) string { return "  question?" }, members("s", 5)...)
		want := Counts{Read: 1, Shared: 19, Kept: 5}
		if got := d.Counts(); got != want || len(lib.asked) != 1 {
			t.Errorf("%+v after %d readings, want %+v", got, len(lib.asked), want)
		}
		if len(d.flights) != 0 {
			t.Errorf("%d flights are left", len(d.flights))
		}
	})
}

// TestWhatAnAnswerDependsOn: none of these has an answer in common with another.
func TestWhatAnAnswerDependsOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lib := new(slow)
		d := New(2)
		for _, q := range []index.Query{
			{Text: "a"}, {Text: "b"}, {Text: "a", Article: "x"}, {Text: "a", Sources: []string{"x"}}, {Text: "a", Sources: []string{"x", "y"}},
			{Text: "a", Within: []string{"x"}}, {Text: "a", Level: index.Eager}, {Text: "a", Top: 5}, {Text: "a", Sections: true}, {Text: "a", Code: true},
			{Text: `"a b"`}, {Text: "a b"}, {Text: "a B"},
		} {
			if _, err := d.Answer(t.Context(), someone, Room{Library: lib}, q); err != nil {
				t.Fatal(err)
			}
			if _, err := d.Answer(t.Context(), someone, Room{Library: lib}, q); err != nil {
				t.Fatal(err)
			}
		}
		if want := (Counts{Read: 13, Kept: 13}); d.Counts() != want {
			t.Errorf("%+v, want %+v", d.Counts(), want)
		}
		for i, e := range []index.Edition{{Generation: 1}, {Generation: 2}, {Generation: 2, Vectors: 7}} {
			lib.edition = e
			ask(t, d, lib, func(int) string { return "a" }, someone)
			if n := len(lib.asked); n != 14+i {
				t.Errorf("in edition %+v the library was asked %d times, want %d", e, n, 14+i)
			}
		}
	})
}

// TestRooms: nobody gets an answer out of another's room, nor out of an older state of it.
func TestRooms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, lib := New(2), new(slow)
		for _, name := range []string{"", "a 1", "b 1", "a 2"} {
			for range 2 {
				if _, err := d.Answer(t.Context(), someone, Room{lib, name}, index.Query{Text: "q"}); err != nil {
					t.Error(err)
				}
			}
		}
		if want := (Counts{Read: 4, Kept: 4}); d.Counts() != want {
			t.Errorf("%+v, want %+v", d.Counts(), want)
		}
	})
}

// TestRush asks 100 different questions in one server at once, where a reading takes a second.
// The last ones are answered by words, nobody waits longer than patience and one reading, and who
// asks in another server does not notice.
func TestRush(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lib := new(slow)
		d := New(2)
		began := time.Now()
		guest := make(chan string, 1)
		go func() {
			time.Sleep(100 * time.Millisecond)
			asked := time.Now()
			a, err := d.Answer(t.Context(), queue.Party{Server: "other", Member: "g"}, Room{Library: lib}, index.Query{Text: "guest"})
			guest <- fmt.Sprint(time.Since(asked), a.Haste, err)
		}()
		haste := ask(t, d, lib, different, members("s", 100)...)
		if took := time.Since(began); took > patience+time.Second {
			t.Errorf("the last answer came after %v", took)
		}
		if got := <-guest; got != "1.9s 0 <nil>" {
			t.Errorf("the guest waited and was read to with haste %s", got)
		}
		c := d.Counts()
		if c.Read+c.Hurried+c.ByWords != 101 || c.Read < 3 || c.ByWords < 50 || c.Waiting != 0 || c.Failed != 0 {
			t.Errorf("%+v of 101 questions", c)
		}
		for i, h := range haste {
			if h > 0 && h < 1 && h > 1-least+1e-9 {
				t.Errorf("question %d had haste %v: neither read nor answered by words", i, h)
			}
		}
	})
}

// TestHastyAnswersAreNotKeptForCalmerTimes.
func TestHastyAnswersAreNotKeptForCalmerTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lib := new(slow)
		d := New(1)
		haste := ask(t, d, lib, different, members("s", 100)...)
		if haste[10] != 1 {
			t.Fatalf("the eleventh of 100 was read with haste %v", haste[10])
		}
		again := ask(t, d, lib, func(int) string { return different(10) }, someone, someone)
		if d := cmp.Diff([]float64{0, 0}, again); d != "" {
			t.Errorf("asked again (-want +got):\n%s", d)
		}
		if n := len(lib.asked); n != 101 {
			t.Errorf("the library was asked %d times for 101 readings", n)
		}
	})
}

// TestFailures: an error is told to all who wait and not kept, a panic costs the one who flew,
// and what waits too long gives up.
func TestFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		lib := &slow{fails: broken}
		d := New(1)
		var all sync.WaitGroup
		for _, by := range members("s", 3) {
			all.Go(func() {
				if _, err := d.Answer(t.Context(), by, Room{Library: lib}, index.Query{Text: "q"}); !errors.Is(err, broken) {
					t.Errorf("%v: %v", by, err)
				}
			})
		}
		all.Wait()
		lib.fails = nil
		ask(t, d, lib, same, someone)
		panicked := make(chan any)
		go func() {
			defer func() { panicked <- recover() }()
			d.Answer(t.Context(), someone, Room{Library: lib}, index.Query{Text: "disco"}) //nolint:errcheck // it panics
		}()
		if p := <-panicked; p != "at the disco" {
			t.Errorf("recovered %v", p)
		}
		end := make(chan struct{})
		defer close(end)
		go d.queue.Do(t.Context(), someone, func(queue.Turn) error { <-end; return nil }) //nolint:errcheck // it returns nil
		synctest.Wait()
		if _, err := d.Answer(t.Context(), someone, Room{Library: lib}, index.Query{Text: "in vain"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a question waits for %v", err)
		}
		if len(d.flights) != 0 {
			t.Errorf("%d flights are left", len(d.flights))
		}
		if want := (Counts{Read: 1, Failed: 4}); d.Counts() != want {
			t.Errorf("%+v, want %+v", d.Counts(), want)
		}
	})
}

// TestCacheIsBounded keeps the latest answers only, and no large one.
func TestCacheIsBounded(t *testing.T) {
	var c cache
	e := index.Edition{Generation: 1}
	keep := func(text string, bytes int) key {
		k := keyOf("", e, index.Query{Text: text})
		c.put(k, index.Answer{Question: text, Quotes: []index.Quote{{Text: strings.Repeat("x", bytes)}}})
		return k
	}
	first, large := keep("first", 10), keep("large", keptBytes+1)
	for i := range keptAnswers {
		if a, ok := c.get(keep(fmt.Sprint(i), keptBytes)); !ok || a.Question != "" {
			t.Fatalf("answer %d: %t, with the question %q", i, ok, a.Question)
		}
	}
	for _, k := range []key{first, large} {
		if _, ok := c.get(k); ok {
			t.Error("an answer is kept that should not be")
		}
	}
	last := c.answers
	if e.Generation++; c.of(keyOf("", e, index.Query{})) == last {
		t.Error("answers of another generation are kept")
	}
}

func TestSearch(t *testing.T) {
	lib := new(slow)
	if hits, err := New(1).Search(t.Context(), someone, Room{Library: lib}, "w", 1, index.Filter{}); len(hits) != 1 || err != nil {
		t.Errorf("%v, %v", hits, err)
	}
}
