package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// TestHide hides a sentence under 👎, looks for it on every surface, and brings it back.
func TestHide(t *testing.T) {
	r := start(t, setup{})
	mod := r.moderator()
	early, other := r.ask(builtQuestion), r.askIn(r.Guild(), builtQuestion)
	wantQuote(t, other.Post, builtQuote)
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	said := r.AwaitPost(r.channel)
	down := r.press(mod, &said, "down/")
	hid := r.press(mod, down.Post, "hide/")
	wantText(t, hid.Post, "never quote this sentence in this server again")
	r.AwaitDeleted(said.ID)

	for _, question := range []string{builtQuestion, builtQuestion + " unanswerable"} {
		a := r.ask(question)
		for _, id := range customIDs(a.Post.Message.Components) {
			if strings.HasPrefix(id, "next/") || strings.HasPrefix(id, "closest/") {
				a.Post = r.AwaitAnswer(r.Click(r.channel, r.member, a.Post.ID, id)).Post
			}
			if strings.Contains(a.Post.Message.Content, "Ekholm in 1887") {
				t.Errorf("%s: it is quoted still: %s", id, a.Post.Message.Content)
			}
		}
	}
	found := r.AwaitAnswer(r.Slash(r.channel, r.member, "search", discordtest.Option{Name: "words", Value: "harbour clock Ekholm"}))
	if strings.Contains(found.Post.Message.Content, "1887") {
		t.Errorf("it is found still: %s", found.Post.Message.Content)
	}
	wantText(t, r.press(r.member, early.Post, "context/").Post, "has changed")
	elsewhere := r.askIn(r.Guild(), builtQuestion)
	wantQuote(t, elsewhere.Post, builtQuote)

	list := r.AwaitAnswer(r.Slash(r.channel, mod, "hidden"))
	wantText(t, list.Post, "Never quoted in this server: 1\n• "+builtQuote)
	id := r.customID(list.Post, "unhide/")
	left := r.AwaitAnswer(r.Choose(r.channel, mod, list.Post.ID, id, options(list.Post)[0]))
	wantText(t, left.Post, "No sentence is hidden")
	wantQuote(t, r.ask(builtQuestion).Post, builtQuote)
}

// TestContextHides: beside a quote, what is hidden is left out of the paragraph.
func TestContextHides(t *testing.T) {
	r := start(t, setup{})
	mod := r.moderator()
	const question, quote = "What did the fishermen of Lindesund say about time?", "Fishermen used to say that *time itself* was waiting for the herring to return."
	a := r.ask(question)
	wantQuote(t, a.Post, quote)
	wantText(t, r.press(r.member, a.Post, "context/").Post, stopQuote)
	r.press(mod, r.press(mod, r.ask(stopQuestion).Post, "down/").Post, "hide/")
	for _, shown := range []*discordtest.Post{a.Post, r.ask(question).Post} {
		around := r.press(r.member, shown, "context/").Post
		if got := around.Message.Content; !strings.Contains(got, "> … ") || !strings.Contains(got, "**Fishermen") || strings.Contains(got, "1921") {
			t.Errorf("the context is %s", got)
		}
	}
}

// TestDeleteAnswer: the one who asked and the moderators take an answer away, nobody else.
func TestDeleteAnswer(t *testing.T) {
	r := start(t, setup{})
	mod, other := r.moderator(), r.Person("other")
	for name, c := range map[string]struct {
		who     discordtest.Person
		command bool
	}{"asker": {r.member, false}, "moderator": {mod, false}, "asker by command": {r.member, true}, "moderator by command": {mod, true}} {
		r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
		p := r.AwaitPost(r.channel)
		if c.command {
			answer := r.ask(builtQuestion)
			p = *answer.Post
		}
		refused := r.press(other, &p, "down/")
		for _, id := range customIDs(refused.Post.Message.Components) {
			if !strings.HasPrefix(id, "why/") {
				t.Errorf("%s: somebody else is offered %s", name, id)
			}
		}
		wantText(t, r.AwaitAnswer(r.MessageCommand(r.channel, other, "Delete or hide answer", p.ID)).Post, "Only moderators")
		offered := r.AwaitAnswer(r.MessageCommand(r.channel, c.who, "Delete or hide answer", p.ID))
		if name == "moderator" {
			offered = r.press(c.who, &p, "down/")
		}
		wantText(t, r.AwaitAnswer(r.Click(r.channel, other, offered.Post.ID, r.customID(offered.Post, "delete/"))).Post, "Only moderators")
		wantText(t, r.press(c.who, offered.Post, "delete/").Post, "has been deleted")
		r.AwaitDeleted(p.ID)
	}
	message := r.Say(r.channel, other, "No answer of the bot.")
	wantText(t, r.AwaitAnswer(r.MessageCommand(r.channel, mod, "Delete or hide answer", message)).Post, "my answers only")
}

