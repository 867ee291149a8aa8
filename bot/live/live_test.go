package live

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"verbatim/bot/discordtest"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/store"
)

// A rig is a follower with a Discord to read and a store to keep in.
type rig struct {
	*discordtest.Server
	t        *testing.T
	store    *store.Store
	follower *Follower
	channel  discordtest.Place
	author   discordtest.Person
	now      time.Time
}

func newRig(t *testing.T, content bool) *rig {
	t.Helper()
	s, err := store.Open(t.TempDir(), "bot.db")
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	r := &rig{Server: discordtest.New(t, discordtest.Options{}), t: t, store: s, now: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)}
	r.channel, r.author = r.Guild(), r.Person("author")
	r.follower = r.anew(content)
	return r
}

// anew returns a follower as it is after a restart.
func (r *rig) anew(content bool) *Follower {
	r.t.Helper()
	client, err := rest.New(rest.Config{Base: r.API(), Token: discordtest.Token, UserAgent: "DiscordBot (https://verbatim.invalid, 1)", Logger: slog.New(slog.DiscardHandler)})
	must(r.t, err)
	f, err := New(r.store, client, content, func() time.Time { r.now = r.now.Add(time.Second); return r.now }, slog.New(slog.DiscardHandler))
	must(r.t, err)
	return f
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// follow has the guild follow a place, and returns how many posts there are.
func (r *rig) follow(place discordtest.Place) int {
	r.t.Helper()
	c, err := r.follower.discord.Channel(r.t.Context(), place.ChannelID)
	must(r.t, err)
	n, err := r.follower.Follow(r.t.Context(), place.GuildID, c)
	must(r.t, err)
	return n
}

// kept checks which texts are kept of the guild.
func (r *rig) kept(want ...string) {
	r.t.Helper()
	posts, err := r.store.Posts(r.channel.GuildID)
	must(r.t, err)
	var got []string
	for _, p := range posts {
		got = append(got, p.Text)
	}
	if d := cmp.Diff(want, got); d != "" {
		r.t.Errorf("kept (-want +got):\n%s", d)
	}
}

// heard lets the follower hear a message as it is now.
func (r *rig) heard(place discordtest.Place, id string) {
	r.t.Helper()
	m, err := r.follower.discord.Message(r.t.Context(), place.ChannelID, id)
	must(r.t, err)
	r.follower.Heard(m, func() string { return "news" })
}

func everywhere(string) bool { return true }

// TestAnnouncements follows, hears, reads again after a restart, and leaves.
func TestAnnouncements(t *testing.T) {
	r := newRig(t, true)
	news := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildNews, "", "")
	one := r.Say(news, r.author, "One, <@123456>.")
	r.Say(news, r.author, "")
	if n := r.follow(news); n != 1 {
		t.Errorf("%d posts, want one: the other message says nothing", n)
	}
	r.kept("One, @user.")
	two := r.Say(news, r.author, "Two.")
	r.heard(news, two)
	r.heard(r.channel, r.Say(r.channel, r.author, "In a channel that is not followed."))
	r.kept("One, @user.", "Two.")
	r.Edit(news, r.author, two, "Second.")
	r.heard(news, two)
	r.follower.Deleted(r.channel.ChannelID, one) // elsewhere
	r.kept("One, @user.", "Second.")
	r.follower.Deleted(news.ChannelID, one)
	r.kept("Second.")

	r.Delete(news, one)
	r.Say(news, r.author, "Three.")
	r.follower = r.anew(true)
	r.follower.Again(t.Context(), func(string) bool { return false }) // another shard's
	r.kept("Second.")
	r.follower.Again(t.Context(), everywhere)
	r.kept("Second.", "Three.")
	must(t, r.follower.Leave("another server", news.ChannelID))
	r.heard(news, r.Say(news, r.author, "Four."))
	r.kept("Second.", "Three.", "Four.")
	must(t, r.follower.Leave(news.GuildID, news.ChannelID))
	r.heard(news, two)
	r.kept()
}

// TestPins: a message is a source while it is pinned.
func TestPins(t *testing.T) {
	r := newRig(t, true)
	id := r.Say(r.channel, r.author, "The rules.")
	if n := r.follow(r.channel); n != 0 {
		t.Errorf("%d posts, want none", n)
	}
	for _, pinned := range []bool{true, false} {
		r.Pin(r.channel, r.author, id, pinned)
		r.heard(r.channel, id)
		if pinned {
			r.kept("The rules.")
		}
	}
	r.kept()
}

