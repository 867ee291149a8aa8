package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"verbatim/bot/store"
)

func TestGaps(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(dir, "bot.db")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for _, g := range []struct{ server, question string }{
		{"1", "What is the fee?"}, {"1", "where to park"}, {"1", "what is the FEE"}, {"2", "when is lunch"},
	} {
		if err := s.AddGap(g.server, g.question, "nothing close", s.Person("7"), now); err != nil {
			t.Fatal(err)
		}
	}
	gaps := func(args ...string) (string, string, int) {
		var stdout, stderr bytes.Buffer
		t.Chdir(t.TempDir())
		status := run(t.Context(), append([]string{"gaps"}, args...), []string{"VERBATIM_DATA=" + dir}, nil, &stdout, &stderr)
		return stdout.String(), stderr.String(), status
	}
	if err := s.PublishGaps(); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, status := gaps()
	lines := strings.Split(stdout, "\n")
	if status != exitDone || len(lines) < 4 || !strings.HasPrefix(lines[1], "2 ") || !strings.Contains(lines[1], "FEE") {
		t.Errorf("status %d\n%s%s", status, stdout, stderr)
	}
	if _, stderr, status := gaps("--export"); status != exitError || !strings.Contains(stderr, "in use by another process") {
		t.Errorf("export while the bot runs: status %d, %s", status, stderr)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if stdout, stderr, status := gaps("--export"); status != exitDone || strings.Count(stdout, `{"kind":"gap"`) != 3 {
		t.Errorf("export: status %d\n%s%s", status, stdout, stderr)
	}
	if stdout, _, _ := gaps("--server", "2", "--json"); strings.Count(stdout, `"question"`) != 1 || !strings.Contains(stdout, "when is lunch") {
		t.Errorf("of one server: %s", stdout)
	}
}
