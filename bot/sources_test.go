package bot_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// TestSourcesByChannel gives a category, and a channel in it, sources of their own: threads have
// those of their channel, and what was answered elsewhere keeps its own.
func TestSourcesByChannel(t *testing.T) {
	r := start(t, setup{})
	guild := r.channel.GuildID
	category := r.Channel(guild, discordgo.ChannelTypeGuildCategory, "", "")
	inside := r.Channel(guild, discordgo.ChannelTypeGuildText, category.ChannelID, "")
	other := r.Channel(guild, discordgo.ChannelTypeGuildText, category.ChannelID, "")
	thread := r.Channel(guild, discordgo.ChannelTypeGuildPublicThread, inside.ChannelID, r.member.ID)
	outside := r.channel
	early := r.ask(builtQuestion)
	set := func(place discordtest.Place, values map[string]string) discordtest.Reply {
		r.channel = place
		defer func() { r.channel = outside }()
		who, panel := r.settings()
		form := r.Click(place, who, panel.ID, "sourceshere")
		return r.submit(who, form, values)
	}
	panel := set(thread, map[string]string{"channel": "filler/", "category": "nowhere/"})
	wantText(t, panel.Post, "No article begins with: nowhere/")
	for _, c := range []struct {
		place      discordtest.Place
		sees, soup bool
	}{{outside, true, true}, {inside, false, true}, {thread, false, true}, {other, false, false}} {
		a := r.askIn(c.place, builtQuestion)
		if sees := strings.Contains(a.Post.Message.Content, "Ekholm"); sees != c.sees {
			t.Errorf("in %v the clock is seen: %t, want %t", c.place, sees, c.sees)
		}
		r.Say(c.place, r.member, "<@"+r.Bot.ID+"> What did the cook make?")
		p := r.AwaitPost(c.place)
		if soup := strings.Contains(p.Message.Content, "soup"); soup != c.soup {
			t.Errorf("in %v the soup is seen: %t, want %t", c.place, soup, c.soup)
		}
		found := r.AwaitAnswer(r.Slash(c.place, r.member, "search", discordtest.Option{Name: "words", Value: "clock Ekholm"}))
		if sees := strings.Contains(found.Post.Message.Content, "1887"); sees != c.sees {
			t.Errorf("in %v the clock is found: %t, want %t", c.place, sees, c.sees)
		}
		typed := r.AwaitReply(r.Complete(c.place, r.member, "ask", discordtest.Option{Name: "article", Value: "harbour", Focused: true}))
		if sees := len(typed.Choices) > 0 && typed.Choices[0].Value == "harbour"; sees != c.sees {
			t.Errorf("in %v the article is suggested: %t, want %t", c.place, sees, c.sees)
		}
	}
	wantText(t, r.press(r.member, early.Post, "context/").Post, "granite pier")
	set(inside, map[string]string{"channel": "", "category": ""})
	wantQuote(t, r.askIn(thread, builtQuestion).Post, builtQuote)
}
