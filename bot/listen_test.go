package bot_test

import (
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
)

// withContent is a bot whose owner has turned on the privileged intent.
func withContent() setup {
	return setup{config: bot.Config{MessageContent: true}, discord: discordtest.Options{Privileged: discordgo.IntentMessageContent}}
}

func TestNoPrivilegedIntentByDefault(t *testing.T) {
	r := start(t, setup{})
	for _, c := range r.Connections() {
		const privileged = discordgo.IntentMessageContent | discordgo.IntentGuildMembers | discordgo.IntentGuildPresences
		if got := discordgo.Intent(c.Intents) & privileged; got != 0 {
			t.Errorf("the bot asked for privileged intents: %b", got)
		}
	}
	r.set("setask", r.channel.ChannelID)
	r.Say(r.channel, r.member, builtQuestion)
	r.Silence(r.channel, 300*time.Millisecond)
}

func TestAskChannel(t *testing.T) {
	r := start(t, withContent())
	r.Say(r.channel, r.member, builtQuestion)
	r.Silence(r.channel, 200*time.Millisecond)
	r.set("setask", r.channel.ChannelID)
	r.Say(r.channel, r.member, builtQuestion)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, builtQuote)
	r.Say(r.channel, r.member, "An unanswerable one?") // unasked it says nothing, but the moderators learn of it
	r.Say(r.channel, r.member, "unanswerable chatter")
	r.Silence(r.channel, 300*time.Millisecond)
	r.wantGaps(1)
}

func TestForumPost(t *testing.T) {
	r := start(t, withContent())
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	r.set("setask", forum.ChannelID)
	post := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, forum.ChannelID, r.member.ID)
	r.sayAs(post.ChannelID, post, builtQuestion)
	p := r.AwaitPost(post)
	wantQuote(t, &p, builtQuote)
	r.Say(post, r.member, stopQuestion)
	r.Silence(post, 300*time.Millisecond)
}

// TestForumPostAnnounced takes what there is to know of a post from its event.
func TestForumPostAnnounced(t *testing.T) {
	r := start(t, withContent())
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	r.set("setask", forum.ChannelID)
	post := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, forum.ChannelID, r.member.ID)
	r.Dispatch(post.GuildID, "THREAD_CREATE", map[string]any{
		"id": post.ChannelID, "guild_id": post.GuildID, "parent_id": forum.ChannelID, "type": 11, "name": builtQuestion, "newly_created": true,
	})
	r.sayAs(post.ChannelID, post, "Please help, I wonder.")
	p := r.AwaitPost(post)
	wantQuote(t, &p, builtQuote)
	if n := len(r.Requests("GET", "/channels/"+post.ChannelID)); n != 0 {
		t.Errorf("the post was looked up %d times", n)
	}
}

func TestThreadFollowUp(t *testing.T) {
	r := start(t, withContent())
	thread := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, r.channel.ChannelID, r.member.ID)
	r.Say(thread, r.member, builtQuestion)
	r.Silence(thread, 200*time.Millisecond)
	r.Say(thread, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p := r.AwaitPost(thread)
	wantQuote(t, &p, builtQuote)
	r.Say(thread, r.member, stopQuestion)
	p = r.AwaitPost(thread)
	wantQuote(t, &p, stopQuote)
	r.Say(thread, r.member, "Thanks a lot, Ekholm and the clock")
	r.Silence(thread, 300*time.Millisecond)
}

func TestThreadMentionWithoutIntent(t *testing.T) {
	r := start(t, setup{})
	thread := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, r.channel.ChannelID, r.member.ID)
	r.Say(thread, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p := r.AwaitPost(thread)
	wantQuote(t, &p, builtQuote)
}

func TestBotsAreIgnored(t *testing.T) {
	r := start(t, setup{})
	robot := r.Person("robot")
	robot.Bot = true
	r.Say(r.channel, robot, "<@"+r.Bot.ID+"> "+builtQuestion)
	r.Silence(r.channel, 300*time.Millisecond)
}

// TestTalkCostsNoRequest: a question between people, where the bot takes no part, makes it
// ask Discord nothing.
func TestTalkCostsNoRequest(t *testing.T) {
	r := start(t, withContent())
	r.Say(r.channel, r.member, builtQuestion)
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+stopQuestion)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, stopQuote)
	r.Silence(r.channel, 200*time.Millisecond)
	before := len(r.Requests("GET", "/channels/")) // the answer itself may have cost one
	elsewhere := r.Guild()
	r.Say(elsewhere, r.member, builtQuestion)
	r.Silence(elsewhere, 300*time.Millisecond)
	if n := len(r.Requests("GET", "/channels/")) - before; n != 0 {
		t.Errorf("the channel was looked up %d times", n)
	}
}
