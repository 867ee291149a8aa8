package language

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDetectLanguage looks at the news of testdata/segment: all of it, and the first
// few sentences.
func TestDetectLanguage(t *testing.T) {
	files, _ := filepath.Glob("../sentence/testdata/segment/*_news.txt")
	if len(files) < 8 {
		t.Fatalf("only %d languages", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, _, _ := strings.Cut(filepath.Base(file), "_")
		var all []string
		for part := range strings.SplitSeq("\n"+string(data), "\n== ") {
			_, rest, _ := strings.Cut(part, "\n")
			if text, _, ok := strings.Cut(rest, "\n--\n"); ok {
				all = append(all, strings.Trim(text, "\n"))
			}
		}
		if got := Detect(strings.Join(all, "\n")); got != want {
			t.Errorf("%s: got %q", file, got)
		}
		if got := Detect(strings.Join(all[:3], "\n")); got != want && got != "" {
			t.Errorf("start of %s: got %q", file, got)
		}
	}
}

func TestDetectLanguageUnsure(t *testing.T) {
	for _, text := range []string{"", "Nassau", "1 2 3 4 5", "OK!!! 👍", "Roma, Paris, Berlin, Madrid", "κόσμε"} {
		if got := Detect(text); got != "" {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

func TestBaseTag(t *testing.T) {
	for tag, want := range map[string]string{"en": "en", "en-US": "en", "de_DE.UTF-8": "de", "nb": "no", " PT-br": "pt", "": "", "C": "", "x-klingon": "", "english": ""} {
		if got := Base(tag); got != want {
			t.Errorf("baseTag(%q) = %q, want %q", tag, got, want)
		}
	}
}

func BenchmarkDetectLanguage(b *testing.B) {
	data, err := os.ReadFile("../articles/ceasefire-talks.txt")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Detect(string(data))
	}
}
