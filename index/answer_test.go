package index

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"verbatim/index/update"
)

// shipped returns an index over the article that comes with the program.
func shipped(t testing.TB) *Index {
	t.Helper()
	dir := t.TempDir()
	reindex(t, dir, update.Options{})
	return open(t, dir)
}

// checkInvariant compares every quote with the article it is said to stand in.
func checkInvariant(t testing.TB, x *Index, a Answer) {
	t.Helper()
	for _, q := range a.Quotes {
		article, ok, err := x.Article(q.Article.ID)
		if err != nil || !ok {
			t.Fatalf("article %q: %v %v", q.Article.ID, ok, err)
		}
		if q.Start < 0 || q.End > len(article.Text) || article.Text[q.Start:q.End] != q.Text || !utf8.ValidString(q.Text) {
			t.Fatalf("the quote %q does not stand in %s from %d to %d", q.Text, q.Article.ID, q.Start, q.End)
		}
		if !slices.IsSorted([]int{q.Start, q.SentenceStart, q.SpanStart, q.SpanEnd, q.SentenceEnd, q.End}) {
			t.Fatalf("span %d to %d of sentence %d to %d of quote %d to %d", q.SpanStart, q.SpanEnd, q.SentenceStart, q.SentenceEnd, q.Start, q.End)
		}
		if b := q.Before; article.Text[b.Start:b.End] != b.Text {
			t.Fatalf("%q before the quote does not stand from %d to %d", b.Text, b.Start, b.End)
		}
	}
}

