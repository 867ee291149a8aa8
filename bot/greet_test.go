package bot_test

import (
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// TestGreeting greets a new server once, in the channel for its notices, or nowhere.
func TestGreeting(t *testing.T) {
	r := start(t, setup{})
	r.registered()
	arrive := func(place discordtest.Place, channel any, since time.Time) {
		r.Dispatch(place.GuildID, "GUILD_CREATE", map[string]any{
			"id": place.GuildID, "name": "new", "preferred_locale": "de", "system_channel_id": channel, "joined_at": since.UTC().Format(time.RFC3339Nano),
		})
	}
	old, mute, broken, closed, fresh := r.Guild(), r.Guild(), r.Guild(), r.Guild(), r.Guild()
	r.Inject(discordtest.Fault{Method: "POST", Path: "/channels/" + closed.ChannelID, Status: 403, Body: `{"code": 50013, "message": "Missing Permissions"}`})
	arrive(old, old.ChannelID, time.Now().AddDate(0, -1, 0))
	arrive(mute, nil, time.Now())
	arrive(broken, 7, time.Now())
	arrive(closed, closed.ChannelID, time.Now())
	for range 3 {
		arrive(fresh, fresh.ChannelID, time.Now())
	}
	p := r.AwaitPost(fresh)
	if got := p.Message.Content; !strings.HasPrefix(got, "Hallo! </ask:") || !strings.Contains(got, "> stellt eine Frage") {
		t.Errorf("the greeting is %s", got)
	}
	r.Silence(fresh, 200*time.Millisecond)
	for _, place := range []discordtest.Place{old, mute, broken, closed} {
		if posts := r.Posts(place); len(posts) > 0 {
			t.Errorf("it says %s", posts[0].Body)
		}
	}
	r.Say(broken, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p = r.AwaitPost(broken)
	wantText(t, &p, "Stand 2024") // the language was learnt all the same
}

// registered waits until the bot knows the ids of its commands.
func (r *rig) registered() {
	r.t.Helper()
	r.AwaitCommands()
	for range 50 {
		if strings.Contains(r.AwaitAnswer(r.Slash(r.channel, r.member, "help")).Post.Message.Content, "</ask:") {
			return
		}
		r.Silence(r.channel, 100*time.Millisecond)
	}
	r.t.Fatal("commands cannot be clicked")
}
