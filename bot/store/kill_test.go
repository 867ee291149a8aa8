//go:build slow

package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
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
		writeForEver(dir)
		return
	}
	os.Exit(m.Run())
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
