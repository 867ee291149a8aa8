package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadme asks the questions of README.md and compares what comes with what it says,
// but for the confidence, whose last digit may differ between processors.
func TestReadme(t *testing.T) {
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	environ := []string{"VERBATIM_DATA=" + t.TempDir()}
	var ignored bytes.Buffer
	if status := run(t.Context(), []string{"sources"}, environ, nil, &ignored, &ignored); status != exitDone {
		t.Fatal(&ignored) // the index is built, and that was said
	}
	sure := regexp.MustCompile(`\d+ % sure`)
	examples := regexp.MustCompile(`(?m)^\$ verbatim ask "(.+)"\n((?:[^$\n`+"`"+`].*\n)+)`).FindAllStringSubmatch(string(b), -1)
	for _, example := range examples {
		question, want := example[1], example[2]
		var out bytes.Buffer
		run(t.Context(), []string{"ask", question}, environ, nil, &out, &out)
		blank := func(s string) string { return sure.ReplaceAllString(strings.TrimSpace(s), "NN % sure") }
		if diff := cmp.Diff(blank(want), blank(out.String())); diff != "" {
			t.Errorf("%s: -README.md +answer:\n%s", question, diff)
		}
	}
	if len(examples) < 2 {
		t.Errorf("%d examples were found", len(examples))
	}
}