// TestTeachABetterAnswer goes from 👎 to an answer that is taught.
func TestTeachABetterAnswer(t *testing.T) {
	r := start(t, setup{})
	mod := r.moderator()
	a := r.ask(builtQuestion)
	down := r.press(mod, a.Post, "down/")
	form := r.Click(r.channel, mod, down.Post.ID, r.customID(down.Post, "teachanswer/"))
	const better = "The harbour clock was built by Marta Ekholm and her brother Per in 1888."
	r.submit(mod, form, map[string]string{"question": builtQuestion, "answer": better})
	wantQuote(t, r.ask(builtQuestion).Post, better)
	p := r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy"))
	r.press(r.member, p.Post, "forget")
	list := r.AwaitAnswer(r.Slash(r.channel, mod, "taught"))
	wantText(t, list.Post, "• "+better) // the question was somebody's
	if strings.Contains(list.Post.Message.Content, builtQuestion) {
		t.Error("the question of somebody whose data was deleted is still there")
	}
}

// TestSolved: the one who asked and the moderators say that an answer solved it, nobody else.
func TestSolved(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	if up := r.press(r.Person("other"), a.Post, "up/"); len(up.Post.Message.Components) > 0 {
		t.Errorf("somebody else may say that it is solved: %s", up.Post.Body)
	}
	for _, who := range []discordtest.Person{r.member, r.moderator()} {
		up := r.press(who, a.Post, "up/")
		wantText(t, r.AwaitAnswer(r.Click(r.channel, r.Person("other"), up.Post.ID, r.customID(up.Post, "solved/"))).Post, "Only moderators")
		wantText(t, r.press(who, up.Post, "solved/").Post, "this solved it")
	}
}

// TestSolvedTag: a forum's post gets its forum's tag, where there is one and the bot may.
func TestSolvedTag(t *testing.T) {
	r := start(t, setup{})
	for name, c := range map[string]struct {
		tags      []string
		want      string
		forbidden bool
	}{
		"tag": {[]string{"Question", "✅ Solved"}, "[101]", false}, "other language": {[]string{"Gelöst"}, "[100]", false},
		"none": {[]string{"Question", "unsolved"}, "[]", false}, "not permitted": {[]string{"resolved"}, "[]", true},
	} {
		forum := r.Channel(r.guild.GuildID, discordgo.ChannelTypeGuildForum, "", "")
		r.Tags(forum, c.tags...)
		r.channel = r.Channel(r.guild.GuildID, discordgo.ChannelTypeGuildPublicThread, forum.ChannelID, r.member.ID)
		a := r.ask(builtQuestion)
		up := r.press(r.member, a.Post, "up/")
		if c.forbidden {
			r.Inject(discordtest.Fault{Method: "PATCH", Path: "/channels/" + r.channel.ChannelID, Times: 1, Status: 403, Body: `{"code": 50013, "message": "Missing Permissions"}`})
		}
		for range 2 {
			solved := r.press(r.member, up.Post, "solved/")
			wantText(t, solved.Post, "this solved it")
			if told := strings.Contains(solved.Post.Message.Content, "Manage Threads"); told != c.forbidden {
				t.Errorf("%s: %s", name, solved.Post.Message.Content)
			}
			if c.forbidden {
				break
			}
			up = r.press(r.member, a.Post, "up/")
		}
		if got := fmt.Sprint(r.Applied(r.channel)); got != c.want {
			t.Errorf("%s: the post's tags are %s, want %s", name, got, c.want)
		}
	}
}

