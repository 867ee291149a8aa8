package corpus

import (
	"strings"
	"testing"
)

func TestSplitLongParagraph(t *testing.T) {
	sentence := "This is a sentence of sixty bytes that says nothing at all. "
	a := Article{ID: "long", Text: strings.Repeat(sentence, 100)}
	a.Blocks = []Block{{Start: 0, End: len(a.Text) - 1}}
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
