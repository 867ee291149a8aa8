package eval

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	if _, err := os.Stat(filepath.Join(shared, "eval", "score.py")); err != nil {
		t.Skip("the question sets are not beside the repository (VERBATIM_SHARED names their folder)")
	}
	return shared
}

// TestScorePy holds every figure to the reference scorer's, over predictions that
// meet all its rules: right and wrong ranges, ties, silence, missing lines.
func TestScorePy(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here")
	}
	shared := sharedDir(t)
	for _, name := range []string{"nq-tune", "squad-tune", "trecqa-tune"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(shared, "eval", name)
			set, err := LoadSet(t.Context(), dir, "", "")
			if err != nil {
				t.Fatal(err)
			}
			lines := randomLines(set)
			path := filepath.Join(t.TempDir(), "predictions.jsonl")
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := WriteJSONL(f, lines); err != nil {
				t.Fatal(err)
			}
			f.Close()
			out, err := exec.Command(python, filepath.Join(shared, "eval", "score.py"), dir, path, "--json").Output()
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.Marshal(Score(set, lines))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(figuresOf(t, out), figuresOf(t, got), near); diff != "" {
				t.Errorf("figures differ (-score.py +ours):\n%s", diff)
			}
		})
	}
}

// near lets sums in another order differ in their last bits.
var near = cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(a)) })

func figuresOf(t *testing.T, b []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return m
}

// randomLines predicts gold, near misses and nonsense with coarse confidences, the
// same on every run.
func randomLines(s *Set) []Line {
	r := rand.New(rand.NewPCG(1, 2))
	texts := s.texts()
	var lines []Line
	for i, q := range s.Questions {
		if i%17 == 0 {
			continue // no line at all
		}
		l := Line{ID: q.ID, Predictions: []Prediction{}, Abstained: r.IntN(4) == 0}
		if i%13 != 0 {
			for range 1 + r.IntN(12) {
				l.Predictions = append(l.Predictions, randomPrediction(r, q, s, texts))
			}
		}
		if i%11 != 0 {
			c := float64(r.IntN(40)) / 40
			l.Score = &c
		}
		lines = append(lines, l)
	}
	return lines
}

func randomPrediction(r *rand.Rand, q Question, s *Set, texts map[string]string) Prediction {
	if len(q.Answers) > 0 && r.IntN(3) > 0 {
		g := q.Answers[r.IntN(len(q.Answers))]
		p := Prediction{Article: g.in(q), Start: g.Start, End: g.End}
		p.Start = max(0, p.Start-r.IntN(300)+50)
		p.End = min(len(texts[p.Article]), max(p.Start, p.End+r.IntN(500)-60))
		return p
	}
	a := s.Articles[r.IntN(len(s.Articles))]
	start := r.IntN(len(a.Text))
	return Prediction{Article: a.ID, Start: start, End: start + r.IntN(len(a.Text)-start+5)}
}