// menus returns the menus of a message.
func menus(components []discordgo.MessageComponent) (all []*discordgo.SelectMenu) {
	for _, row := range components {
		for _, c := range row.(*discordgo.ActionsRow).Components {
			if m, ok := c.(*discordgo.SelectMenu); ok {
				all = append(all, m)
			}
		}
	}
	return all
}

// options returns the values of a message's first menu.
func options(p *discordtest.Post) (values []string) {
	for _, o := range menus(p.Message.Components)[0].Options {
		values = append(values, o.Value)
	}
	return values
}

// TestStats counts what is asked, voted, solved, taught and hidden.
func TestStats(t *testing.T) {
	r := start(t, setup{})
	mod := r.moderator()
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.member, "stats")).Post, "Only moderators")
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, mod, "stats")).Post, "Last 7 days: Nothing yet.")
	a := r.ask(builtQuestion)
	r.ask("What is an unanswerable riddle?")
	r.ask("?!")
	up := r.press(r.member, a.Post, "up/")
	r.press(r.member, up.Post, "solved/")
	down := r.press(mod, a.Post, "down/")
	r.press(mod, down.Post, "hide/")
	r.teach(mod, festivalQuestion, festivalAnswer)
	stats := r.AwaitAnswer(r.Slash(r.channel, mod, "stats"))
	wantText(t, stats.Post, "Last 7 days: asked 2 · answered 1 · without an answer 1 · 👍 1 · 👎 1 · solved 1 · taught 1 · hidden 1")
	wantText(t, stats.Post, "Open questions: 1.")
	wantText(t, r.AwaitAnswer(r.Choose(r.channel, mod, stats.Post.ID, "setdigest", r.channel.ChannelID)).Post, "may manage this server")
	set := r.AwaitAnswer(r.Choose(r.channel, r.manager(), stats.Post.ID, "setdigest", r.channel.ChannelID))
	if !strings.Contains(string(set.Post.Body), `"default_values":[{"id":"`+r.channel.ChannelID) {
		t.Errorf("the channel is not shown as picked: %s", set.Post.Body)
	}
	off := r.AwaitAnswer(r.Choose(r.channel, r.manager(), set.Post.ID, "setdigest"))
	if strings.Contains(string(off.Post.Body), "default_values") {
		t.Errorf("the digest is not off: %s", off.Post.Body)
	}
}

// TestAlias asks with a word that only one server uses.
func TestAlias(t *testing.T) {
	r := start(t, setup{})
	mod := r.moderator()
	alias := func(word, means string) discordtest.Reply {
		return r.AwaitAnswer(r.Slash(r.channel, mod, "alias", discordtest.Option{Name: "word", Value: word}, discordtest.Option{Name: "means", Value: means}))
	}
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.member, "alias")).Post, "Only moderators")
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, mod, "alias")).Post, "no words of its own")
	wantText(t, alias("?!", "clock").Post, "Give both")
	wantText(t, alias("Zwirbel", "harbour clock of Lindesund").Post, "says Zwirbel here, I take it for harbour clock of Lindesund")
	const question, understood = "Who built the zwirbel?", "Understood as: Who built the harbour clock of Lindesund?"
	a := r.ask(question)
	wantQuote(t, a.Post, builtQuote)
	wantText(t, a.Post, understood)
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+question)
	p := r.AwaitPost(r.channel)
	wantText(t, &p, understood)
	for _, place := range []discordtest.Place{r.Guild(), r.DM()} {
		if other := r.askIn(place, question); strings.Contains(other.Post.Message.Content, "Understood as") {
			t.Errorf("the word is known elsewhere: %s", other.Post.Message.Content)
		}
	}
	list := r.AwaitAnswer(r.Slash(r.channel, mod, "alias"))
	wantText(t, list.Post, "• Zwirbel → harbour clock of Lindesund")
	left := r.AwaitAnswer(r.Choose(r.channel, mod, list.Post.ID, r.customID(list.Post, "aliasdrop/"), "Zwirbel"))
	wantText(t, left.Post, "no words of its own")
	if again := r.ask(question); strings.Contains(again.Post.Message.Content, "Understood as") {
		t.Errorf("what was removed is still applied: %s", again.Post.Message.Content)
	}
}
