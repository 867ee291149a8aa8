package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// secret stands in everything that one person had the bot remember, in any case of letters.
const secret = "pear-tree"

// holders returns the files below a folder that hold the secret.
func holders(t *testing.T, dir string) (found []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(bytes.ToLower(data), []byte(secret)) || bytes.Contains(bytes.ToLower(data), []byte("pear tree")) {
			found = append(found, path)
		}
		return err
	}))
	return found
}

// confide lets the person "5" ask about the secret in every way: with an answer that two
// others vote on, and without one, alone and where others have asked much the same.
func confide(t *testing.T, s *Store) {
	t.Helper()
	me, other := s.Person("5"), s.Person("6")
	a := Answer{
		Key: "A", Server: "1", Question: "Where is the " + secret + "?", Others: []string{"Whose " + secret + " is it?"},
		Asker: me, Asked: "10", Message: "11", At: day,
	}
	must(t, s.SaveAnswer(a))
	for _, voter := range []Person{me, other, s.Person("7")} {
		must(t, s.SaveVote(Vote{Answer: "A", Voter: voter, Server: "1", Question: a.Question, Asker: me, At: day}))
	}
	must(t, s.AddGap("1", "May I sell the "+secret+"?", "r", me, day))
	must(t, s.AddGap("1", "how old is the moon", "r", other, day))
	must(t, s.AddGap("1", "How OLD is the MOON?!", "r", me, day))
	must(t, s.PublishGaps())
}

func reopen(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir, "bot.db")
	must(t, err)
	return s
}

// copyTree copies the files below a folder over those below another, as a backup and its
// restoring do.
func copyTree(t *testing.T, to, from string) {
	t.Helper()
	must(t, filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o600)
	}))
}

func TestForgetLeavesNoByteInTheDataFolder(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	confide(t, s)
	if len(holders(t, dir)) == 0 {
		t.Fatal("the secret was never on disk: this test shows nothing")
	}
	if n, err := s.Forget(s.Person("5")); err != nil || n != 6 {
		t.Errorf("Forget returned %d, %v; want an answer, three votes and two gaps", n, err)
	}
	if found := holders(t, dir); found != nil {
		t.Errorf("the running bot still holds it in %q", found)
	}
	var out bytes.Buffer
	must(t, s.Export(&out))
	if strings.Contains(out.String(), secret) || strings.Contains(out.String(), string(s.Person("5"))) {
		t.Errorf("the export is:\n%s", &out)
	}
	if votes := exported[Vote](t, s, "vote"); len(votes) != 2 {
		t.Errorf("%d votes of others are left, want 2", len(votes))
	}
	gaps, err := s.Gaps("1")
	if err != nil || len(gaps) != 1 || gaps[0].Question != "how old is the moon" || gaps[0].Count != 2 {
		t.Errorf("the shared gap is %+v, %v; want the words that both have asked", gaps, err)
	}
	must(t, s.Close())
	if found := holders(t, dir); found != nil {
		t.Errorf("after the end it is in %q", found)
	}
}

func TestForgetIsObeyedByARestoredBackup(t *testing.T) {
	dir, backup := t.TempDir(), t.TempDir()
	s := reopen(t, dir)
	confide(t, s)
	must(t, s.Close())
	copyTree(t, backup, dir)

	s = reopen(t, dir)
	_, err := s.Forget(s.Person("5"))
	must(t, err)
	must(t, s.SaveAnswer(Answer{Key: "B", Question: "asked later", Asker: s.Person("5"), At: day}))
	must(t, s.Close())
	s = reopen(t, dir)
	if _, ok, err := s.Answer("B"); !ok || err != nil {
		t.Errorf("what was asked after the deletion is gone, too: %v", err)
	}
	must(t, s.Close())

	for range 2 { // a backup can be restored more than once
		copyTree(t, dir, backup)
		if len(holders(t, dir)) == 0 {
			t.Fatal("the backup does not hold the secret: this test shows nothing")
		}
		s = reopen(t, dir)
		if n, err := s.Count(s.Person("5")); n != 0 || err != nil {
			t.Errorf("a restored store has %d records, %v", n, err)
		}
		if found := holders(t, dir); found != nil {
			t.Errorf("a restored store holds it in %q", found)
		}
		if n, err := s.Count(s.Person("6")); n != 2 || err != nil {
			t.Errorf("of others there are %d records, %v; want 2", n, err)
		}
		must(t, s.Close())
	}
}

func TestForgetReachesTheOtherProcessesOfABot(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	defer s.Close()
	other, err := Open(dir, "bot-1-of-2.db")
	must(t, err)
	defer other.Close()
	confide(t, other)
	_, err = s.Forget(s.Person("5"))
	must(t, err)
	must(t, other.Obey())
	must(t, other.Sweep())
	if found := holders(t, dir); found != nil {
		t.Errorf("it is still in %q", found)
	}
	if n, err := other.Count(other.Person("6")); n != 2 || err != nil {
		t.Errorf("of others there are %d records, %v; want 2", n, err)
	}
}

