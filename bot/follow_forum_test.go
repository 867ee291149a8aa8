package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
)

const (
	raceQuestion = "Where does the radish regatta start?"
	raceAnswer   = "The radish regatta starts at the mill."
)

// TestFollowForum: a forum's posts are sources for as long as they are solved, with what people say
// in them, as it is at each moment.
func TestFollowForum(t *testing.T) {
	r := start(t, withContent())
	asker, helper := r.Person("asker"), r.Person("helper")
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	r.Tags(forum, "Question", "✅ Gelöst")
	const open, solved = "100", "101"
	var archived []discordtest.Place
	for i := range 5 {
		post := r.OpenPost(forum, asker, fmt.Sprint("Rule ", i), fmt.Sprintf("Rule %d of Lindesund forbids the %d marrows.", i, i), solved)
		r.Archive(post)
		archived = append(archived, post)
	}
	post := r.OpenPost(forum, asker, "Festival begin?", "I can’t find out when the festival starts: ```text", open)
	reply := r.Say(post, helper, festivalAnswer)
	robot := r.Person("robot")
	robot.Bot = true
	r.Say(post, robot, "The quincewood robot of Lindesund counts to nine.")

	wantText(t, r.followed(forum).Post, "(5 now)")
	r.says("What does rule 3 of Lindesund forbid?", "the 3 marrows", true)
	r.says(festivalQuestion, "third of May", false)
	r.Retag(post, "Festival begin?", open, solved)
	r.says(festivalQuestion, "third of May", true)
	a := r.ask(festivalQuestion)
	if link := "https://discord.com/channels/" + r.channel.GuildID + "/" + post.ChannelID + ">"; !strings.Contains(a.Post.Message.Content, "[Festival begin?](<"+link) {
		t.Errorf("the title with the link of the post is missing in %s", a.Post.Message.Content)
	}
	r.says("To what does the quincewood robot count?", "nine", false)

	r.Edit(post, helper, reply, "The quincewood festival begins in June, <@123456>.")
	r.says(festivalQuestion, `begins in June, \@user.`, true)
	added := r.Say(post, helper, raceAnswer)
	r.says(raceQuestion, "at the mill", true)
	r.Delete(post, added)
	r.says(raceQuestion, "at the mill", false)
	r.says("What can’t I find out about the festival?", "find out when", true)
	r.Delete(post, post.ChannelID)
	r.says("What can’t I find out about the festival?", "find out when", false)
	r.Retag(post, "When it begins", solved)
	r.says(festivalQuestion, "[When it begins]", true)
	r.Retag(post, "When it begins", open)
	r.says(festivalQuestion, "begins in June", false)
	r.Retag(post, "When it begins", solved)
	r.says(festivalQuestion, "begins in June", true)
	r.DeleteChannel(post)
	r.says(festivalQuestion, "begins in June", false)
	r.Rename(forum, "Question", "Open")
	r.says("What does rule 3 of Lindesund forbid?", "the 3 marrows", false)
	r.Rename(forum, "Question", "Resolved")
	r.says("What does rule 3 of Lindesund forbid?", "the 3 marrows", true)
	wantText(t, r.AwaitAnswer(r.Click(r.channel, r.manager(), r.AwaitAnswer(r.Slash(r.channel, r.manager(), "follow")).Post.ID, "leave/"+forum.ChannelID)).Post, "No channel is a source")
	r.says("What does rule 3 of Lindesund forbid?", "the 3 marrows", false)
	r.Say(archived[3], asker, raceAnswer)
	r.says(raceQuestion, "at the mill", false)
}

// TestSolvedBecomesASource: “this solved it” under an answer makes the post a source.
func TestSolvedBecomesASource(t *testing.T) {
	r := start(t, withContent())
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildMedia, "", "")
	wantText(t, r.followed(forum).Post, "no tag of such a name")
	r.Rename(forum, "Resuelto")
	wantText(t, r.followed(forum).Post, "(0 now)")
	post := r.OpenPost(forum, r.member, "The race", raceAnswer)
	home := r.channel
	r.channel = post
	a := r.ask(builtQuestion)
	r.press(r.member, r.press(r.member, a.Post, "up/").Post, "solved/")
	r.channel = home
	r.says(raceQuestion, "at the mill", true)
	r.DeleteChannel(forum)
	r.says(raceQuestion, "at the mill", false)
}

// TestFollowForumAfterAPause: what happened while the bot was away is made up for.
func TestFollowForumAfterAPause(t *testing.T) {
	set := withContent()
	set.data = t.TempDir()
	r := start(t, set)
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	r.Tags(forum, "Solved")
	one := r.OpenPost(forum, r.member, "The race", raceAnswer, "100")
	two := r.OpenPost(forum, r.member, "The festival", festivalAnswer)
	r.followed(forum)
	r.says(raceQuestion, "at the mill", true)
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	r.Retag(one, "The race")
	r.Retag(two, "The festival", "100")
	x, err := library()
	if err != nil {
		t.Fatal(err)
	}
	before := r.Identifies()
	r.run(set.config, set.data, talkative{bot.LibraryOf(x)})
	r.Until("new session", func() bool { return r.Identifies() > before })
	r.AwaitReady(1)
	r.says(festivalQuestion, "third of May", true)
	r.says(raceQuestion, "at the mill", false)
	r.Say(two, r.member, "The festival queen of Lindesund is called Sigrid.")
	r.says("Who is the festival queen of Lindesund?", "Sigrid", true)
}

// TestFollowForumNeedsTheIntent says so, and that the channel cannot be read.
func TestFollowForumNeedsTheIntent(t *testing.T) {
	r := start(t, setup{})
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	wantText(t, r.followed(forum).Post, "I need the Message Content intent")
	r = start(t, withContent())
	forum = r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	r.Inject(discordtest.Fault{Method: "GET", Path: "/channels/" + forum.ChannelID + "/threads", Times: 1, Status: 403, Body: `{"code": 50001, "message": "Missing Access"}`})
	wantText(t, r.followed(forum).Post, "can’t read that channel")
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.manager(), "follow")).Post, "No channel is a source")
}
