//go:build tune

package index

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// sharedDir finds the folder with the question sets: the environment's, or "shared"
// beside the repository.
func sharedDir(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("VERBATIM_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Skip("no go.mod above this folder")
		}
		dir = filepath.Dir(dir)
	}
	shared := filepath.Join(dir, "..", "shared")
	if _, err := os.Stat(shared); err != nil {
		t.Skip("the question sets are not here; set VERBATIM_SHARED")
	}
	return shared
}

// A setQuestion is one line of a set's questions.jsonl.
type setQuestion struct {
	ID, Question, Article string
	Answerable            bool
	SentenceGold          bool `json:"sentence_gold"`
	Answers               []struct {
		Bstart, Bend int
		Article      string // "" for the question's
	}
}

func loadQuestions(t testing.TB, path string) []setQuestion {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	var out []setQuestion
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var q setQuestion
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	return out
}
