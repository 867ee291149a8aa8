//go:build slow

package bot_test

import (
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// TestGuestOnProgram lets people talk in an ask-channel, and in a thread with the bot, of the
// program itself: it says nothing but answers.
func TestGuestOnProgram(t *testing.T) {
	discord := discordtest.New(t, discordtest.Options{Timeout: 60 * time.Second, Privileged: discordgo.IntentMessageContent})
	t.Setenv("VERBATIM_MESSAGE_CONTENT", "true")
	program := serve(t, discord, t.TempDir())
	discord.AwaitReady(1)
	r := &rig{t: t, Server: discord, guild: discord.Guild(), member: discord.Person("member")}
	r.channel = r.guild
	thread := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, r.channel.ChannelID, r.member.ID)
	r.Say(thread, r.member, "<@"+r.Bot.ID+"> "+shippedQuestion)
	r.AwaitPost(thread)
	r.set("setask", r.channel.ChannelID)
	talk := append([]string{
		"I can't come tonight, my train is stuck", "what time is the meeting tomorrow?", "is anybody else's internet slow today?",
		"who broke the build again?", "my cat is broken lol", "did somebody order pizza?", "wie wird das wetter morgen", "qui a mangé mon gâteau ?",
		"did you restart it already?", "have you looked at the logs?", "tea or coffee?", "can u send me that link?", "no, it's 8080 not 8081",
	}, chatter...)
	for _, place := range []discordtest.Place{r.channel, thread} {
		r.quiet(place, func() {
			for _, s := range talk {
				r.Say(place, r.member, s)
			}
			time.Sleep(3 * time.Second)
		})
	}
	r.Say(r.channel, r.member, shippedQuestion)
	p := r.AwaitPost(r.channel)
	wantText(t, &p, "Vladimir Ushakov")
	program.stop()
}
