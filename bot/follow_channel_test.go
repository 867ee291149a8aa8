package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
)

// followed has a manager choose a channel as a source.
func (r *rig) followed(channel discordtest.Place) discordtest.Reply {
	r.t.Helper()
	return r.AwaitAnswer(r.Slash(r.channel, r.manager(), "follow", discordtest.Option{Name: "channel", Value: channel.ChannelID}))
}

// says asks until the answer holds a text, or holds it no more: what happens in a channel comes on
// a way of its own. Each time somebody else asks in another channel, for there are limits.
func (r *rig) says(question, text string, want bool) {
	r.t.Helper()
	said := ""
	for range 50 {
		place := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildText, "", "")
		if said = r.askIn(place, question).Post.Message.Content; strings.Contains(said, text) == want {
			return
		}
		r.Silence(place, 100*time.Millisecond)
	}
	r.t.Errorf("%q in the answer: %t, want %t: %s", text, !want, want, said)
}

// TestFollowAnnouncements: every message of the channel is a source, as it is at each moment.
func TestFollowAnnouncements(t *testing.T) {
	r := start(t, withContent())
	news := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildNews, "", "")
	author := r.Person("author")
	for range 120 { // more than one page
		r.Say(news, author, "Nothing new.")
	}
	first := r.Say(news, author, festivalAnswer)
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.moderator(), "follow")).Post, "may manage this server")
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.manager(), "follow")).Post, "No channel is a source")
	wantText(t, r.followed(news).Post, "(121 now)")
	a := r.ask(festivalQuestion)
	wantQuote(t, a.Post, festivalAnswer)
	if link := "https://discord.com/channels/" + r.channel.GuildID + "/" + news.ChannelID + "/" + first; !strings.Contains(a.Post.Message.Content, link) {
		t.Errorf("the link to the message is missing in %s", a.Post.Message.Content)
	}
	r.Edit(news, author, first, "The quincewood festival begins in June, <@123456>.")
	r.says(festivalQuestion, `begins in June, \@user.`, true)
	second := r.Say(news, author, "The marrow race of Lindesund starts at the mill.")
	const race = "Where does the marrow race start?"
	r.says(race, "starts at the mill", true)
	wantText(t, r.press(r.member, a.Post, "context/").Post, "has changed")
	for _, place := range []discordtest.Place{r.Guild(), r.DM()} {
		if said := r.askIn(place, race).Post.Message.Content; strings.Contains(said, "mill") {
			t.Errorf("elsewhere it is said: %s", said)
		}
	}
	r.Delete(news, second)
	r.says(race, "starts at the mill", false)

	list := r.AwaitAnswer(r.Slash(r.channel, r.manager(), "follow"))
	wantText(t, list.Post, "Channels that are sources here")
	wantText(t, r.AwaitAnswer(r.Click(r.channel, r.member, list.Post.ID, "leave/"+news.ChannelID)).Post, "may manage this server")
	wantText(t, r.AwaitAnswer(r.Click(r.channel, r.manager(), list.Post.ID, "leave/"+news.ChannelID)).Post, "No channel is a source")
	r.says(festivalQuestion, "June", false)
	third := r.Say(news, author, festivalAnswer)
	r.says(festivalQuestion, "third of May", false)
	r.Delete(news, third)
}

// TestFollowPins: of any other channel the pinned messages are sources.
func TestFollowPins(t *testing.T) {
	r := start(t, withContent())
	author := r.Person("author")
	var pinned []string
	for i := range 5 {
		pinned = append(pinned, r.Say(r.channel, author, fmt.Sprintf("Rule %d of Lindesund forbids the %d marrows.", i, i)))
		r.Pin(r.channel, author, pinned[i], true)
	}
	chat := r.Say(r.channel, author, festivalAnswer)
	wantText(t, r.followed(r.channel).Post, "pinned messages")
	wantText(t, r.followed(r.channel).Post, "(5 now)")
	r.says("What does rule 3 of Lindesund forbid?", "the 3 marrows", true)
	r.says(festivalQuestion, "third of May", false)
	r.Pin(r.channel, author, chat, true)
	r.says(festivalQuestion, "third of May", true)
	r.Pin(r.channel, author, chat, false)
	r.says(festivalQuestion, "third of May", false)
	other := r.Guild()
	wantText(t, r.followed(other).Post, "can’t read that channel")
	category := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildCategory, "", "")
	wantText(t, r.followed(category).Post, "can’t read that channel")
	private := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildText, "", "")
	r.Private(private)
	wantText(t, r.followed(private).Post, "You can’t read that channel")
	r.Inject(discordtest.Fault{Method: "GET", Path: "/channels/" + r.channel.ChannelID + "/messages/pins", Times: 1, Status: 403, Body: `{"code": 50001, "message": "Missing Access"}`})
	wantText(t, r.followed(r.channel).Post, "can’t read that channel")
}

// TestFollowAfterAPause: what happened while the bot was away is made up for.
func TestFollowAfterAPause(t *testing.T) {
	set := withContent()
	set.data = t.TempDir()
	r := start(t, set)
	news := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildNews, "", "")
	gone := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildNews, "", "")
	author := r.Person("author")
	old := r.Say(news, author, festivalAnswer)
	r.Say(gone, author, "The marrow race of Lindesund starts at the mill.")
	r.followed(news)
	r.followed(gone)
	r.says(festivalQuestion, "third of May", true)
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	r.Delete(news, old)
	r.Say(news, author, "The quincewood festival begins in autumn.")
	r.Inject(discordtest.Fault{Method: "GET", Path: "/channels/" + gone.ChannelID, Status: 404, Body: `{"code": 10003, "message": "Unknown Channel"}`})
	x, err := library()
	if err != nil {
		t.Fatal(err)
	}
	before := r.Identifies()
	r.run(set.config, set.data, talkative{bot.LibraryOf(x)})
	r.Until("new session", func() bool { return r.Identifies() > before })
	r.AwaitReady(1)
	r.says(festivalQuestion, "begins in autumn", true)
	r.says(festivalQuestion, "third of May", false)
	r.says("Where does the marrow race start?", "mill", false)
}

// TestFollowNeedsTheIntent says so.
func TestFollowNeedsTheIntent(t *testing.T) {
	r := start(t, setup{})
	wantText(t, r.followed(r.channel).Post, "I need the Message Content intent")
}
