package act

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestQuestionsOfSets reads the questions of the sets beside the repository, none of which
// is talk between people.
func TestQuestionsOfSets(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t), "eval", "*", "questions*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Skip("the question sets are not beside the repository (VERBATIM_SHARED names their folder)")
	}
	count := map[Act]int{}
	all := 0
	for _, file := range files {
		for _, q := range questionsOf(t, file) {
			all++
			a := Of(q).Act
			count[a]++
			if a.Talk() {
				t.Logf("%v: %q", a, q)
			}
		}
	}
	t.Logf("%d questions: %v", all, count)
	if talk := all - count[Ask] - count[State]; talk*1000 > all {
		t.Errorf("%d of %d questions are taken for talk", talk, all)
	}
}

// shared is the folder with the question sets.
func shared(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("VERBATIM_SHARED"); dir != "" {
		return dir
	}
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "shared"))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// questionsOf returns the questions in a file of a set.
func questionsOf(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	lines := bufio.NewScanner(f)
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