// TestWithoutTheIntent nothing is kept, nor what was kept dropped: Discord shows no content.
func TestWithoutTheIntent(t *testing.T) {
	r := newRig(t, true)
	news := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildNews, "", "")
	id := r.Say(news, r.author, "One.")
	r.follow(news)
	r.follower = r.anew(false)
	r.Edit(news, r.author, id, "Two.")
	r.heard(news, id)
	r.follower.Again(t.Context(), everywhere)
	r.kept("One.")
	r.follower.Deleted(news.ChannelID, id)
	r.kept()
}

// TestUnreadable: a channel that cannot be read is not followed, and left when it cannot be read any
// more; one that cannot be read for a moment stays.
func TestUnreadable(t *testing.T) {
	r := newRig(t, true)
	news := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildNews, "", "")
	r.Say(news, r.author, "One.")
	forbidden := discordtest.Fault{Method: "GET", Path: "/channels/" + news.ChannelID + "/messages", Times: 1, Status: 403, Body: `{"code": 50001, "message": "Missing Access"}`}
	r.Inject(forbidden)
	c, err := r.follower.discord.Channel(t.Context(), news.ChannelID)
	must(t, err)
	if _, err := r.follower.Follow(t.Context(), news.GuildID, c); !rest.Forbidden(err) {
		t.Errorf("following what cannot be read: %v", err)
	}
	r.heard(news, r.Say(news, r.author, "Two."))
	r.kept()
	r.follow(news)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	r.follower.Again(ended, everywhere)
	r.kept("One.", "Two.")
	r.Inject(forbidden)
	r.follower.Again(t.Context(), everywhere)
	r.kept()
	if follows, err := r.store.Follows(); err != nil || len(follows) != 0 {
		t.Errorf("followed are %v, %v", follows, err)
	}
}

// TestTold joins a post and its replies as a reader is to see them.
func TestTold(t *testing.T) {
	person, program := &discordgo.User{ID: "1"}, &discordgo.User{ID: "2", Bot: true}
	long := strings.Repeat("x", maxTold/2-1)
	for name, c := range map[string]struct {
		newest []*discordgo.Message
		want   string
	}{
		"nothing":  {nil, ""},
		"in order": {[]*discordgo.Message{{ID: "9", Content: "So.", Author: person}, {ID: "1", Content: "Why, <@123456>?", Author: person}}, "Why, @user?\n\nSo."},
		"people alone": {[]*discordgo.Message{
			{ID: "9", Content: "A bot’s.", Author: program}, {ID: "8", Content: "A webhook’s.", Author: person, WebhookID: "7"},
			{ID: "7", Content: "Joined.", Author: person, Type: discordgo.MessageTypeGuildMemberJoin}, {ID: "6", Content: "Nobody’s."},
			{ID: "5", Content: "So.", Author: person, Type: discordgo.MessageTypeReply},
		}, "So."},
		"open code": {[]*discordgo.Message{{ID: "9", Content: "So.", Author: person}, {ID: "1", Content: "```log", Author: person}}, "```log\n```\n\nSo."},
		"too long": {[]*discordgo.Message{
			{ID: "9", Content: long, Author: person}, {ID: "8", Content: long + "yyy", Author: person}, {ID: "7", Content: "z", Author: person}, {ID: "1", Content: "Why?", Author: person},
		}, "Why?\n\n" + long},
	} {
		if got := told(c.newest, "1"); got != c.want {
			t.Errorf("%s: %.80q (%d bytes), want %.80q (%d)", name, got, len(got), c.want, len(c.want))
		}
	}
}

// TestSolvedTag finds the tag by its name, in whatever language and with whatever around it.
func TestSolvedTag(t *testing.T) {
	for name, want := range map[string]bool{
		"Solved": true, "✅ Gelöst!": true, "[RESUELTO]": true, "Résolu": true, "resolvido": true, "解決済み": true, "Вирішено": true,
		"Unsolved": false, "Question": false, "": false, "not solved": false,
	} {
		forum := &discordgo.Channel{AvailableTags: []discordgo.ForumTag{{ID: "1", Name: "Question"}, {ID: "2", Name: name}}}
		tag, ok := SolvedTag(forum)
		if ok != want || ok && tag.ID != "2" {
			t.Errorf("%q: %+v, %t", name, tag, ok)
		}
		if got := solved(forum, &discordgo.Channel{AppliedTags: []string{"2"}}); got != want {
			t.Errorf("a post with the tag %q is solved: %t", name, got)
		}
		if solved(forum, &discordgo.Channel{AppliedTags: []string{"1"}}) || solved(forum, &discordgo.Channel{}) {
			t.Errorf("a post without the tag %q is solved", name)
		}
	}
}

