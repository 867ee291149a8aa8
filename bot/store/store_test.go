package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var day = time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir(), "bot.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestSettings(t *testing.T) {
	s := open(t)
	got, err := s.Settings("1")
	must(t, err)
	if d := cmp.Diff(Settings{}, got); d != "" {
		t.Errorf("a server without settings has %s", d)
	}
	_, err = s.ChangeSettings("1", func(v *Settings) { v.Level = "eager"; v.AskChannels = []string{"7"} })
	must(t, err)
	_, err = s.ChangeSettings("1", func(v *Settings) { v.Private = true })
	must(t, err)
	got, err = s.Settings("1")
	must(t, err)
	want := Settings{Level: "eager", AskChannels: []string{"7"}, Private: true}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("settings (-want +got):\n%s", d)
	}
	other, err := s.Settings("2")
	must(t, err)
	if d := cmp.Diff(Settings{}, other); d != "" {
		t.Errorf("another server's settings leak: %s", d)
	}
}

func TestAnswerIsFoundByKeyAndMessages(t *testing.T) {
	s := open(t)
	a := Answer{Key: "K", Channel: "9", Question: "who?", Asker: s.Person("5"), Asked: "10", Message: "11", Quotes: []Quote{{Ref: Ref{Article: "a", Start: 1, End: 2, Sum: 3}, Text: "x"}}, At: day}
	must(t, s.SaveAnswer(a))
	for name, find := range map[string]func() (Answer, bool, error){
		"key":      func() (Answer, bool, error) { return s.Answer("K") },
		"question": func() (Answer, bool, error) { return s.AnswerTo("10") },
		"message":  func() (Answer, bool, error) { return s.AnswerIn("11") },
	} {
		got, ok, err := find()
		if err != nil || !ok {
			t.Fatalf("by %s: found %t, error %v", name, ok, err)
		}
		if d := cmp.Diff(a, got); d != "" {
			t.Errorf("by %s (-want +got):\n%s", name, d)
		}
	}
	must(t, s.DropAnswer("K"))
	must(t, s.DropAnswer("K"))
	for name, find := range map[string]func(string) (Answer, bool, error){"K": s.Answer, "10": s.AnswerTo, "11": s.AnswerIn} {
		if _, ok, err := find(name); ok || err != nil {
			t.Errorf("%s is still found, error %v", name, err)
		}
	}
}

func TestVoteIsReplacedAndKeepsItsReason(t *testing.T) {
	s := open(t)
	v := Vote{Answer: "K", Voter: s.Person("5"), Helpful: false, Question: "who?", At: day}
	must(t, s.SaveVote(v))
	v.Reason = "wrong year"
	must(t, s.SaveVote(v))
	v.Reason = ""
	must(t, s.SaveVote(v))
	votes := exported[Vote](t, s, "vote")
	if len(votes) != 1 || votes[0].Reason != "wrong year" {
		t.Errorf("votes are %+v, want one with its reason", votes)
	}
	v.Helpful = true
	must(t, s.SaveVote(v))
	if votes := exported[Vote](t, s, "vote"); len(votes) != 1 || !votes[0].Helpful || votes[0].Reason != "" {
		t.Errorf("votes are %+v, want one, helpful and without a reason", votes)
	}
}

// TestAnswerIsFoundBeforeItIsWritten holds the disk up: what was handed over is there all the
// same, and what comes later counts.
func TestAnswerIsFoundBeforeItIsWritten(t *testing.T) {
	s := open(t)
	free, written := make(chan struct{}), make(chan error, 3)
	s.writer.submit(func(*transaction) error { <-free; return nil }, func(error) {})
	done := func(err error) { written <- err }
	a := Answer{Key: "K", Question: "who?", Asked: "10", At: day}
	s.SaveAnswerLater(a, done)
	if got, ok, err := s.Answer("K"); !ok || err != nil || got.Question != "who?" {
		t.Errorf("the answer is %+v, %t, %v", got, ok, err)
	}
	if _, ok, _ := s.AnswerTo("10"); ok {
		t.Error("an answer that was not sent yet is found by its question")
	}
	a.Message = "11"
	s.SaveAnswerLater(a, done)
	s.Join("7", day, done)
	for name, find := range map[string]func() (Answer, bool, error){
		"key":      func() (Answer, bool, error) { return s.Answer("K") },
		"question": func() (Answer, bool, error) { return s.AnswerTo("10") },
		"message":  func() (Answer, bool, error) { return s.AnswerIn("11") },
	} {
		if got, ok, err := find(); !ok || err != nil || got.Message != "11" {
			t.Errorf("by %s: %+v, %t, %v", name, got, ok, err)
		}
	}
	if joined, err := s.Joined("7"); !joined || err != nil {
		t.Errorf("the channel is joined: %t, %v", joined, err)
	}
	close(free)
	for range 3 {
		must(t, <-written)
	}
	if n := len(s.unwritten.at); n != 0 {
		t.Errorf("%d values still count as unwritten", n)
	}
	if got, ok, err := s.AnswerIn("11"); !ok || err != nil || got.Key != "K" {
		t.Errorf("on disk: %+v, %t, %v", got, ok, err)
	}
}

