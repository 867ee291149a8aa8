package corpus

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

// checkPassages checks what doc.go promises of passages and sentences.
func checkPassages(t *testing.T, a *Article) {
	t.Helper()
	checkBlocks(t, a)
	at := 0
	passages := Split(a)
	for _, p := range passages {
		if p.Start < at || p.End > len(a.Text) || len(p.Sentences) == 0 {
			t.Fatalf("%s: passage %d-%d out of place behind %d", a.ID, p.Start, p.End, at)
		}
		if p.Sentences[0].Start != p.Start || p.Sentences[len(p.Sentences)-1].End != p.End {
			t.Fatalf("%s: passage %d-%d does not begin and end with its sentences", a.ID, p.Start, p.End)
		}
		if strings.TrimFunc(a.Text[p.Start:p.End], unicode.IsSpace) != a.Text[p.Start:p.End] {
			t.Fatalf("%s: white space around passage %d-%d", a.ID, p.Start, p.End)
		}
		checkSentences(t, a.Text, p.Start, p.End, p.Sentences)
		at = p.End
	}
	for _, b := range a.Blocks {
		quotable := b.Kind != Heading && b.Kind != Caption && b.Kind != Byline
		if covered(passages, b) != quotable {
			t.Fatalf("%s: block %d-%d of kind %d: in a passage %v", a.ID, b.Start, b.End, b.Kind, !quotable)
		}
	}
}

// covered reports whether a block lies in passages, from its start to its end.
func covered(passages []Passage, b Block) bool {
	first, last := false, false
	for _, p := range passages {
		first = first || p.Start <= b.Start && b.Start < p.End
		last = last || p.Start < b.End && b.End <= p.End
	}
	return first && last
}

func shippedArticle(t testing.TB) Article {
	t.Helper()
	var found Article
	for _, in := range shippedInputs() {
		if _, err := Read(t.Context(), in, func(a Article) error { found = a; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	return found
}

// describePassages writes passages for people to review: headings, then one sentence
// a line.
func describePassages(a *Article) string {
	var out strings.Builder
	for _, p := range Split(a) {
		fmt.Fprintf(&out, "[%s] %s\n", kindNames[p.Kind], strings.Join(p.Headings, " > "))
		for _, s := range p.Sentences {
			fmt.Fprintf(&out, "| %s\n", strings.ReplaceAll(a.Text[s.Start:s.End], "\n", "⏎"))
		}
		out.WriteString("\n")
	}
	return out.String()
}

func TestSplitGolden(t *testing.T) {
	a := shippedArticle(t)
	checkPassages(t, &a)
	golden(t, "testdata/passages/ceasefire-talks.golden", describePassages(&a))
	for _, name := range []string{"recipe", "transcript", "wrapped-72", "report-sections"} {
		articles, _ := readAll(t, "testdata/plain/"+name+".txt")
		checkPassages(t, &articles[0])
		golden(t, "testdata/passages/"+name+".golden", describePassages(&articles[0]))
	}
}

func TestSplitLongParagraph(t *testing.T) {
	sentence := "This is a sentence of sixty bytes that says nothing at all. "
	a := Article{ID: "long", Text: strings.Repeat(sentence, 100)}
	a.Blocks, _ = layout(a.Text)
	checkPassages(t, &a)
	passages := Split(&a)
	for _, p := range passages {
		if size := p.End - p.Start; size > maxPassage || size < maxPassage/2 {
			t.Errorf("a passage of %d bytes", size)
		}
	}
	if len(passages) < 5 || len(passages) > 8 {
		t.Errorf("%d passages", len(passages))
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Title\n\nA paragraph. Another.\n\n- item\n- item\n\n\t1. x", "en")
	f.Add("a\tb\tc\nd\te\tf\n\n===\n---\nHead\n====\nText “with. Quotes” here.", "de")
	f.Add(strings.Repeat("x", 2500), "ja")
	f.Fuzz(func(t *testing.T, text, lang string) {
		decoded, err := decode([]byte(text))
		if err != nil {
			return
		}
		a := Article{ID: "fuzz", Language: lang, Text: decoded}
		a.Blocks, _ = layout(decoded)
		for i := range a.Blocks { // other formats mark what layout never does
			if text[0]&1 == 0 {
				a.Blocks[i].Kind = []BlockKind{Paragraph, Code, Table, Quotation, ListItem, Heading, Caption}[(i+len(lang))%7]
			}
		}
		checkPassages(t, &a)
	})
}

func BenchmarkLayoutAndSplit(b *testing.B) {
	a := shippedArticle(b)
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		a.Blocks, _ = layout(a.Text)
		Split(&a)
	}
}
