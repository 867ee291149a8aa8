//go:build slow

package intake

import (
	"io"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

// TestHostileSlow reads those of the files that take a while until they are given up.
func TestHostileSlow(t *testing.T) {
	b := newBox(t)
	for _, h := range []hostile{
		{"html-bodies.html", corpus.ReasonTime, 0},
		{"md-emphasis.md", "", 1},
		{"md-links-open.md", "", 1},
		{"md-lists.md", corpus.ReasonMalformed, 0},
		{"md-quotes.md", corpus.ReasonMalformed, 0},
	} {
		h.check(t, b)
	}
}

// TestOverBudget reads one line of JSON that unpacks to more than its file may.
func TestOverBudget(t *testing.T) {
	b := newBox(t)
	line := io.MultiReader(strings.NewReader(`{"id":"1","text":"`), io.LimitReader(corpustest.Endless('a'), 1450<<20))
	in := hostileFile(t, "over-budget.jsonl.gz", corpustest.Gzipped(t, line))
	articles, skips := readIn(t, b, in)
	if len(articles) != 0 || len(skips) != 1 || skips[0].Reason != corpus.ReasonTooLarge {
		t.Errorf("%d articles, %v", len(articles), skips)
	}
}

// TestOverBudgetHere reads it without a sandbox: it has to end by itself.
func TestOverBudgetHere(t *testing.T) {
	packed := corpustest.Gzipped(t, io.LimitReader(corpustest.Endless('a'), 1450<<20))
	_, skips := readIn(t, nil, hostileFile(t, "lines.jsonl.gz", packed))
	if len(skips) != 1 || skips[0].Reason != corpus.ReasonTooLarge {
		t.Errorf("%v", skips)
	}
}
