package corpus

import "testing"

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