func TestGapsComeMostAskedFirst(t *testing.T) {
	s := open(t)
	ask := func(server, question, user string, at time.Time) {
		t.Helper()
		must(t, s.AddGap(server, question, "nothing close", s.Person(user), at))
	}
	ask("1", "How old is the moon?", "5", day)
	ask("1", "What is love?", "5", day)
	ask("1", "  what IS love ", "6", day.Add(time.Hour))
	ask("2", "What is love?", "5", day)
	ask("1", "?!", "5", day)
	gaps, err := s.Gaps("1")
	must(t, err)
	var got []string
	for _, g := range gaps {
		got = append(got, g.Question)
	}
	if d := cmp.Diff([]string{"  what IS love ", "How old is the moon?"}, got); d != "" {
		t.Fatalf("gaps (-want +got):\n%s", d)
	}
	if g := gaps[0]; g.Count != 2 || len(g.Askers) != 2 || !g.First.Equal(day) || !g.Last.Equal(day.Add(time.Hour)) {
		t.Errorf("the gap is %+v, want two askers, the first and the last time", g)
	}
	must(t, s.DropGap("1", gaps[0].ID))
	if gaps, err = s.Gaps("1"); err != nil || len(gaps) != 1 {
		t.Errorf("after dropping one gap there are %d, error %v", len(gaps), err)
	}
	if gaps, err = s.Gaps("2"); err != nil || len(gaps) != 1 {
		t.Errorf("the other server has %d gaps, error %v", len(gaps), err)
	}
}

func TestForgetDeletesOnePerson(t *testing.T) {
	s := open(t)
	me, other := s.Person("5"), s.Person("6")
	must(t, s.SaveAnswer(Answer{Key: "A", Question: "mine", Asker: me, Asked: "10", At: day}))
	must(t, s.SaveAnswer(Answer{Key: "B", Question: "theirs", Asker: other, At: day}))
	must(t, s.SaveVote(Vote{Answer: "B", Voter: me, At: day}))
	must(t, s.SaveVote(Vote{Answer: "A", Voter: other, At: day}))
	must(t, s.AddGap("1", "only mine", "r", me, day))
	must(t, s.AddGap("1", "shared", "r", me, day))
	must(t, s.AddGap("1", "shared", "r", other, day))
	if n, err := s.Count(me); err != nil || n != 4 {
		t.Errorf("Count is %d, %v; want 4", n, err)
	}
	if n, err := s.Forget(me); err != nil || n != 4 {
		t.Errorf("Forget returned %d, %v; want 4", n, err)
	}
	if n, err := s.Count(me); err != nil || n != 0 {
		t.Errorf("after Forget, Count is %d, %v", n, err)
	}
	var out bytes.Buffer
	must(t, s.Export(&out))
	if strings.Contains(out.String(), string(me)) || strings.Contains(out.String(), "mine") {
		t.Errorf("something is left:\n%s", &out)
	}
	if n, err := s.Count(other); err != nil || n != 3 {
		t.Errorf("the other person has %d records, %v; want 3", n, err)
	}
}

func TestPurgeDropsWhatIsOld(t *testing.T) {
	s := open(t)
	for i, at := range []time.Time{day, day.Add(48 * time.Hour)} {
		key := string(rune('A' + i))
		must(t, s.SaveAnswer(Answer{Key: key, Question: "q" + key, Asker: "p", Asked: "1" + key, At: at}))
		must(t, s.SaveVote(Vote{Answer: key, Voter: "p", At: at}))
		must(t, s.AddGap("1", "gap "+key, "r", "p", at))
		joined := make(chan error, 1)
		s.Join("thread"+key, at, func(err error) { joined <- err })
		must(t, <-joined)
	}
	_, err := s.ChangeSettings("1", func(v *Settings) { v.Private = true })
	must(t, err)
	if n, err := s.Purge(day.Add(24 * time.Hour)); err != nil || n != 5 { // with what was counted on that day
		t.Errorf("Purge returned %d, %v; want 5", n, err)
	}
	if n, err := s.Count("p"); err != nil || n != 3 {
		t.Errorf("%d records are left, %v; want 3", n, err)
	}
	for thread, want := range map[string]bool{"threadA": false, "threadB": true} {
		if in, err := s.Joined(thread); err != nil || in != want {
			t.Errorf("Joined(%s) is %t, %v", thread, in, err)
		}
	}
	if v, err := s.Settings("1"); err != nil || !v.Private {
		t.Errorf("settings were purged: %+v, %v", v, err)
	}
}

