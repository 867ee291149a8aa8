package question

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedDir finds the folder with the question sets beside the repository.
func sharedDir(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("VERBATIM_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	shared := filepath.Join(dir, "..", "shared")
	if _, err := os.Stat(filepath.Join(shared, "eval")); err != nil {
		t.Skip("the question sets are not beside the repository (VERBATIM_SHARED names their folder)")
	}
	return shared
}

// questionsOf returns the questions in a file of a set.
func questionsOf(t testing.TB, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var from io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if from, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	var all []string
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var q struct{ Question string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		all = append(all, q.Question)
	}
	return all
}

// TestPlainQuestions wants every question of the sets as it stands there, but for white
// space and repeated marks.
func TestPlainQuestions(t *testing.T) {
	shared := sharedDir(t)
	files, err := filepath.Glob(filepath.Join(shared, "eval", "*", "questions*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	n, bad := 0, 0
	for _, file := range append(files, filepath.Join(shared, "train", "faq", "questions.jsonl.gz")) {
		for _, q := range questionsOf(t, file) {
			n++
			if got, want := Clean(q), oneMark(collapse(q)); got != want {
				bad++
				t.Errorf("%s:\n  %q became\n  %q", filepath.Base(filepath.Dir(file)), want, got)
			}
		}
	}
	t.Logf("%d questions, %d changed", n, bad)
}

func BenchmarkClean(b *testing.B) {
	for name, s := range map[string]string{
		"plain": "How do I change the port that the server listens on?",
		"typed": "hey guys, sorry if this was asked before but does anyone know how to change the port?? thanks in advance :)",
		"long":  strings.Repeat("I tried it again and it did not work. ", 100) + "How do I change the port?",
		"log":   strings.Repeat("[12:00:01 ERROR]: could not load it\n", 30000) + "How do I change the port?",
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Clean(s)
			}
		})
	}
}

// TestPhrases compiles what every tongue holds, which otherwise happens when a phrase is
// first tried.
func TestPhrases(t *testing.T) {
	m, n := known(), 0
	for _, field := range []phrases{m.greeting, m.preface, m.lead, m.inquiry, m.joint, m.closing, m.bare, m.casual, m.joinedClosing} {
		for _, list := range field {
			for _, p := range list {
				n++
				if groups := p.expression().NumSubexp(); groups != 1 {
					t.Errorf("%s has %d groups, not the phrase alone", p.expression(), groups)
				}
			}
		}
	}
	if n == 0 || len(m.openers) == 0 {
		t.Error("nothing is known")
	}
}
