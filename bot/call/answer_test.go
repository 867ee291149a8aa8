package call

import (
	"log/slog"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/message"
	"verbatim/bot/text"
)

// A desk is a Discord in which somebody has used a command, and what answers there.
type desk struct {
	server *discordtest.Server
	*Call
	asked string
}

func newDesk(t *testing.T) desk {
	t.Helper()
	const long = 30 * time.Second // tests of other things must not depend on the machine
	server := discordtest.New(t, discordtest.Options{Timeout: long, AnswerWithin: long})
	client, err := rest.New(rest.Config{Base: server.API(), Token: discordtest.Token, UserAgent: "DiscordBot (https://verbatim.invalid, 1)", Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	id := server.Slash(server.Guild(), server.Person("member"), "ask", discordtest.Option{Name: "question", Value: "who?"})
	i := &discordgo.Interaction{ID: id, AppID: server.AppID, Token: server.InteractionToken(id)}
	return desk{server, New(i, client, catalogue.For(text.English)), id}
}

// refuse lets Discord refuse the next requests to a path.
func (d desk) refuse(path string, times int) {
	d.server.Inject(discordtest.Fault{Path: path, Times: times, Status: 400, Body: `{"code": 50035, "message": "Invalid Form Body"}`})
}

// TestStates follows an answer through what Discord takes and refuses.
func TestStates(t *testing.T) {
	deferral := &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseDeferredChannelMessageWithSource, Data: &discordgo.InteractionResponseData{},
	}
	wait := func(d desk) error { _, err := d.first(t.Context(), deferral); return err }
	reply := func(d desk) error { return d.Reply(t.Context(), message.Message{Content: "here"}, false) }
	refuseFirst := func(d desk) error { d.refuse("/interactions/", 1); return nil }
	refuseEdit := func(d desk) error { d.refuse("/webhooks/", 1); return nil }
	for _, c := range []struct {
		name     string
		steps    []func(desk) error
		want     state
		answered bool
		fails    int // how many of the steps
	}{
		{"nothing yet", nil, none, false, 0},
		{"deferred", []func(desk) error{wait}, deferred, false, 0},
		{"answered", []func(desk) error{reply}, sent, true, 0},
		{"answered after a deferral", []func(desk) error{wait, reply}, sent, true, 0},
		{"answered twice", []func(desk) error{reply, reply}, sent, true, 0},
		{"deferral refused", []func(desk) error{refuseFirst, wait}, failed, false, 1},
		{"answer refused", []func(desk) error{refuseFirst, reply}, failed, false, 1},
		{"answered after a refused deferral", []func(desk) error{refuseFirst, wait, reply}, sent, true, 1},
		{"answered after a refused answer", []func(desk) error{refuseFirst, reply, reply}, sent, true, 1},
		{"answer refused after a deferral", []func(desk) error{wait, refuseEdit, reply}, deferred, false, 1},
		{"answered after both", []func(desk) error{wait, refuseEdit, reply, reply}, sent, true, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			fails := 0
			for _, step := range c.steps {
				if step(d) != nil {
					fails++
				}
			}
			if d.answer.state != c.want || fails != c.fails {
				t.Errorf("state is %d with %d failures, want %d with %d", d.answer.state, fails, c.want, c.fails)
			}
			if p := d.server.ReplyTo(d.asked).Post; (p != nil && p.Message.Content == "here") != c.answered {
				t.Errorf("the message is %+v, want one: %t", p, c.answered)
			}
		})
	}
}
