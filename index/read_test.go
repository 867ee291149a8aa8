package index

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"verbatim/index/engine"
	"verbatim/index/reader"
	"verbatim/index/update"
)

func loadReader(t testing.TB) *reader.Model {
	t.Helper()
	m, err := reader.Load()
	if errors.Is(err, reader.ErrNoWeights) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestReader checks how readings become quotes: order, span and explanation.
func TestReader(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, update.Options{})
	x := openWith(t, dir, Options{Reader: loadReader(t)})
	for question, holds := range map[string]string{
		"who heads Moscow's delegation?":          "head of Moscow’s negotiating team, Vladimir Ushakov",
		"Who is the White House press secretary?": "Karoline Leavitt",
	} {
		a, err := x.Answer(context.Background(), Query{Text: question, Top: 5, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		checkInvariant(t, x, a)
		if len(a.Quotes) == 0 || !strings.Contains(a.Quotes[0].Text, holds) {
			t.Fatalf("%s: %+v", question, a.Quotes)
		}
		if q := a.Quotes[0]; q.SpanStart == q.SpanEnd || q.SpanEnd-q.SpanStart == q.End-q.Start {
			t.Errorf("%s: the span is %d to %d of %d to %d", question, q.SpanStart, q.SpanEnd, q.Start, q.End)
		}
		checkReadings(t, a.Explanation)
	}
}

// TestBudget checks that a small budget ends the reading early.
func TestBudget(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, update.Options{})
	read := func(budget int) (count int) {
		x := openWith(t, dir, Options{Reader: loadReader(t), Budget: budget})
		a, err := x.Answer(context.Background(), Query{Text: "what did Trump say about sanctions", Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range a.Explanation.Candidates {
			if c.Read {
				count++
			}
		}
		return count
	}
	if few, all := read(1), read(0); few == 0 || few >= all {
		t.Errorf("%d sentences read on a budget of 1, %d on the usual one", few, all)
	}
}

// TestHaste checks that haste leaves out reading, all of it at 1, and that an answer tells so
// where it did.
func TestHaste(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, update.Options{})
	x, words := openWith(t, dir, Options{Reader: loadReader(t)}), open(t, dir)
	const question = "what did Trump say about sanctions"
	ask := func(x *Index, text string, haste float64) (a Answer, read, whole int) {
		t.Helper()
		a, err := x.Answer(context.Background(), Query{Text: text, Haste: haste, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		if a.Explanation == nil {
			return a, 0, 0
		}
		for _, c := range a.Explanation.Candidates {
			if c.Read {
				read++
			}
			if c.Read && !c.Glanced {
				whole++
			}
		}
		return a, read, whole
	}
	_, all, _ := ask(x, question, 0)
	before := all
	for _, haste := range []float64{0.3, 0.7, 0.999, 1} {
		a, read, whole := ask(x, question, haste)
		if a.Haste != haste || read >= before || (whole > 0) != (haste < 1) {
			t.Errorf("in haste %v %d sentences were read after %d, %d to the end, and the answer says %v", haste, read, before, whole, a.Haste)
		}
		checkInvariant(t, x, a)
		before = read
	}
	if _, read, _ := ask(x, question, 0.7); read < 6 {
		t.Errorf("%d sentences were read in a haste of 0.7", read)
	}
	unread, _, _ := ask(x, question, 1)
	plain, _, _ := ask(words, question, 0)
	if unread.Confidence != plain.Confidence || unread.Quotes[0].Start != plain.Quotes[0].Start {
		t.Errorf("in all haste: %+v, and by words: %+v", unread, plain)
	}
	for _, c := range []struct {
		x     *Index
		text  string
		haste float64
		want  float64
	}{
		{words, question, 1, 0}, // where nothing is read, haste leaves out nothing
		{words, question, 0.5, 0},
		{x, "xyzzy plugh", 1, 1}, // by meaning something may have been found
		{x, "xyzzy plugh", 0, 0},
		{x, "?", 1, 0},
		{x, question, -1, 0},
		{x, question, 2, 1},
	} {
		if a, _, _ := ask(c.x, c.text, c.haste); a.Haste != c.want {
			t.Errorf("%q in haste %v says %v, want %v", c.text, c.haste, a.Haste, c.want)
		}
	}
}

// TestHasteWithLittleToRead checks that nothing is said to be left out where all is read in spite
// of haste.
func TestHasteWithLittleToRead(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.md", "The old bridge of Varn was built in 1743 by Johann Felder.\n")
	reindex(t, dir, update.Options{Roots: []string{root}})
	x := openWith(t, dir, Options{Reader: loadReader(t)})
	a, err := x.Answer(context.Background(), Query{Text: "Who built the bridge of Varn?", Haste: 0.6})
	if err != nil || a.Haste != 0 || len(a.Quotes) != 1 {
		t.Errorf("%+v, %v", a, err)
	}
}

// checkReadings checks that what was read comes first, by score, and that the figures
// are figures.
func checkReadings(t *testing.T, e *Explanation) {
	t.Helper()
	if first := e.Candidates[0]; !first.Read || first.Glanced {
		t.Error("the best sentence was not read to the end")
	}
	for i, c := range e.Candidates[1:] {
		if before := e.Candidates[i]; c.Read && !before.Read || c.Read && c.Quote.Score > before.Quote.Score {
			t.Errorf("candidate %d (%+v) stands before %+v", i, before, c)
		}
	}
	for name, v := range e.Features {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("feature %s is %v", name, v)
		}
	}
}

// TestScoreGlanced checks that a rough logit never puts a sentence first.
func TestScoreGlanced(t *testing.T) {
	s := &session{reading: readerReading}
	whole, weak := &candidate{read: true, logit: 1}, &candidate{read: true, logit: -3}
	sure, unsure, unread := &candidate{read: true, glanced: true, logit: 9}, &candidate{read: true, glanced: true, logit: -1}, &candidate{}
	all := []*candidate{unread, weak, sure, unsure, whole}
	s.score(all)
	slices.SortStableFunc(all, compareRead)
	if want := []*candidate{whole, sure, unsure, weak, unread}; !slices.Equal(all, want) {
		t.Errorf("ordered %+v", all)
	}
}

// TestNote checks which of two readings of a sentence counts.
func TestNote(t *testing.T) {
	type reading struct {
		logit   float32
		glanced bool
	}
	for _, c := range []struct{ first, second, want reading }{
		{reading{1, false}, reading{2, false}, reading{2, false}},
		{reading{2, false}, reading{1, false}, reading{2, false}},
		{reading{1, true}, reading{2, true}, reading{2, true}},
		{reading{2, true}, reading{1, true}, reading{2, true}},
		{reading{5, true}, reading{-4, false}, reading{-4, false}},
		{reading{-4, false}, reading{5, true}, reading{-4, false}},
		{reading{-4, false}, reading{2 * cutOff, true}, reading{-4, false}},
	} {
		var got candidate
		for _, r := range []reading{c.first, c.second} {
			got.note(reader.SentenceReading{Logit: r.logit}, r.glanced, 10)
		}
		if !got.read || (reading{float32(got.logit), got.glanced}) != c.want {
			t.Errorf("%+v, then %+v: %+v", c.first, c.second, got)
		}
	}
}

// TestReaderOtherLanguage checks that what the reader cannot read is ranked by words.
func TestReaderOtherLanguage(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "a.md", "---\nlang: de\n---\nDie alte Brücke von Varn wurde 1743 von Johann Felder gebaut.\n")
	reindex(t, dir, update.Options{Roots: []string{root}})
	x := openWith(t, dir, Options{Reader: loadReader(t)})
	a, err := x.Answer(context.Background(), Query{Text: "Wer hat die Brücken von Varn gebaut?", Explain: true})
	if err != nil || len(a.Quotes) != 1 {
		t.Fatalf("%+v, %v", a.Quotes, err)
	}
	if a.Quotes[0].Article.Language == "de" && a.Explanation.Candidates[0].Read {
		t.Error("the reader read German")
	}
}

func TestWindowSpan(t *testing.T) {
	sentences := func(lengths ...int) []*candidate {
		p := &engine.Passage{}
		at := 0
		var out []*candidate
		for i, n := range lengths {
			p.Sentences = append(p.Sentences, engine.Sentence{Start: at, End: at + n})
			out = append(out, &candidate{passage: p, index: i})
			at += n + 1
		}
		return out
	}
	for _, c := range []struct {
		lengths  []int
		at       int
		from, to int
	}{
		{[]int{40, 40, 40}, 1, 0, 3},
		{[]int{5000}, 0, 0, 1},
		{[]int{5000, 80, 5000}, 1, 1, 2},
		{[]int{200, 200, 200, 200, 200}, 2, 1, 3}, // what stands before explains more than what stands after
		{[]int{200, 200, 200, 200, 200}, 0, 0, 2},
	} {
		from, to := span(sentences(c.lengths...), c.at)
		if from != c.from || to != c.to {
			t.Errorf("%v around %d: %d to %d, want %d to %d", c.lengths, c.at, from, to, c.from, c.to)
		}
	}
}
