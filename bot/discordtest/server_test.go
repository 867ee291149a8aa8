package discordtest_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// toServer sends discordgo's requests to the test server, in the API version it speaks.
type toServer struct{ base *url.URL }

func (t toServer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = t.base.Scheme, t.base.Host
	r.URL.Path = "/api/v10" + r.URL.Path[len("/api/v9"):]
	return http.DefaultTransport.RoundTrip(r)
}

func plainSession(t *testing.T, s *discordtest.Server) *discordgo.Session {
	t.Helper()
	base, err := url.Parse(s.API())
	if err != nil {
		t.Fatal(err)
	}
	session, err := discordgo.New("Bot " + discordtest.Token)
	if err != nil {
		t.Fatal(err)
	}
	session.Client = &http.Client{Transport: toServer{base}, Timeout: 5 * time.Second}
	session.Identify.Intents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
	session.Compress = false
	return session
}

var silent = &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}

// TestPlainDiscordgo drives the server with discordgo as it is, to show that the server
// speaks what discordgo understands.
func TestPlainDiscordgo(t *testing.T) {
	s := discordtest.New(t, discordtest.Options{})
	session := plainSession(t, s)
	session.AddHandler(func(session *discordgo.Session, m *discordgo.MessageCreate) {
		if m.Author.ID != session.State.User.ID {
			session.ChannelMessageSendComplex(m.ChannelID, &discordgo.MessageSend{Content: "heard: " + m.Content, AllowedMentions: silent})
		}
	})
	session.AddHandler(func(session *discordgo.Session, i *discordgo.InteractionCreate) {
		session.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource})
		content := "later"
		session.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &content, AllowedMentions: silent})
	})
	place := s.Guild()
	if err := session.Open(); err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	s.AwaitReady(1)
	ann := s.Person("ann")
	dm := s.DM()
	s.Say(dm, ann, "hello")
	if got := s.AwaitPost(dm).Message.Content; got != "heard: hello" {
		t.Errorf("answer in a direct message is %q", got)
	}
	s.Say(place, ann, "secret")
	if got := s.AwaitPost(place).Message.Content; got != "heard: " {
		t.Errorf("without the content intent the bot saw %q", got)
	}
	s.Say(place, ann, "<@"+s.Bot.ID+"> hi")
	if got := s.AwaitPost(place).Message.Content; got != "heard: <@"+s.Bot.ID+"> hi" {
		t.Errorf("answer to a mention is %q", got)
	}
	id := s.Slash(place, ann, "ask", discordtest.Option{Name: "question", Value: "who?"})
	if r := s.AwaitAnswer(id); r.Post == nil || r.Post.Message.Content != "later" {
		t.Errorf("answer to the command is %+v", r)
	}
}
