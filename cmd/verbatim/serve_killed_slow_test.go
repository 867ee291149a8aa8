//go:build opensearch && slow

package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// spawn starts the serve of a shard in a process of its own, on a machine that has never seen it.
func (f *fleet) spawn(shard int) *exec.Cmd {
	f.t.Helper()
	program, err := os.Executable() // of the tests, which is the program under its name
	dir := f.t.TempDir()
	if err == nil {
		err = os.Symlink(program, dir+"/verbatim")
	}
	cmd := exec.Command(dir+"/verbatim", "serve", "--no-reader", "--shard-count", "2", "--shard-id", fmt.Sprint(shard))
	log := new(syncBuffer)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	cmd.Env = append(slices.Concat(os.Environ(), f.env), "VERBATIM_DATA="+dir+"/data")
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if f.t.Failed() {
			f.t.Logf("serve of shard %d said:\n%s", shard, log)
		}
	})
	return cmd
}

// TestBotKilledOnCluster kills a bot with SIGKILL while people ask, and starts another on a machine that has never seen it: every question is
// answered, and one answer is seen to each.
func TestBotKilledOnCluster(t *testing.T) {
	f := newFleet(t)
	first := f.spawn(0)
	f.spawn(1)
	f.discord.AwaitReady(2)
	people := f.ask(50 * time.Millisecond)
	people.more(int64(8 * time.Second / (50 * time.Millisecond))) // so that there is a note
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	people.more(10)
	began := time.Now()
	f.spawn(0)
	f.discord.AwaitReady(2)
	t.Logf("the other is connected after %v", time.Since(began).Round(time.Second))
	people.end(f)
	again := 0
	for _, p := range people.places {
		if n := len(f.discord.Posts(p)); n != 1 {
			t.Errorf("%d answers to one question", n)
		}
		if len(f.discord.Requests("POST", "/channels/"+p.ChannelID+"/messages")) > 1 {
			again++
		}
	}
	t.Logf("%d questions were asked, %d of them answered by both, of whose answers Discord took the first; %d sessions begun", len(people.places), again, f.discord.Identifies())
}
