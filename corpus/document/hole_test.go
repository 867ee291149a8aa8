package document

import (
	"strings"
	"testing"

	"verbatim/corpus"
)

func TestHoles(t *testing.T) {
	for _, c := range []struct {
		kind       corpus.BlockKind
		text, want string
	}{
		{corpus.Paragraph, "The version is _ and runs.", "The version is _ and runs."},
		{corpus.Paragraph, "_ is the newest version.", "_ is the newest version."},
		{corpus.Paragraph, "_ The gate opens. _ The bell rings. _", "The gate opens. The bell rings."},
		{corpus.Paragraph, "Made of salt and _", "Made of salt and _"},
		{corpus.Paragraph, "Made of salt _ _ and_.", "Made of salt _ and_."},
		{corpus.Paragraph, "The gate opens. _ rings twice.", "The gate opens. _ rings twice."},
		{corpus.Paragraph, "One.\n_\nTwo.", "One.\nTwo."},
		{corpus.Paragraph, "_", ""},
		{corpus.Paragraph, "橋は_年に建てられた。", "橋は_年に建てられた。"},
		{corpus.Heading, "Version _ of the gate", "Version of the gate"},
		{corpus.Caption, "_ The gate", "The gate"},
		{corpus.Code, "v := _", "v := _"},
		{corpus.Paragraph, strings.Repeat("_", 100_000), ""},
	} {
		var b Builder
		b.put(corpus.Block{Kind: c.kind}, strings.ReplaceAll(c.text, "_", string(corpus.Hole)))
		if got := strings.ReplaceAll(b.String(), string(corpus.Hole), "_"); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text[:min(len(c.text), 80)], got, c.want)
		}
	}
}
