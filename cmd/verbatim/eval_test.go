package main

import (
	"bytes"
	"strings"
	"testing"

	"verbatim/index/eval"
)

// TestEvalFailsOnViolation wants a quote that does not stand in the text counted, shown,
// and an error.
func TestEvalFailsOnViolation(t *testing.T) {
	set := &eval.Set{
		Articles:  []eval.Article{{ID: "a", Text: "Ann leads the team."}},
		Questions: []eval.Question{{ID: "1", Article: "a", Text: "who leads"}},
	}
	run := &eval.Run{
		Lines:      []eval.Line{{ID: "1"}},
		Violations: []eval.Violation{{Question: "1", Article: "a", Start: 0, End: 19, Quote: "Ann led the team."}},
	}
	for _, json := range []bool{false, true} {
		var stdout, stderr bytes.Buffer
		a := &app{stdout: &stdout, stderr: &stderr, json: json}
		if err := a.printEval(run, set, false); exitCode(err) != exitError {
			t.Errorf("json %t: error %v", json, err)
		}
		count := "Quotes that do not stand in the text: 1\n"
		if json {
			count = `"quote_violations":1`
		}
		if !strings.Contains(stdout.String(), count) {
			t.Errorf("json %t: %s", json, &stdout)
		}
		if !strings.Contains(stderr.String(), `question 1 quotes a 0:19: "Ann led the team."`) {
			t.Errorf("json %t: %s", json, &stderr)
		}
	}
}
