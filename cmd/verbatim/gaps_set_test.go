package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/bot/store"
)

// TestGapsSet writes a set of what people asked, voted for and taught, and measures it.
func TestGapsSet(t *testing.T) {
	dir, docs := t.TempDir(), t.TempDir()
	t.Chdir(t.TempDir())
	verbatim := func(args ...string) (string, string, int) {
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), args, []string{"VERBATIM_DATA=" + dir, "VERBATIM_VECTORS=off"}, nil, &stdout, &stderr)
		return stdout.String(), stderr.String(), status
	}
	const sentence = "Backups are kept for 30 days."
	text := "# Backups\n\n" + sentence + " They are made at night.\n"
	if err := os.WriteFile(filepath.Join(docs, "backups.md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr, status := verbatim("reindex", docs); status != exitDone {
		t.Fatal(stderr)
	}
	if _, stderr, status := verbatim("gaps", "--set", "none"); status != exitDone || !strings.Contains(stderr, "Nobody has asked") {
		t.Errorf("without any record: status %d, %s", status, stderr)
	}
	stdout, _, _ := verbatim("sources", "--json")
	var sources []struct{ ID string }
	if err := json.Unmarshal([]byte(stdout), &sources); err != nil || len(sources) != 1 {
		t.Fatalf("%v: %s", err, stdout)
	}
	seed(t, dir, sources[0].ID, sentence)
	_, stderr, status := verbatim("gaps", "--set", "ours")
	if want := "3 questions with known answers, 1 without an answer, over 2 articles. Left out, because they changed or were voted down: 2."; status != exitDone || !strings.Contains(stderr, want) {
		t.Errorf("status %d, %s, want %q", status, stderr, want)
	}
	questions, err := os.ReadFile(filepath.Join("ours", "questions.jsonl"))
	if err != nil || strings.Count(string(questions), sentence) != 2 || !strings.Contains(string(questions), "The event begins on Sunday.") {
		t.Errorf("%v\n%s", err, questions)
	}
	if stdout, stderr, status := verbatim("eval", "ours", "--no-reader", "--json"); status != exitDone || !strings.Contains(stdout, `"questions":4`) || !strings.Contains(stdout, `"quote_violations":0`) {
		t.Errorf("eval: status %d\n%s%s", status, stdout, stderr)
	}
	if _, stderr, status := verbatim("gaps", "--set", "theirs", "--server", "2"); status != exitDone || !strings.Contains(stderr, "0 questions with known answers, 1 without") {
		t.Errorf("of one server: status %d, %s", status, stderr)
	}
	for _, wrong := range [][]string{{"--set", "ours"}, {"--set", "new", "--json"}, {"--set", "new", "--export"}} {
		if _, stderr, status := verbatim(append([]string{"gaps"}, wrong...)...); status != exitUsage {
			t.Errorf("%q: status %d, %s", wrong, status, stderr)
		}
	}
}

// seed records questions whose answers were voted for, solved it, changed, were voted down, or
// were taught, and two gaps of which one is of a question with a known answer.
func seed(t *testing.T, dir, article, sentence string) {
	t.Helper()
	s, err := store.Open(dir, "bot.db")
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now()
	at := strings.Index("Backups\n\n"+sentence, sentence)
	right, changed := store.RefOf(article, at, sentence), store.RefOf(article, at, "Backups are kept for 60 days.")
	answer := func(key, question string, quote store.Ref, solved int) {
		must(s.SaveAnswer(store.Answer{Key: key, Server: "1", Question: question, Asker: "a", Quotes: []store.Quote{{Ref: quote}}, Solved: solved, At: now}))
	}
	vote := func(key, question string, quote store.Ref, helpful bool) {
		must(s.SaveVote(store.Vote{Answer: key, Voter: store.Person(key), Server: "1", Question: question, Asker: "a", Helpful: helpful, Quote: quote, At: now}))
	}
	answer("K", "How long are backups kept?", right, 0)
	vote("K", "How long are backups kept?", right, true)
	answer("L", "For how many days are there backups?", right, 1)
	answer("M", "How long, then?", changed, 0)
	vote("M", "How long, then?", changed, true)
	vote("N", "Who makes backups?", right, false)
	_, err = s.Teach(store.Lesson{Server: "1", Question: "When is the event?", Text: "The event begins on Sunday.", At: now}, "")
	must(err)
	must(s.AddGap("1", "how long are BACKUPS kept", "r", "a", now))
	must(s.AddGap("2", "Where is lunch?", "r", "a", now))
	must(s.Close())
}
