package bot_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// build compiles the program once for a test.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "verbatim")
	out, err := exec.Command("go", "build", "-o", program, "verbatim/cmd/verbatim").CombinedOutput()
	if err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	return program
}

// shippedQuestion is answered by the article that the program ships with.
const shippedQuestion = "Who heads Moscow’s delegation?"

// TestBuiltProgram drives the program itself, as its owner starts it, against a Discord
// on loopback, with the article that it ships with.
func TestBuiltProgram(t *testing.T) {
	program := build(t)
	discord := discordtest.New(t, discordtest.Options{Timeout: 60 * time.Second})
	home := t.TempDir()
	cmd := exec.Command(program, "serve")
	cmd.Dir = home
	cmd.Env = append(os.Environ(),
		"DISCORD_TOKEN="+discordtest.Token, "VERBATIM_DISCORD_API="+discord.API(), "VERBATIM_DATA="+filepath.Join(home, "data"))
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the program said:\n%s", &log)
		}
	})
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	defer cmd.Process.Kill() //nolint:errcheck // it has ended already when all went well

	discord.AwaitReady(1)
	r := &rig{t: t, Server: discord, channel: discord.Guild(), member: discord.Person("member")}
	if names := commandNames(r); !strings.Contains(names, "ask") {
		t.Errorf("registered commands are %s, without ask", names)
	}
	const question, inside = shippedQuestion, "Vladimir Ushakov"
	a := r.ask(question)
	wantText(t, a.Post, inside)
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+question)
	p := r.AwaitPost(r.channel)
	wantText(t, &p, inside)
	dm := r.DM()
	r.Say(dm, r.member, question)
	p = r.AwaitPost(dm)
	wantText(t, &p, inside)

	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("after SIGTERM the program ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Error("the program did not end within 20 s of SIGTERM")
	}
}

func commandNames(r *rig) string {
	var names []string
	for _, c := range r.AwaitCommands() {
		names = append(names, c.Name)
	}
	return fmt.Sprint(names)
}
