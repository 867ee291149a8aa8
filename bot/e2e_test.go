package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// shippedQuestion is answered by the article that the program ships with.
const shippedQuestion = "Who heads Moscow’s delegation?"

// TestBuiltProgram drives the program itself through the surfaces that most people use.
func TestBuiltProgram(t *testing.T) {
	discord := discordtest.New(t, discordtest.Options{Timeout: 60 * time.Second})
	program := serve(t, discord, t.TempDir())
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
	r.Say(dm, r.member, "what can you do?")
	p = r.AwaitPost(dm)
	wantText(t, &p, "word for word")
	r.Say(dm, r.member, "ok, thanks!")
	r.Silence(dm, 300*time.Millisecond)
	program.stop()
}

func commandNames(r *rig) string {
	var names []string
	for _, c := range r.AwaitCommands() {
		names = append(names, c.Name)
	}
	return fmt.Sprint(names)
}