func TestPersonIsKeyed(t *testing.T) {
	a, b := open(t), open(t)
	first, again := a.Person("5"), a.Person("5")
	if first != again || first == a.Person("6") {
		t.Error("a person must be the same every time and differ from others")
	}
	if a.Person("5") == b.Person("5") {
		t.Error("two stores give the same hash: it is not keyed")
	}
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, "bot.db")
	must(t, err)
	p := s.Person("5")
	must(t, s.SaveAnswer(Answer{Key: "K", Question: "q", Asker: p, At: day}))
	must(t, s.Close())
	s, err = Open(dir, "bot.db")
	must(t, err)
	defer s.Close()
	if _, ok, err := s.Answer("K"); !ok || err != nil {
		t.Errorf("the answer is gone, error %v", err)
	}
	if s.Person("5") != p {
		t.Error("the key changed")
	}
	for _, name := range []string{"bot.db", "bot.key"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, error %v; want only its owner to read it", name, info.Mode(), err)
		}
	}
	if _, err := Open(dir, "bot.db"); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("a second Open returned %v, want an error that says it is in use", err)
	}
}

func TestOpenRefusesWhatItCannotUse(t *testing.T) {
	t.Run("short key", func(t *testing.T) {
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, "bot.key"), []byte("short"), 0o600))
		if _, err := Open(dir, "bot.db"); err == nil || !strings.Contains(err.Error(), "bot.key") {
			t.Errorf("error is %v, want one that names the file", err)
		}
	})
	t.Run("no database", func(t *testing.T) {
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, "bot.db"), bytes.Repeat([]byte("rubbish "), 4096), 0o600))
		if _, err := Open(dir, "bot.db"); err == nil || !strings.Contains(err.Error(), "bot.db") {
			t.Errorf("error is %v, want one that names the file", err)
		}
	})
}

// exported returns the records of one kind in the export.
func exported[T any](t *testing.T, s *Store, kind string) []T {
	t.Helper()
	var out bytes.Buffer
	must(t, s.Export(&out))
	var records []T
	for d := json.NewDecoder(&out); d.More(); {
		var line struct {
			Kind   string
			Record json.RawMessage
		}
		must(t, d.Decode(&line))
		if line.Kind != kind {
			continue
		}
		var r T
		must(t, json.Unmarshal(line.Record, &r))
		records = append(records, r)
	}
	return records
}

func TestExportServer(t *testing.T) {
	s := open(t)
	must(t, s.SaveVote(Vote{Answer: "K", Voter: "p", Server: "1", Question: "mine <b>", At: day}))
	must(t, s.SaveVote(Vote{Answer: "L", Voter: "p", Server: "2", Question: "theirs", At: day}))
	must(t, s.AddGap("1", "gap here", "r", "p", day))
	must(t, s.AddGap("2", "gap there", "r", "p", day))
	must(t, s.SaveAnswer(Answer{Key: "K", Server: "1", Question: "answered", At: day}))
	var out bytes.Buffer
	must(t, s.ExportServer(&out, "1"))
	got := out.String()
	if strings.Count(got, "\n") != 2 || !strings.Contains(got, "mine <b>") || !strings.Contains(got, "gap here") {
		t.Errorf("the export is:\n%s", got)
	}
}

func TestPublishedGapsCanBeReadWhileTheStoreIsOpen(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, "bot.db")
	must(t, err)
	defer s.Close()
	if gaps, err := ReadGaps(dir); err != nil || len(gaps) != 0 {
		t.Errorf("before there are any, ReadGaps returns %d, %v", len(gaps), err)
	}
	must(t, s.AddGap("1", "once", "r", "p", day))
	must(t, s.AddGap("2", "twice", "r", "p", day))
	must(t, s.AddGap("2", "Twice?", "r", "p", day))
	must(t, s.PublishGaps())
	must(t, s.PublishGaps())
	gaps, err := ReadGaps(dir)
	must(t, err)
	if len(gaps) != 2 || gaps[0].Question != "Twice?" || gaps[0].Count != 2 || gaps[1].Question != "once" {
		t.Errorf("gaps are %+v", gaps)
	}
	must(t, os.WriteFile(filepath.Join(dir, "x.gaps.jsonl"), []byte("{rubbish"), 0o600))
	if _, err := ReadGaps(dir); err == nil || !strings.Contains(err.Error(), "x.gaps.jsonl") {
		t.Errorf("rubbish gives %v, want an error that names the file", err)
	}
}

// TestGapsArePublishedWhenTheyHaveChanged also by forgetting who asked.
func TestGapsArePublishedWhenTheyHaveChanged(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, "bot.db")
	must(t, err)
	defer s.Close()
	must(t, s.AddGap("1", "once", "r", "p", day))
	must(t, s.PublishGaps())
	must(t, os.Remove(filepath.Join(dir, "bot.gaps.jsonl")))
	must(t, s.PublishGaps())
	if _, err := os.Stat(filepath.Join(dir, "bot.gaps.jsonl")); err == nil {
		t.Error("what has not changed was written again")
	}
	_, err = s.Forget("p")
	must(t, err)
	must(t, s.PublishGaps())
	if gaps, err := ReadGaps(dir); err != nil || len(gaps) != 0 {
		t.Errorf("after forgetting, the gaps are %+v, %v", gaps, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "bot.gaps.jsonl")); err != nil {
		t.Error("the change was not published")
	}
}
