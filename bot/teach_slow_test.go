//go:build slow

package bot_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// TestTaughtSurvives teaches the program itself, and hides a sentence. Both hold after kill -9,
// after a reindex of another corpus, and after a backup was put back.
func TestTaughtSurvives(t *testing.T) {
	discord := discordtest.New(t, discordtest.Options{Timeout: 60 * time.Second})
	data := t.TempDir()
	program := serve(t, discord, data)
	discord.AwaitReady(1)
	r := &rig{t: t, Server: discord, channel: discord.Guild(), member: discord.Person("member")}
	mod := r.moderator()
	learnt := r.teach(mod, festivalQuestion, festivalAnswer)
	wantText(t, learnt.Post, "Asked now, I answer:")
	a := r.ask(shippedQuestion)
	wantText(t, a.Post, "Vladimir Ushakov")
	down := r.press(mod, a.Post, "down/")
	r.press(mod, down.Post, "hide/")
	check := func(when string) {
		t.Helper()
		wantQuote(t, r.ask(festivalQuestion).Post, festivalAnswer)
		if a := r.ask(shippedQuestion); strings.Contains(a.Post.Message.Content, "Vladimir Ushakov") {
			t.Errorf("%s the hidden sentence is quoted: %s", when, a.Post.Message.Content)
		}
	}
	again := func(before func()) {
		t.Helper()
		if err := program.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-program.ended
		before()
		sessions := discord.Identifies()
		program = serve(t, discord, data)
		discord.Until("new session", func() bool { return discord.Identifies() > sessions })
		discord.AwaitReady(1)
	}
	check("at once")
	backup := t.TempDir()
	again(func() {
		err := os.Remove(filepath.Join(data, "bot.sock")) // is left by who is killed, and no file to copy
		if err == nil {
			err = os.CopyFS(backup, os.DirFS(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	check("after kill -9")

	corpus := t.TempDir()
	if err := os.WriteFile(filepath.Join(corpus, "other.md"), []byte("# Soup\n\nThe cook made soup of leeks.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	reindex := exec.Command(program.cmd.Path, "reindex", corpus)
	reindex.Env = append(os.Environ(), "VERBATIM_DATA="+data)
	if out, err := reindex.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	discord.Until("the new index", func() bool { return strings.Contains(r.ask("What did the cook make?").Post.Message.Content, "leeks") })
	check("after a reindex")

	r.press(mod, learnt.Post, "lessondrop/")
	if a := r.ask(festivalQuestion); strings.Contains(a.Post.Message.Content, "third of May") {
		t.Error("what was removed is still quoted")
	}
	again(func() {
		if err := os.RemoveAll(data); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(data, os.DirFS(backup)); err != nil {
			t.Fatal(err)
		}
	})
	check("after a backup was put back")
	program.stop()
}
