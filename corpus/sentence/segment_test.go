package sentence

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden files again")

// TestSegmentGolden splits the cases in testdata/segment: a name behind "==", the
// text, "--" and one sentence a line, with "⏎" for line feeds. The file's name
// begins with the language. -update writes what is found.
func TestSegmentGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/segment/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	total := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lang, _, _ := strings.Cut(filepath.Base(file), "_")
		cases := segmentCases(string(data))
		total += len(cases)
		var out strings.Builder
		for _, c := range cases {
			t.Run(lang+"/"+c.name, func(t *testing.T) {
				got := listSentences(c.text, RulesFor(lang))
				if got != c.want && !*update {
					t.Errorf("in %s\n got:\n%s\nwant:\n%s", file, got, c.want)
				}
				out.WriteString("== " + c.name + "\n" + c.text + "\n--\n" + got + "\n\n")
			})
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.TrimSpace(out.String())+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if total < 80 {
		t.Errorf("only %d cases", total)
	}
}

type segmentCase struct{ name, text, want string }

func segmentCases(data string) []segmentCase {
	var cases []segmentCase
	for part := range strings.SplitSeq("\n"+data, "\n== ") {
		name, rest, ok := strings.Cut(part, "\n")
		if !ok {
			continue
		}
		text, want, _ := strings.Cut(rest, "\n--\n")
		cases = append(cases, segmentCase{name, strings.Trim(text, "\n"), strings.Trim(want, "\n")})
	}
	return cases
}

func listSentences(text string, r *Rules) string {
	var lines []string
	for _, s := range Segment(text, 0, len(text), r) {
		lines = append(lines, strings.ReplaceAll(text[s.Start:s.End], "\n", "⏎"))
	}
	return strings.Join(lines, "\n")
}

// checkSentences reports whether sentences are ordered, apart, on rune boundaries,
// free of white space at their ends, and together all but white space.
func checkSentences(t *testing.T, text string, start, end int, found []Span) {
	t.Helper()
	at, valid := start, utf8.ValidString(text)
	for _, s := range found {
		if s.Start < at || s.End <= s.Start || s.End > end {
			t.Fatalf("sentence %d-%d out of place behind %d in %q", s.Start, s.End, at, text)
		}
		if gap := text[at:s.Start]; strings.TrimSpace(gap) != "" {
			t.Fatalf("%q is in no sentence of %q", gap, text)
		}
		inner := text[s.Start:s.End]
		if strings.TrimFunc(inner, unicode.IsSpace) != inner {
			t.Fatalf("white space around %q", inner)
		}
		if valid && !utf8.ValidString(inner) {
			t.Fatalf("%q is cut inside a character", inner)
		}
		at = s.End
	}
	if rest := text[at:end]; strings.TrimSpace(rest) != "" {
		t.Fatalf("%q is in no sentence of %q", rest, text)
	}
}

func FuzzSegment(f *testing.F) {
	files, _ := filepath.Glob("testdata/segment/*.txt")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range segmentCases(string(data)) {
			f.Add(c.text, "en")
		}
	}
	f.Add(`((((“““"""'''« » » «„“”’’))))`+strings.Repeat("x.", 900), "de")
	f.Fuzz(func(t *testing.T, text, lang string) {
		checkSentences(t, text, 0, len(text), Segment(text, 0, len(text), RulesFor(lang)))
	})
}

func BenchmarkSegment(b *testing.B) {
	data, err := os.ReadFile("../articles/ceasefire-talks.txt")
	if err != nil {
		b.Fatal(err)
	}
	text := string(data)
	r := RulesFor("en")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Segment(text, 0, len(text), r)
	}
}

// TestSegmentTime feeds texts that would take hours if any step looked at everything
// before or behind each stop.
func TestSegmentTime(t *testing.T) {
	for _, part := range []string{"! ", ". ", "a.", "a.B", "(", "“", "\"", "'", "(. ", "“. ", "[1]", "。", "」。", "。(", "a. b", "A. ", "”.", "…", "no. ", "! ((", "\n"} {
		text := strings.Repeat(part, 1<<18/len(part))
		checkSentences(t, text, 0, len(text), Segment(text, 0, len(text), RulesFor("en")))
	}
}
