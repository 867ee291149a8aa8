package sentence

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestSuite counts how many texts of somebody else's suite are split as it wants, by language.
// README.md says where suites are to be had. It compares words and fails for nothing.
func TestSuite(t *testing.T) {
	path := os.Getenv("VERBATIM_SENTENCE_SUITE")
	if path == "" {
		t.Skip("set VERBATIM_SENTENCE_SUITE to a file of JSON lines")
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, right := map[string]int{}, map[string]int{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c struct {
			Lang, Text string
			Want       []string
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range Segment(c.Text, 0, len(c.Text), RulesFor(c.Lang)) {
			got = append(got, c.Text[s.Start:s.End])
		}
		for _, lang := range []string{c.Lang, "all"} {
			all[lang]++
			if slices.EqualFunc(got, c.Want, func(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }) {
				right[lang]++
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for _, lang := range slices.Sorted(maps.Keys(all)) {
		t.Logf("%-4s %d of %d", lang, right[lang], all[lang])
	}
}
