package corpus

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestPlainGolden(t *testing.T) { goldenFiles(t, "plain", ReadPlain) }

func FuzzPlain(f *testing.F) { fuzz(f, "plain", ".txt", ReadPlain) }

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
	text := strings.Repeat("a\n", maxLines+2)
	articles, skips := fromBytes(t, "lines.txt", []byte(text), ReadPlain)
	if len(articles) != 0 || skipLines(skips) != "lines.txt  too large" {
		t.Errorf("got %d articles, %s", len(articles), skipLines(skips))
	}
}

func TestBrokenPlain(t *testing.T) {
	src := io.MultiReader(strings.NewReader("One sentence."), iotest.ErrReader(errors.New("disk on fire")))
	articles, skips := fromStream(t, "x.txt", src, ReadPlain)
	if len(articles) != 0 || len(skips) != 1 || skips[0].Reason != ReasonUnreadable || !strings.Contains(skips[0].Err.Error(), "disk on fire") {
		t.Errorf("got %d articles, skips %v", len(articles), skips)
	}
}