func TestAnswer(t *testing.T) {
	x := shipped(t)
	for _, c := range []struct{ question, holds string }{
		{"who heads Moscow's delegation?", "head of Moscow’s negotiating team, Vladimir Ushakov"},
		{"who heads Moscow’s delegation", "Vladimir Ushakov"},
		{"WHO IS THE WHITE HOUSE PRESS SECRETARY", "Karoline Leavitt"},
		{"Who is the Kremlin press secratery?", "Dmitry Peskov"},
		{"\"root causes\"", "“root causes”"},
		{"NATO’s eastward expansion", "eastward expansion"},
	} {
		a, err := x.Answer(context.Background(), Query{Text: c.question, Level: Eager, Top: 3, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		checkInvariant(t, x, a)
		if len(a.Quotes) == 0 || !strings.Contains(a.Quotes[0].Text, c.holds) {
			t.Errorf("%s: %+v, want %q", c.question, a.Quotes, c.holds)
		}
		if a.Explanation == nil || len(a.Explanation.Candidates) == 0 || a.Explanation.Decision == "" {
			t.Errorf("%s: no explanation: %+v", c.question, a.Explanation)
		}
	}
}

// TestAnswerBadQuestions asks what nobody should: there has to be an answer or a
// reason, never an error.
func TestAnswerBadQuestions(t *testing.T) {
	x := shipped(t)
	for name, c := range map[string]struct {
		question string
		reason   Reason // "" where an answer is fine too
	}{
		"empty":           {"", NoQuestion},
		"white space":     {" \t\n ", NoQuestion},
		"punctuation":     {"?!… — ()", NoQuestion},
		"stop words":      {"who is it and what was that", NoQuestion},
		"emoji":           {"🙂🙃 👩‍👩‍👧‍👦 🇺🇦", NoQuestion},
		"unknown words":   {"xylophone quokka zzyzx", NothingNear},
		"right to left":   {"من يقود وفد موسكو؟", NothingNear},
		"control":         {"who\x00 heads\x1b[31m Moscow\u202e delegation\x7f", ""},
		"invalid UTF-8":   {"who heads \xff\xfe Moscow", ""},
		"open quotation":  {`who said "root causes`, ""},
		"query syntax":    {`+title:Moscow -text:(delegation~2 OR *) ^9 [a TO b] /re.*/ \`, ""},
		"only operators":  {`+ - : ~ ^ * ( ) [ ] { } / \ " && || !`, NoQuestion},
		"10,000 letters":  {strings.Repeat("a", 10_000), NothingNear},
		"10,000 words":    {strings.Repeat("Moscow delegation ", 10_000), ""},
		"many terms":      {manyWords(), ""},
		"combining marks": {"M\u0301\u0302\u0303\u0304oscow" + strings.Repeat("\u0301", 500), ""},
		"Chinese":         {"谁是莫斯科代表团团长？", NothingNear},
	} {
		for _, level := range []Level{Cautious, Balanced, Eager, "", "nonsense"} {
			a, err := x.Answer(context.Background(), Query{Text: c.question, Level: level, Explain: true})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			checkInvariant(t, x, a)
			if c.reason != "" && (!a.Abstained || a.Reason != c.reason) {
				t.Errorf("%s: abstained %v, reason %q, want %q", name, a.Abstained, a.Reason, c.reason)
			}
			if a.Abstained != (a.Reason != "") || a.Confidence < 0 || a.Confidence > 1 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	}
}

func manyWords() string {
	var b strings.Builder
	for i := range 500 {
		b.WriteString(string(rune('a'+i%26)) + string(rune('a'+i/26)) + "word ")
	}
	return b.String() + "Moscow"
}

func TestAnswerCancelled(t *testing.T) {
	x := shipped(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := x.Answer(ctx, Query{Text: "who heads Moscow's delegation?"}); err == nil {
		t.Error("no error for a question whose asker has gone")
	}
}

func TestAnswerFilter(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "news/a.txt", "The new stadium of Lund was opened by Karin Holm.")
	write(t, root, "blog/b.txt", "The old stadium of Lund was opened by Otto Wester.")
	reindex(t, dir, update.Options{Roots: []string{root}})
	x := open(t, dir)
	for _, c := range []struct {
		query Query
		want  string
	}{
		{Query{Article: "news/a"}, "Karin Holm"},
		{Query{Article: "blog/b"}, "Otto Wester"},
		{Query{Article: "none"}, ""},
		{Query{Sources: []string{"blog/"}}, "Otto Wester"},
		{Query{Sources: []string{"nowhere", "news"}}, "Karin Holm"},
		{Query{Sources: []string{filepath.ToSlash(root) + "/news"}}, "Karin Holm"},
		{Query{Article: "blog/b", Sources: []string{"news"}}, ""},
		{Query{Sources: []string{"nowhere"}}, ""},
	} {
		for range 2 { // the second comes from the kept filter
			c.query.Text, c.query.Top = "Who opened the stadium of Lund?", 5
			a, err := x.Answer(context.Background(), c.query)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case c.want == "" && len(a.Quotes) > 0:
				t.Errorf("%+v: %q, want nothing", c.query, a.Quotes[0].Text)
			case c.want != "" && (len(a.Quotes) != 1 || !strings.Contains(a.Quotes[0].Text, c.want)):
				t.Errorf("%+v: %+v, want %q", c.query, a.Quotes, c.want)
			}
		}
	}
}

func TestSearch(t *testing.T) {
	x := shipped(t)
	hits, err := x.Search(context.Background(), "Vatican negotiations", 3, Filter{})
	if err != nil || len(hits) == 0 || !strings.Contains(hits[0].Text, "The Vatican") {
		t.Fatalf("%+v, %v", hits, err)
	}
	article, _, err := x.Article(hits[0].Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		if article.Text[h.Start:h.End] != h.Text {
			t.Errorf("passage at %d differs from the article", h.Start)
		}
	}
	for _, words := range []string{"", "the of", "quokka"} {
		if hits, err := x.Search(context.Background(), words, 3, Filter{}); err != nil || len(hits) > 0 {
			t.Errorf("%q: %+v, %v", words, hits, err)
		}
	}
}

// TestTwins checks that a sentence which stands in two articles is quoted once, with
// both.
func TestTwins(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	wire := "The ferry from Oster to Kell sank on Friday with a load of timber."
	write(t, root, "a.txt", wire+" Nobody was hurt.")
	write(t, root, "b.txt", "A short report. "+wire)
	write(t, root, "d.txt", "OSTER (Wire) - "+wire+" Its owner said so.")
	write(t, root, "c.txt", "The ferry to Kell had been built in Varn.")
	reindex(t, dir, update.Options{Roots: []string{root}})
	a, err := open(t, dir).Answer(context.Background(), Query{Text: "Which ferry sank with timber?", Top: 3})
	if err != nil || len(a.Quotes) < 2 || a.Quotes[0].Text != wire || len(a.Quotes[0].Also) != 2 {
		t.Fatalf("%+v, %v", a.Quotes, err)
	}
	if a.Quotes[0].Article.ID == a.Quotes[0].Also[0].ID || strings.Contains(a.Quotes[1].Text, wire) {
		t.Errorf("%+v", a.Quotes)
	}
}

func TestContext(t *testing.T) {
	x := shipped(t)
	a, err := x.Answer(context.Background(), Query{Text: "who heads Moscow's delegation?"})
	if err != nil || len(a.Quotes) == 0 {
		t.Fatal(a, err)
	}
	q := a.Quotes[0]
	text, start, err := x.Context(q)
	if err != nil || text[q.Start-start:q.End-start] != q.Text || len(text) <= len(q.Text) {
		t.Errorf("%q from %d, %v", text, start, err)
	}
	for _, wrong := range []func(*Quote){
		func(q *Quote) { q.Article.ID = "gone" },
		func(q *Quote) { q.Text += "x" },
		func(q *Quote) { q.End = 1 << 40 },
	} {
		q := a.Quotes[0]
		wrong(&q)
		if _, _, err := x.Context(q); err == nil {
			t.Errorf("no error for a quote that does not stand there: %+v", q)
		}
	}
}

func TestSources(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	write(t, root, "b.jsonl", `{"id":"z","title":"Zed","source":"https://example.org/z","text":"Zebras graze. They sleep."}
{"id":"a","title":"Ay","text":"Ants march."}
`)
	reindex(t, dir, update.Options{Roots: []string{root}})
	list, err := open(t, dir).Sources()
	if err != nil || len(list) != 2 || list[0].ID != "a" || list[1].Title != "Zed" ||
		list[1].Source != "https://example.org/z" || list[1].Passages != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestFollow asks questions while the corpus is reindexed again and again: each answer
// has to come from one state of it, and none may fail.
func TestFollow(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	state := func(name string) {
		write(t, root, "a.txt", "The captain of the Heron is "+name+".")
		write(t, root, "b.txt", "The mate of the Heron is also "+name+".")
	}
	state("Ada One")
	reindex(t, dir, update.Options{Roots: []string{root}})
	x := open(t, dir)
	stop := make(chan struct{})
	var askers sync.WaitGroup
	for range 3 {
		askers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				a, err := x.Answer(context.Background(), Query{Text: "Who is the captain of the Heron?", Top: 2, Level: Eager})
				if err != nil || len(a.Quotes) != 2 {
					t.Errorf("%d quotes, %v", len(a.Quotes), err)
					return
				}
				_, one, _ := strings.Cut(a.Quotes[0].Text, "Ada ")
				_, two, _ := strings.Cut(a.Quotes[1].Text, "Ada ")
				if one != two {
					t.Errorf("mixed: %q and %q", a.Quotes[0].Text, a.Quotes[1].Text)
				}
			}
		})
	}
	for _, name := range []string{"Ada Two", "Ada Three", "Ada Four"} {
		state(name)
		r := reindex(t, dir, update.Options{})
		waitFor(t, func() bool { return x.Generation() == r.Generation })
		if e, err := x.Edition(t.Context()); err != nil || e != (Edition{Generation: r.Generation}) {
			t.Errorf("edition %+v after generation %d, %v", e, r.Generation, err)
		}
		if text, _ := first(t, x, "Who is the captain of the Heron?"); !strings.Contains(text, name) {
			t.Errorf("after the switch: %q", text)
		}
	}
	close(stop)
	askers.Wait()
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for range 600 {
		if done() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it did not happen within half a minute")
}

func TestClosed(t *testing.T) {
	x := shipped(t)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Answer(context.Background(), Query{Text: "Moscow"}); err == nil {
		t.Error("a closed index answers")
	}
	if _, err := x.Edition(context.Background()); err == nil {
		t.Error("a closed index has an edition")
	}
	if x.Generation() != 0 {
		t.Error("a closed index has a generation")
	}
	if err := x.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}

func FuzzAnswer(f *testing.F) {
	for _, s := range []string{"who heads Moscow's delegation?", "\"root causes\" of", "U.S. C++ 1,200.5", "\xff\u202e", "İstanbul ǅ ß", "莫斯科"} {
		f.Add(s, 3)
	}
	x := shipped(f)
	f.Fuzz(func(t *testing.T, question string, top int) {
		a, err := x.Answer(context.Background(), Query{Text: question, Top: top % 50, Level: Eager, Explain: true})
		if err != nil {
			t.Fatal(err)
		}
		checkInvariant(t, x, a)
		if a.Abstained == (a.Reason == "") {
			t.Errorf("abstained %v, reason %q", a.Abstained, a.Reason)
		}
	})
}