// TestForgetReachesStoresThatNobodyUses: a bot was spread over more processes once, somebody
// made a copy, and something else has such a name.
func TestForgetReachesStoresThatNobodyUses(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"bot.db", "bot-1-of-3.db"} {
		s, err := Open(dir, name)
		must(t, err)
		confide(t, s)
		must(t, s.Close())
	}
	data, err := os.ReadFile(filepath.Join(dir, "bot.db"))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "bot-copy.db"), data, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "bot-notes.db"), bytes.Repeat([]byte("not a store "), 1000), 0o600))
	s := reopen(t, dir)
	defer s.Close()
	_, err = s.Forget(s.Person("5"))
	must(t, err)
	if found := holders(t, dir); found != nil {
		t.Errorf("it is still in %q", found)
	}
	if n, err := s.Purge(day.Add(time.Hour)); err != nil || n != 9 {
		t.Errorf("Purge deleted %d records, %v; want three of each store", n, err)
	}
}

// TestForgetAfterAKill leaves off at each step of a deletion; the next start completes it.
func TestForgetAfterAKill(t *testing.T) {
	for name, begin := range map[string]func(*Store) error{
		"after the mark": func(s *Store) error {
			_, err := s.leave(mark{Person: s.Person("5")})
			return err
		},
		"before the rewrite": func(s *Store) error {
			_, err := s.delete(mark{Person: s.Person("5")})
			return err
		},
		"in the rewrite": func(s *Store) error {
			_, err := s.delete(mark{Person: s.Person("5")})
			copied := s.file.copyTo(s.file.path + rewriteSuffix)
			left := os.WriteFile(s.file.gaps()+newSuffix, []byte(secret), 0o600)
			for _, e := range []error{copied, left} {
				if err == nil {
					err = e
				}
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := reopen(t, dir)
			confide(t, s)
			must(t, begin(s))
			s.writer.close()
			must(t, s.file.close())
			s = reopen(t, dir)
			must(t, s.PublishGaps())
			if found := holders(t, dir); found != nil {
				t.Errorf("it is still in %q", found)
			}
			must(t, s.Close())
		})
	}
}

func TestRetractTakesTheQuestionAlong(t *testing.T) {
	dir, backup := t.TempDir(), t.TempDir()
	s := reopen(t, dir)
	me := s.Person("5")
	ask := func(key string) {
		t.Helper()
		must(t, s.SaveAnswer(Answer{Key: key, Server: "1", Question: "Who sells the " + secret + "?", Asker: me, Asked: "1" + key, Silent: true, At: day}))
		must(t, s.AddGap("1", "Who sells the "+secret+"?", "r", me, day))
	}
	ask("A")
	ask("B")
	must(t, s.SaveVote(Vote{Answer: "A", Voter: "v", Question: "Who sells the " + secret + "?", Asker: me, At: day}))
	must(t, s.Retract("A"))
	if gaps, err := s.Gaps("1"); err != nil || len(gaps) != 1 {
		t.Errorf("asked elsewhere, too, the gap is %+v, %v", gaps, err)
	}
	if votes := exported[Vote](t, s, "vote"); len(votes) != 1 || votes[0].Question != "" {
		t.Errorf("the vote is %+v, want one without the question", votes)
	}
	must(t, s.Close())
	copyTree(t, backup, dir)
	for _, from := range []string{"", backup} {
		if from != "" {
			copyTree(t, dir, from)
		}
		s = reopen(t, dir)
		if from == "" {
			must(t, s.Retract("B"))
			must(t, s.Sweep())
		}
		if found := holders(t, dir); found != nil {
			t.Errorf("restored from %q it is in %q", from, found)
		}
		must(t, s.Close())
	}
}

// lend lets two others ask on in turn where the person "5" has asked, so that both are understood
// by those words: with an answer that somebody votes on, and without one.
func lend(t *testing.T, s *Store) {
	t.Helper()
	me := s.Person("5")
	must(t, s.SaveAnswer(Answer{Key: "A", Server: "1", Question: "Where is the " + secret + "?", Asker: me, Message: "11", At: day}))
	lent := []Loan{{Answer: "A", Asker: me}}
	for _, key := range []string{"B", "C"} {
		b := Answer{
			Key: key, Server: "1", Question: "and since when?", Understood: "Since when is the " + secret + " " + key + "?",
			Lent: lent, Asker: s.Person("6"), Silent: true, At: day,
		}
		must(t, s.SaveAnswer(b))
		must(t, s.SaveVote(Vote{Answer: key, Voter: s.Person("7"), Server: "1", Question: b.Asks(), Asker: b.Asker, Lenders: b.Lenders(), At: day}))
		must(t, s.AddGap("1", b.Asks(), "r", b.Asker, day, b.Lenders()...))
		lent = append(slices.Clone(lent), Loan{Answer: key, Asker: b.Asker})
	}
}

