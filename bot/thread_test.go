package bot_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// TestAnswersInThreads: an answer to a message goes into a thread of its own, where the channel
// can have one and the bot may start it, and is taken back with its question.
func TestAnswersInThreads(t *testing.T) {
	r := start(t, setup{})
	who, panel := r.settings()
	more := r.AwaitAnswer(r.Click(r.channel, who, panel.ID, "setmore"))
	on := r.AwaitAnswer(r.Click(r.channel, who, more.Post.ID, "setthreads/on"))
	wantText(t, on.Post, "go into a thread: on")
	wantText(t, on.Post, "I lack: Create Public Threads.")
	mention := "<@" + r.Bot.ID + "> "

	question := r.Say(r.channel, r.member, mention+builtQuestion)
	thread := discordtest.Place{GuildID: r.channel.GuildID, ChannelID: question}
	r.Until("thread", func() bool { return r.threads() == 1 })
	p := r.AwaitPost(thread)
	wantQuote(t, &p, builtQuote)
	if p.ReplyTo != "" {
		t.Errorf("in its thread the answer replies to %s", p.ReplyTo)
	}
	r.channel = thread
	wantText(t, r.press(r.member, &p, "context/").Post, "granite pier")
	r.Say(thread, r.member, mention+stopQuestion)
	second := r.AwaitPost(thread)
	wantQuote(t, &second, stopQuote)
	r.channel = r.guild
	r.Edit(r.channel, r.member, question, mention+"What is the unanswerable riddle?")
	edited := r.AwaitEdit(p.ID, 1)
	wantText(t, &edited, "do not answer this")
	r.Delete(r.channel, question)
	r.AwaitDeleted(p.ID)

	r.Inject(discordtest.Fault{Method: "POST", Path: "/channels/" + r.channel.ChannelID + "/messages/", Times: 1, Status: 403, Body: `{"code": 50013, "message": "Missing Permissions"}`})
	denied := r.Say(r.channel, r.member, mention+builtQuestion)
	here := r.AwaitPost(r.channel)
	wantQuote(t, &here, builtQuote)
	if here.ReplyTo != denied {
		t.Errorf("where no thread can be started the answer replies to %q, want %s", here.ReplyTo, denied)
	}
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	post := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, forum.ChannelID, r.member.ID)
	for _, place := range []discordtest.Place{post, r.DM()} {
		r.Say(place, r.member, mention+builtQuestion)
		p := r.AwaitPost(place)
		wantQuote(t, &p, builtQuote)
	}
	if n := len(r.Posts(r.channel)); n != 1 {
		t.Errorf("%d answers in the channel, want the one that could have no thread", n)
	}
	if n := r.threads(); n != 2 {
		t.Errorf("%d threads were asked for, want 2", n)
	}
}

// threads returns how often a thread was asked for.
func (r *rig) threads() (n int) {
	for _, req := range r.Requests("POST", "/channels/") {
		if strings.HasSuffix(req.Path, "/threads") {
			n++
		}
	}
	return n
}
