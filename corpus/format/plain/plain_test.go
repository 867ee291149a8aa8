package plain

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
)

func TestPlainGolden(t *testing.T) { corpustest.GoldenFiles(t, "plain", Read) }

func FuzzPlain(f *testing.F) { corpustest.Fuzz(f, "plain", ".txt", Read) }

func TestTitleFromName(t *testing.T) {
	for name, want := range map[string]string{
		"ceasefire-talks.txt":        "Ceasefire talks",
		"notes/2024_budget plan.txt": "2024 budget plan",
		"éclair.TXT":                 "Éclair",
		"---.txt":                    "---",
		"README":                     "README",
	} {
		if got := titleFromName(name); got != want {
			t.Errorf("titleFromName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestTooManyLines(t *testing.T) {
	text := strings.Repeat("a\n", document.MaxLines+2)
	articles, skips := corpustest.FromBytes(t, "lines.txt", []byte(text), Read)
	if len(articles) != 0 || corpustest.SkipLines(skips) != "lines.txt  too large" {
		t.Errorf("got %d articles, %s", len(articles), corpustest.SkipLines(skips))
	}
}

func TestBrokenPlain(t *testing.T) {
	src := io.MultiReader(strings.NewReader("One sentence."), iotest.ErrReader(errors.New("disk on fire")))
	articles, skips := corpustest.FromStream(t, "x.txt", src, Read)
	if len(articles) != 0 || len(skips) != 1 || skips[0].Reason != corpus.ReasonUnreadable || !strings.Contains(skips[0].Err.Error(), "disk on fire") {
		t.Errorf("got %d articles, skips %v", len(articles), skips)
	}
}