func TestDeletionReachesWhatWasUnderstoodByIt(t *testing.T) {
	for name, remove := range map[string]func(*Store) error{
		"the person":   func(s *Store) error { _, err := s.Forget(s.Person("5")); return err },
		"the question": func(s *Store) error { return errors.Join(s.Retract("A"), s.Sweep()) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := reopen(t, dir)
			defer s.Close()
			lend(t, s)
			must(t, remove(s))
			if found := holders(t, dir); found != nil {
				t.Errorf("it is in %q", found)
			}
			for _, key := range []string{"B", "C"} {
				if a, ok, err := s.Answer(key); err != nil || !ok || a.Asks() != "and since when?" {
					t.Errorf("the answer to another became %+v, %v, %v", a, ok, err)
				}
			}
			if votes := exported[Vote](t, s, "vote"); len(votes) != 2 {
				t.Errorf("%d votes are left, want 2", len(votes))
			}
		})
	}
}

// TestPurgeLeavesNoByte, nor marks that nobody needs any more.
func TestPurgeLeavesNoByte(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	defer s.Close()
	confide(t, s)
	_, err := s.Forget(s.Person("9"))
	must(t, err)
	_, err = s.Purge(day.Add(time.Hour))
	must(t, err)
	must(t, s.Sweep())
	if found := holders(t, dir); found != nil {
		t.Errorf("it is still in %q", found)
	}
	if names, err := markNames(dir); err != nil || len(names) != 1 {
		t.Errorf("a new mark became %q, %v", names, err)
	}
	_, err = s.Purge(time.Now().Add(time.Hour))
	must(t, err)
	if names, err := markNames(dir); err != nil || len(names) != 0 {
		t.Errorf("an old mark became %q, %v", names, err)
	}
}

// TestVotesFromBeforeAskersWereKept get them, or lose the question where nobody knows whose
// it was.
func TestVotesFromBeforeAskersWereKept(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	must(t, s.SaveAnswer(Answer{Key: "A", Question: "q", Asker: "me", At: day}))
	must(t, s.SaveVote(Vote{Answer: "A", Voter: "v", Question: "q", At: day}))
	must(t, s.SaveVote(Vote{Answer: "gone", Voter: "v", Question: secret, At: day}))
	must(t, s.Close())
	s = reopen(t, dir)
	defer s.Close()
	for _, v := range exported[Vote](t, s, "vote") {
		if want := map[string]Person{"A": "me"}[v.Answer]; v.Asker != want || (v.Question == "") != (want == "") {
			t.Errorf("a vote became %+v", v)
		}
	}
	if found := holders(t, dir); found != nil {
		t.Errorf("it is still in %q", found)
	}
}

// TestRewriteKeepsEverythingElse while others read and write.
func TestRewriteKeepsEverythingElse(t *testing.T) {
	s := open(t)
	done := make(chan error)
	go func() {
		var err error
		for i := 0; i < 200 && err == nil; i++ {
			if err = s.SaveAnswer(Answer{Key: string(rune('A' + i)), At: day}); err == nil {
				_, _, err = s.Answer("A")
			}
		}
		done <- err
	}()
	for range 10 {
		_, err := s.Forget("nobody")
		must(t, err)
	}
	must(t, <-done)
	if n := len(exported[Answer](t, s, "answer")); n != 200 {
		t.Errorf("%d of 200 answers are left", n)
	}
}

// TestRewriteThatFails leaves the store as it is, and is made up for.
func TestRewriteThatFails(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	defer s.Close()
	confide(t, s)
	inTheWay := s.file.path + rewriteSuffix
	must(t, os.MkdirAll(filepath.Join(inTheWay, "x"), 0o700))
	if _, err := s.Forget(s.Person("5")); err == nil {
		t.Error("nobody is told that the bytes are still there")
	}
	if n, err := s.Count(s.Person("5")); n != 0 || err != nil {
		t.Errorf("%d records are left, %v", n, err)
	}
	must(t, os.RemoveAll(inTheWay))
	must(t, s.Sweep())
	if found := holders(t, dir); found != nil {
		t.Errorf("it is still in %q", found)
	}
	if n, err := s.Count(s.Person("6")); n != 2 || err != nil {
		t.Errorf("of others there are %d records, %v; want 2", n, err)
	}
}

// TestOpenFileThatWasReplaced is what somebody has in hand who waited for a store while it
// was rewritten.
func TestOpenFileThatWasReplaced(t *testing.T) {
	s := open(t)
	f, err := os.Open(s.file.path)
	must(t, err)
	defer f.Close()
	if !isStill(f, s.file.path) {
		t.Error("the file counts as replaced before it is")
	}
	must(t, s.writer.write(func(tx *transaction) error { return soil(tx) }))
	must(t, s.Sweep())
	if isStill(f, s.file.path) {
		t.Error("the replaced file counts as the one that is there")
	}
}

func TestMarkThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(dir, marksFolder), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, marksFolder, "x.json"), []byte("{"), 0o600))
	if _, err := Open(dir, "bot.db"); err == nil || !strings.Contains(err.Error(), "x.json") {
		t.Errorf("error is %v, want one that names the file", err)
	}
}
