package corpus_test

import (
	"strings"
	"testing"

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
