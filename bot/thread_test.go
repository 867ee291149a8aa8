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

// TestThreadsInARush: where Discord lets a thread start soon, the answer waits for it; where it does
// not in the time that an answer may wait, the answer stands in the channel, without another try.
func TestThreadsInARush(t *testing.T) {
	r := start(t, setup{})
	who, panel := r.settings()
	more := r.AwaitAnswer(r.Click(r.channel, who, panel.ID, "setmore"))
	r.AwaitAnswer(r.Click(r.channel, who, more.Post.ID, "setthreads/on"))
	held := func(seconds string) discordtest.Fault {
		return discordtest.Fault{
			Method: "POST", Path: "/channels/" + r.channel.ChannelID + "/messages/", Contains: "/threads", Times: 1,
			Status: 429, Body: `{"message": "You are being rate limited.", "retry_after": ` + seconds + `, "global": false}`,
		}
	}
	r.Inject(held("0.2"))
	soon := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	inThread := r.AwaitPost(discordtest.Place{GuildID: r.channel.GuildID, ChannelID: soon})
	wantQuote(t, &inThread, builtQuote)
	if n := r.threads(); n != 2 {
		t.Errorf("the thread was asked for %d times, want 2", n)
	}

	r.Inject(held("121")) // more than an answer may wait
	late := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	here := r.AwaitPost(r.channel)
	wantQuote(t, &here, builtQuote)
	if here.ReplyTo != late {
		t.Errorf("the answer replies to %q, want %s", here.ReplyTo, late)
	}
	again := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+stopQuestion)
	here = r.AwaitPost(r.channel)
	if here.ReplyTo != again || r.threads() != 3 {
		t.Errorf("while none can be started the answer replies to %q, want %s, and %d threads were asked for, want 3", here.ReplyTo, again, r.threads())
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
