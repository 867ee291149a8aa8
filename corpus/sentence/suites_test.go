//go:build suites

package sentence

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A tally counts by language.
type tally map[string]int

func (n tally) add(lang string) { n[lang]++; n["all"]++ }

// eachLine reads the lines of JSON of a file of the folder VERBATIM_SUITES.
func eachLine[T any](t *testing.T, file string, do func(T)) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c T
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		do(c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// suites returns the files of a kind of the folder VERBATIM_SUITES: corpus/README.md says where
// they come from.
func suites(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(os.Getenv("VERBATIM_SUITES"), pattern))
	if os.Getenv("VERBATIM_SUITES") == "" || err != nil || len(files) == 0 {
		t.Skip("no suite: corpus/README.md says where it comes from")
	}
	return files
}

func sentencesOf(text, lang string) []string {
	var all []string
	for _, s := range Segment(text, 0, len(text), RulesFor(lang)) {
		all = append(all, text[s.Start:s.End])
	}
	return all
}

// TestSuiteSentences counts how many texts of somebody else's suite are split as it wants, by
// language. It compares words.
func TestSuiteSentences(t *testing.T) {
	for _, file := range suites(t, "sentences/*.jsonl") {
		all, right := tally{}, tally{}
		eachLine(t, file, func(c struct {
			Lang, Text string
			Want       []string
		}) {
			all.add(c.Lang)
			got := sentencesOf(c.Text, c.Lang)
			if slices.EqualFunc(got, c.Want, func(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }) {
				right.add(c.Lang)
			} else {
				t.Logf("%s: got %q, want %q", c.Lang, got, c.Want)
			}
		})
		for _, lang := range slices.Sorted(maps.Keys(all)) {
			t.Logf("%s: %-4s %d of %d", filepath.Base(file), lang, right[lang], all[lang])
		}
	}
}

// TestSuiteMessages counts how many translations of messages have as many sentences as the English
// text, where it and another splitter count that alike.
func TestSuiteMessages(t *testing.T) {
	for _, file := range suites(t, "messages.jsonl") {
		all, here, other := tally{}, tally{}, tally{}
		eachLine(t, file, func(c struct {
			Lang, English, Text string
			Other               struct{ English, Text int }
		}) {
			want := len(sentencesOf(c.English, "en"))
			if want != c.Other.English {
				return
			}
			all.add(c.Lang)
			if len(sentencesOf(c.Text, c.Lang)) == want {
				here.add(c.Lang)
			}
			if c.Other.Text == want {
				other.add(c.Lang)
			}
		})
		for _, lang := range slices.Sorted(maps.Keys(all)) {
			per := func(n tally) float64 { return 100 * float64(n[lang]) / float64(all[lang]) }
			t.Logf("%-4s %d messages: here %.1f %%, other %.1f %%", lang, all[lang], per(here), per(other))
		}
	}
}
