package corpus_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

func TestSplitLongParagraph(t *testing.T) {
	sentence := "This is a sentence of sixty bytes that says nothing at all. "
	a := corpus.Article{ID: "long", Text: strings.Repeat(sentence, 100)}
	a.Blocks = []corpus.Block{{Start: 0, End: len(a.Text) - 1}}
	corpustest.CheckPassages(t, &a)
	passages := corpus.Split(&a)
	for _, p := range passages {
		if size := p.End - p.Start; size > 1200 || size < 600 {
			t.Errorf("a passage of %d bytes", size)
		}
	}
	if len(passages) < 5 || len(passages) > 8 {
		t.Errorf("%d passages", len(passages))
	}
}

// TestSplitLongHeadings holds the path of headings, which every passage has, to its size.
func TestSplitLongHeadings(t *testing.T) {
	long := strings.Repeat("é", 300)
	for name, c := range map[string]struct{ headings, want []string }{
		"usual":  {[]string{"Bridges", "Varn"}, []string{"Bridges", "Varn"}},
		"long":   {[]string{"Bridges", long}, []string{"Bridges", long[:400]}},
		"longer": {[]string{"Bridges", long, long, long}, []string{long[:400], long[:400]}},
	} {
		a := corpus.Article{ID: name}
		for i, h := range c.headings {
			a.Blocks = append(a.Blocks, corpus.Block{Start: len(a.Text), End: len(a.Text) + len(h), Kind: corpus.Heading, Level: i + 1})
			a.Text += h + "\n\n"
		}
		a.Blocks = append(a.Blocks, corpus.Block{Start: len(a.Text), End: len(a.Text) + 5})
		a.Text += "Text."
		corpustest.CheckPassages(t, &a)
		if diff := cmp.Diff(c.want, corpus.Split(&a)[0].Headings); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
