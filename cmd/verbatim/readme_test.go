package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An example is a command line in a console of a page for people, and what it says that comes.
type example struct{ command, output string }

var (
	consoles = regexp.MustCompile("(?ms)^ *```console\n(.+?)^ *```")
	remark   = regexp.MustCompile(`\s+# .*`)
	words    = regexp.MustCompile(`"[^"]*"|[^\s"]+`)
)

// pages are those with examples.
var pages = []string{"README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "corpus/README.md", "docs/SCALE.md"}

// examplesIn returns all examples of a page, in their order.
func examplesIn(t *testing.T, page string) []example {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", page))
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	for _, console := range consoles.FindAllStringSubmatch(string(b), -1) {
		for line := range strings.Lines(console[1]) {
			if command, is := strings.CutPrefix(strings.TrimSpace(line), "$ "); is {
				all = append(all, example{command: remark.ReplaceAllString(command, "")})
			} else if len(all) > 0 {
				all[len(all)-1].output += line
			}
		}
	}
	return all
}

// args returns the arguments that the program gets in an example, nil where another one runs.
func (e example) args() []string {
	command, _, _ := strings.Cut(e.command, " | ")
	command, _, _ = strings.Cut(command, " <")
	for _, program := range []string{"verbatim ", "go run ./cmd/verbatim "} {
		if rest, is := strings.CutPrefix(command, program); is {
			args := words.FindAllString(rest, -1)
			for i := range args {
				args[i] = strings.Trim(args[i], `"`)
			}
			return args
		}
	}
	return nil
}

// TestReadme runs the examples of README.md whose output is shown and compares what comes with
// what it says, but for the confidence, whose last digit may differ between processors.
func TestReadme(t *testing.T) {
	environ := []string{"VERBATIM_DATA=" + t.TempDir()}
	var ignored bytes.Buffer
	if status := run(t.Context(), []string{"sources"}, environ, nil, &ignored, &ignored); status != exitDone {
		t.Fatal(&ignored) // the index is built, and that was said
	}
	sure := regexp.MustCompile(`\d+ % sure`)
	blank := func(s string) string { return sure.ReplaceAllString(strings.TrimSpace(s), "NN % sure") }
	compared := 0
	for _, e := range examplesIn(t, pages[0]) {
		if strings.TrimSpace(e.output) == "" {
			continue
		}
		compared++
		var out bytes.Buffer
		run(t.Context(), e.args(), environ, nil, &out, &out)
		if diff := cmp.Diff(blank(e.output), blank(out.String())); diff != "" {
			t.Errorf("%s: -README.md +output:\n%s", e.command, diff)
		}
	}
	if compared < 2 {
		t.Errorf("%d examples show what comes", compared)
	}
}

// TestExamples holds every example, shown with its output or not, to the verbs and flags that
// there are.
func TestExamples(t *testing.T) {
	found := 0
	for _, page := range pages {
		for _, e := range examplesIn(t, page) {
			args := e.args()
			if args == nil {
				continue
			}
			found++
			if err := understood(args); err != nil {
				t.Errorf("%s: %s: %v", page, e.command, err)
			}
		}
	}
	if found < 10 {
		t.Errorf("%d examples were found", found)
	}
}

// understood says what is wrong with a command line, without running it.
func understood(args []string) error {
	verb, rest, err := newRoot(&app{}).Find(args)
	if err != nil {
		return err
	}
	if err := verb.ParseFlags(rest); err != nil {
		return err
	}
	return verb.ValidateArgs(verb.Flags().Args())
}
