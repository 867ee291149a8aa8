//go:build slow

package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// childDir names the directory in which this test binary, started again by TestKill,
// writes records until it is killed.
const childDir = "VERBATIM_STORE_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if os.Getenv(childForgets) != "" {
			forgetForEver(dir)
		}
		writeForEver(dir)
		return
	}
	os.Exit(m.Run())
}

// childForgets has that process delete what it writes.
const childForgets = "VERBATIM_STORE_TEST_FORGETS"

// forgetForEver lets one person after the other ask something and have it deleted, and prints
// what was acknowledged, while somebody else's records come in between.
func forgetForEver(dir string) {
	s, err := Open(dir, "bot.db")
	for i := 0; err == nil; i++ {
		id := fmt.Sprintf("%d-%d", os.Getpid(), i)
		me := s.Person(id)
		question := "What of the plum-" + id + "-plum?"
		err = errors.Join(
			s.SaveAnswer(Answer{Key: id, Question: question, Asker: me, At: time.Now()}),
			s.SaveVote(Vote{Answer: id, Voter: "v", Asker: me, Question: question, At: time.Now()}),
			s.AddGap("1", question, "r", me, time.Now()), s.PublishGaps(),
			s.SaveAnswer(Answer{Key: "kept " + id, Question: "q", Asker: "other", At: time.Now()}),
		)
		fmt.Println("kept", id)
		if _, forgetting := s.Forget(me); forgetting != nil {
			err = errors.Join(err, forgetting)
		}
		fmt.Println("forgot", id)
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// TestKillWhileForgetting kills a process that deletes, 20 times at random points: nothing of
// what it said was deleted is there, and everything else is.
func TestKillWhileForgetting(t *testing.T) {
	t.Setenv(childForgets, "1")
	dir := t.TempDir()
	forgotten, kept := map[string]bool{}, map[string]bool{}
	for range 20 {
		for _, line := range killAfter(t, dir, time.Duration(20+rand.IntN(200))*time.Millisecond) {
			kind, id, _ := strings.Cut(line, " ")
			switch kind {
			case "forgot":
				forgotten[id] = true
			case "kept":
				kept[id] = true
			default:
				t.Fatalf("the child said %q", line)
			}
		}
		s, err := Open(dir, "bot.db")
		must(t, err)
		must(t, s.PublishGaps())
		for id := range kept {
			if _, ok, err := s.Answer("kept " + id); !ok || err != nil {
				t.Fatalf("the other record of %s is gone, %v", id, err)
			}
		}
		must(t, s.Close())
		entries, err := os.ReadDir(dir)
		must(t, err)
		for _, e := range entries {
			if e.IsDir() {
				continue
			}
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			must(t, err)
			for id := range forgotten {
				if bytes.Contains(data, []byte("plum-"+id+"-plum")) {
					t.Fatalf("%s is still in %s", id, e.Name())
				}
			}
		}
	}
	t.Logf("%d deletions acknowledged before 20 kills", len(forgotten))
}

// writeForEver writes records from several goroutines and prints what was acknowledged.
func writeForEver(dir string) {
	s, err := Open(dir, "bot.db")
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	var out sync.Mutex
	acknowledge := func(kind, key string, err error) {
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		out.Lock()
		defer out.Unlock()
		fmt.Println(kind, key)
	}
	for w := range 4 {
		go func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("%d-%d-%d", os.Getpid(), w, i)
				acknowledge("answer", key, s.SaveAnswer(Answer{Key: key, Question: "q", Asked: "m" + key, Message: "a" + key, At: time.Now()}))
				acknowledge("vote", key, s.SaveVote(Vote{Answer: key, Voter: "p", At: time.Now()}))
				acknowledge("gap", "gap "+key, s.AddGap("1", "gap "+key, "r", "p", time.Now()))
				_, err := s.ChangeSettings(key, func(v *Settings) { v.Private = true })
				acknowledge("settings", key, err)
				_, err = s.Teach(Lesson{Server: key, Question: "q", Text: "t", At: time.Now()}, "")
				acknowledge("lesson", key, err)
				acknowledge("hidden", key, s.Hide(Hidden{Server: key, Sentence: "s", At: time.Now()}))
			}
		}()
	}
	select {}
}

// TestKill kills a process that writes, 20 times at random points: what it had
// acknowledged is there afterwards, and the store opens.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	for range 20 {
		for _, line := range killAfter(t, dir, time.Duration(50+rand.IntN(400))*time.Millisecond) {
			acknowledged[line] = true
		}
	}
	s, err := Open(dir, "bot.db")
	must(t, err)
	defer s.Close()
	gaps, err := s.Gaps("1")
	must(t, err)
	have := map[string]bool{}
	for _, g := range gaps {
		have[g.Question] = true
	}
	lost := 0
	for line := range acknowledged {
		kind, key, _ := strings.Cut(line, " ")
		ok := false
		switch kind {
		case "answer":
			_, ok, err = s.AnswerTo("m" + key)
		case "vote":
			ok = true // counted below
		case "gap":
			ok = have[key]
		case "settings":
			var v Settings
			v, err = s.Settings(key)
			ok = v.Private
		case "lesson":
			var all []Lesson
			all, err = s.Lessons(key)
			ok = len(all) == 1 && all[0].Text == "t"
		case "hidden":
			var all []Hidden
			all, err = s.Hidden(key)
			ok = len(all) == 1 && all[0].Sentence == "s"
		default:
			t.Fatalf("the child said %q", line)
		}
		if err != nil || !ok {
			lost++
		}
	}
	votes := len(exported[Vote](t, s, "vote"))
	want := 0
	for line := range acknowledged {
		if strings.HasPrefix(line, "vote ") {
			want++
		}
	}
	if lost > 0 || votes < want {
		t.Errorf("of %d acknowledged records %d are lost, and %d of %d votes are there", len(acknowledged), lost, votes, want)
	}
	t.Logf("%d records acknowledged before 20 kills, none lost", len(acknowledged))
}

// killAfter lets a child write for a while, kills it, and returns what it acknowledged.
func killAfter(t *testing.T, dir string, d time.Duration) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	var lines []string
	scanned := make(chan struct{})
	started := make(chan struct{})
	go func() {
		defer close(scanned)
		for in := bufio.NewScanner(out); in.Scan(); {
			if len(lines) == 0 {
				close(started)
			}
			lines = append(lines, in.Text())
		}
	}()
	select {
	case <-started:
	case <-time.After(20 * time.Second):
		t.Error("the child wrote nothing within 20 s")
	}
	time.Sleep(d)
	must(t, cmd.Process.Kill())
	<-scanned
	cmd.Wait() //nolint:errcheck // it was killed
	if n := len(lines); n > 0 && !strings.Contains(lines[n-1], "-") {
		lines = lines[:n-1] // cut off by the kill
	}
	return lines
}