// TestForum lets things happen to a post that is solved, and looks at it each time as the watch does.
func TestForum(t *testing.T) {
	r := newRig(t, true)
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	r.Tags(forum, "Solved")
	for i := range 4 {
		r.Archive(r.OpenPost(forum, r.author, "Old", fmt.Sprintf("Old %d.", i), "100"))
	}
	post := r.OpenPost(forum, r.author, "Why?", "I ask why.")
	if n := r.follow(forum); n != 4 {
		t.Errorf("%d posts, want 4", n)
	}
	look := func() {
		t.Helper()
		must(t, r.follower.see(t.Context(), post.ChannelID))
	}
	old := []string{"Old 0.", "Old 1.", "Old 2.", "Old 3."}
	look()
	r.kept(old...)
	r.Retag(post, "Why?", "100")
	r.Say(post, r.author, "Because.")
	look()
	r.kept(append(old, "I ask why.\n\nBecause.")...)
	r.Retag(post, "Why?")
	look()
	r.kept(old...)
	r.Retag(post, "Why?", "100")
	look()
	r.DeleteChannel(post)
	look()
	r.kept(old...)
	must(t, r.follower.Leave(forum.GuildID, forum.ChannelID))
	r.kept()
}

// TestWhatIsLookedAt: what happens in forums that are followed, and nothing else.
func TestWhatIsLookedAt(t *testing.T) {
	r := newRig(t, true)
	f := r.follower
	forum := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildForum, "", "")
	r.Tags(forum, "Solved")
	open, solved := r.OpenPost(forum, r.author, "Open", "One."), r.OpenPost(forum, r.author, "Solved", "Two.", "100")
	thread := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, r.channel.ChannelID, "")
	r.follow(forum)
	r.follow(r.channel)
	post := func(p discordtest.Place, parent string) *discordgo.Channel {
		return &discordgo.Channel{ID: p.ChannelID, ParentID: parent, Type: discordgo.ChannelTypeGuildPublicThread}
	}
	message := func(p discordtest.Place, bot bool) *discordgo.Message {
		return &discordgo.Message{ID: "1", ChannelID: p.ChannelID, Author: &discordgo.User{ID: "2", Bot: bot}}
	}
	name := func() string { return "" }
	for what, c := range map[string]struct {
		happens func()
		want    string
	}{
		"a post's tags":            {func() { f.Changed(post(open, forum.ChannelID)) }, open.ChannelID},
		"the forum's tags":         {func() { f.Changed(&discordgo.Channel{ID: forum.ChannelID}) }, forum.ChannelID},
		"a thread of a channel":    {func() { f.Changed(post(thread, r.channel.ChannelID)) }, ""},
		"a channel":                {func() { f.Changed(&discordgo.Channel{ID: r.channel.ChannelID}) }, ""},
		"a reply to a solved post": {func() { f.Heard(message(solved, false), name) }, solved.ChannelID},
		"a bot's":                  {func() { f.Heard(message(solved, true), name) }, ""},
		"a reply to an open post":  {func() { f.Heard(message(open, false), name) }, ""},
		"a deleted reply":          {func() { f.Deleted(solved.ChannelID, "1") }, solved.ChannelID},
		"a deleted post":           {func() { f.Gone(solved.ChannelID) }, solved.ChannelID},
		"a deleted open post":      {func() { f.Gone(open.ChannelID) }, ""},
		"the forum is deleted":     {func() { f.Gone(forum.ChannelID) }, forum.ChannelID},
	} {
		f.due = map[string]bool{}
		c.happens()
		want := map[string]bool{}
		if c.want != "" {
			want[c.want] = true
		}
		if d := cmp.Diff(want, f.due); d != "" {
			t.Errorf("%s is looked at (-want +got):\n%s", what, d)
		}
	}
}
