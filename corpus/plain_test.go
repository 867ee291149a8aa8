package corpus

import (
	"strings"
	"testing"
)

func TestPlainGolden(t *testing.T) { goldenFiles(t, "plain") }

func FuzzPlain(f *testing.F) { fuzzFormat(f, "plain", ".txt") }

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
	articles, skips := readText(t, "lines.txt", text)
	if len(articles) != 0 || skipLines(skips) != "lines.txt  too large" {
		t.Errorf("got %d articles, %s", len(articles), skipLines(skips))
	}
}
