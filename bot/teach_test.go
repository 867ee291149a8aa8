package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// What is taught in these tests, and nowhere else.
const (
	festivalQuestion = "When does the quincewood festival begin?"
	festivalAnswer   = "The quincewood festival begins on the third of May."
)

// moderator returns a person who may moderate the rig's server.
func (r *rig) moderator() discordtest.Person {
	p := r.Person("moderator")
	p.Permissions = discordgo.PermissionManageMessages
	return p
}

// submit fills in the form that an interaction opened, and returns the answer.
func (r *rig) submit(who discordtest.Person, form string, values map[string]string) discordtest.Reply {
	r.t.Helper()
	if reply := r.AwaitReply(form); reply.Type != discordgo.InteractionResponseModal {
		r.t.Fatalf("no form was opened but %v", reply)
	}
	return r.AwaitAnswer(r.Submit(r.channel, who, form, values))
}

// teach teaches an answer that is typed.
func (r *rig) teach(who discordtest.Person, question, answer string) discordtest.Reply {
	r.t.Helper()
	form := r.Slash(r.channel, who, "teach", discordtest.Option{Name: "question", Value: question})
	return r.submit(who, form, map[string]string{"question": question, "answer": answer})
}

// askIn uses /ask somewhere.
func (r *rig) askIn(place discordtest.Place, question string, options ...discordtest.Option) discordtest.Reply {
	r.t.Helper()
	options = append([]discordtest.Option{{Name: "question", Value: question}}, options...)
	return r.AwaitAnswer(r.Slash(place, r.Person("member"), "ask", options...))
}

func TestTeach(t *testing.T) {
	r := start(t, setup{})
	mod := r.moderator()
	learnt := r.teach(mod, festivalQuestion, "**"+festivalAnswer+"** Bring a basket, <@123456>.")
	if !learnt.Ephemeral {
		t.Error("everybody is told what was taught")
	}
	wantText(t, learnt.Post, "Learnt: "+festivalQuestion)
	wantText(t, learnt.Post, "Asked now, I answer:")
	a := r.ask(festivalQuestion)
	wantQuote(t, a.Post, festivalAnswer)
	wantText(t, a.Post, "taught by moderator")
	wantText(t, r.press(r.member, a.Post, "context/").Post, "Bring a basket, @user.")
	list := r.AwaitAnswer(r.Slash(r.channel, mod, "taught"))
	wantText(t, list.Post, "Taught in this server: 1\n• "+festivalQuestion)
	lesson := strings.TrimPrefix(r.customID(learnt.Post, "lessondrop/"), "lessondrop/")
	shown := r.AwaitAnswer(r.Choose(r.channel, mod, list.Post.ID, "lesson", lesson))
	wantText(t, shown.Post, "taught by moderator")

	form := r.Click(r.channel, mod, shown.Post.ID, "lessonform/"+lesson)
	changed := r.submit(mod, form, map[string]string{"question": festivalQuestion, "answer": "The quincewood festival begins in June."})
	wantText(t, changed.Post, "begins in June")
	wantQuote(t, r.ask(festivalQuestion).Post, "The quincewood festival begins in June.")
	wantText(t, r.press(r.member, a.Post, "context/").Post, "The source has changed")

	wantText(t, r.press(mod, shown.Post, "lessondrop/").Post, "Removed")
	if again := r.ask(festivalQuestion); strings.Contains(again.Post.Message.Content, "June") {
		t.Error("what was removed is still quoted")
	}
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, mod, "taught")).Post, "Nothing has been taught")
	wantText(t, r.AwaitAnswer(r.Click(r.channel, mod, learnt.Post.ID, "lessonform/"+lesson)).Post, "removed already")
}

// TestTeachNeedsModerators tries every way in as somebody else, and outside of a server.
func TestTeachNeedsModerators(t *testing.T) {
	r := start(t, setup{})
	mod := r.moderator()
	learnt := r.teach(mod, festivalQuestion, festivalAnswer)
	a := r.ask(festivalQuestion)
	down := r.press(mod, a.Post, "down/")
	r.ask("What is an unanswerable riddle?")
	gaps := r.AwaitAnswer(r.Slash(r.channel, mod, "gaps"))
	message := r.Say(r.channel, mod, festivalAnswer)
	lessons := r.AwaitAnswer(r.Slash(r.channel, mod, "taught"))
	lesson := strings.TrimPrefix(r.customID(learnt.Post, "lessondrop/"), "lessondrop/")
	tries := map[string]func() string{
		"teach": func() string {
			return r.Slash(r.channel, r.member, "teach", discordtest.Option{Name: "question", Value: "?"})
		},
		"taught": func() string { return r.Slash(r.channel, r.member, "taught") },
		"hidden": func() string { return r.Slash(r.channel, r.member, "hidden") },
		"from":   func() string { return r.MessageCommand(r.channel, r.member, "Teach from this", message) },
		"gap": func() string {
			return r.Choose(r.channel, r.member, gaps.Post.ID, "gapteach", "x")
		},
		"lesson": func() string { return r.Choose(r.channel, r.member, lessons.Post.ID, "lesson", lesson) },
		"form":   func() string { return r.Click(r.channel, r.member, learnt.Post.ID, "lessonform/"+lesson) },
		"drop":   func() string { return r.Click(r.channel, r.member, learnt.Post.ID, "lessondrop/"+lesson) },
		"hide":   func() string { return r.Click(r.channel, r.member, down.Post.ID, r.customID(down.Post, "hide/")) },
		"answer": func() string {
			return r.Click(r.channel, r.member, down.Post.ID, r.customID(down.Post, "teachanswer/"))
		},
		"typed": func() string {
			return r.Interact(r.channel, r.member, discordgo.InteractionModalSubmit, map[string]any{"custom_id": "teachtyped/-/-", "components": []any{}}, nil)
		},
	}
	for name, try := range tries {
		if answer := r.AwaitAnswer(try()); !strings.Contains(answer.Post.Message.Content, "Only moderators") {
			t.Errorf("%s: %s", name, answer.Post.Body)
		}
	}
	wantText(t, r.AwaitAnswer(r.Slash(r.DM(), mod, "taught")).Post, "in a server only")
	wantQuote(t, r.ask(festivalQuestion).Post, festivalAnswer)
}

// TestTeachFromMessage: the words of a message stay its author's, whoever teaches them.
func TestTeachFromMessage(t *testing.T) {
	r := start(t, setup{})
	mod, author := r.moderator(), r.Person("author")
	question := r.Say(r.channel, r.member, festivalQuestion)
	message := r.Reply(r.channel, author, festivalAnswer, question)
	form := r.MessageCommand(r.channel, mod, "Teach from this", message)
	if reply := r.AwaitReply(form); !strings.Contains(string(reply.Body), festivalQuestion) || strings.Contains(string(reply.Body), `"answer"`) {
		t.Errorf("the form is %s, want one with the question alone", reply.Body)
	}
	learnt := r.submit(mod, form, map[string]string{"question": festivalQuestion})
	wantText(t, learnt.Post, "Asked now, I answer:")
	a := r.ask(festivalQuestion)
	wantQuote(t, a.Post, festivalAnswer)
	wantText(t, a.Post, "taught by author")
	link := fmt.Sprintf("https://discord.com/channels/%s/%s/%s", r.channel.GuildID, r.channel.ChannelID, message)
	if !strings.Contains(a.Post.Message.Content, link) {
		t.Errorf("the link to the message is missing in %s", a.Post.Message.Content)
	}
	change := r.Click(r.channel, mod, learnt.Post.ID, r.customID(learnt.Post, "lessonform/"))
	r.submit(mod, change, map[string]string{"question": "When is the quincewood festival?", "answer": "Never."})
	wantQuote(t, r.ask(festivalQuestion).Post, festivalAnswer)

	picture := r.Say(r.channel, author, "https://example.org/picture.png")
	r.Say(r.channel, author, "")
	for _, empty := range []string{r.Say(r.channel, author, " "), r.Say(r.channel, author, "# Heading")} {
		wantText(t, r.AwaitAnswer(r.MessageCommand(r.channel, mod, "Teach from this", empty)).Post, "no sentence")
	}
	bare := r.submit(mod, r.MessageCommand(r.channel, mod, "Teach from this", picture), map[string]string{"question": "Where is the quincewood picture?"})
	wantText(t, bare.Post, "I still do not answer with it")

	p := r.AwaitAnswer(r.Slash(r.channel, author, "privacy"))
	r.press(author, p.Post, "forget")
	if again := r.ask(festivalQuestion); strings.Contains(again.Post.Message.Content, "third of May") {
		t.Error("somebody's words are still quoted after all of theirs was deleted")
	}
}

// TestTaughtFollowsItsMessage: what was taught from a message is what the message says now, and is
// gone when the message is.
func TestTaughtFollowsItsMessage(t *testing.T) {
	const second = "How many quincewood baskets are there?"
	r := start(t, withContent())
	mod, author := r.moderator(), r.Person("author")
	from := func(r *rig, message, question string) {
		r.submit(mod, r.MessageCommand(r.channel, mod, "Teach from this", message), map[string]string{"question": question})
	}
	message := r.Say(r.channel, author, festivalAnswer)
	other := r.Say(r.channel, author, "There are 400 quincewood baskets.")
	from(r, message, festivalQuestion)
	from(r, message, "Who begins the quincewood festival?")
	from(r, other, second)
	r.says(festivalQuestion, "third of May", true)
	r.Edit(r.channel, author, message, "The quincewood festival begins in June, <@123456>.")
	r.says(festivalQuestion, `begins in June, \@user.`, true)
	r.Delete(r.channel, message)
	r.says(festivalQuestion, "begins in June", false)
	r.says(second, "400", true)
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, mod, "taught")).Post, "Taught in this server: 1\n")
	r.Edit(r.channel, author, other, "# ")
	r.says(second, "400", false)

	blind := start(t, setup{}) // Discord does not show it what an edited message says
	message = blind.Say(blind.channel, author, festivalAnswer)
	from(blind, message, festivalQuestion)
	blind.Edit(blind.channel, author, message, "The quincewood festival begins in June.")
	blind.Say(blind.channel, author, "<@"+blind.Bot.ID+"> "+festivalQuestion)
	p := blind.AwaitPost(blind.channel)
	wantQuote(t, &p, festivalAnswer)
	blind.Delete(blind.channel, message)
	blind.says(festivalQuestion, "third of May", false)
}

// TestTeachByLink needs the intent, and a message of the same server.
func TestTeachByLink(t *testing.T) {
	link := func(p discordtest.Place, message string) string {
		return fmt.Sprintf("https://canary.discord.com/channels/%s/%s/%s", p.GuildID, p.ChannelID, message)
	}
	r := start(t, withContent())
	mod := r.moderator()
	here, elsewhere := r.Say(r.channel, r.Person("author"), festivalAnswer), r.Guild()
	there := r.Say(elsewhere, r.Person("author"), "The secret of the other server is a quincewood key.")
	teach := func(r *rig, link string) discordtest.Reply {
		return r.AwaitAnswer(r.Slash(r.channel, mod, "teach",
			discordtest.Option{Name: "question", Value: festivalQuestion}, discordtest.Option{Name: "message", Value: link}))
	}
	disguised := fmt.Sprintf("https://discord.com/channels/%s/%s/%s", r.channel.GuildID, elsewhere.ChannelID, there)
	for _, bad := range []string{link(elsewhere, there), disguised, "https://example.org/channels/1/2/3", link(r.channel, "999"), "quincewood"} {
		wantText(t, teach(r, bad).Post, "no such message in this server")
	}
	hidden := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildText, "", "")
	r.Private(hidden)
	closed := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPrivateThread, r.channel.ChannelID, "")
	below := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, hidden.ChannelID, "")
	for _, place := range []discordtest.Place{hidden, closed, below} {
		secret := r.Say(place, r.Person("admin"), "The secret of the staff is a quincewood key.")
		wantText(t, teach(r, link(place, secret)).Post, "a channel that you can’t read")
	}
	r.Add(closed, mod)
	shared := r.Say(closed, mod, "The marrow race of Lindesund starts at the mill.")
	wantText(t, teach(r, link(closed, shared)).Post, "Learnt:")
	wantText(t, teach(r, link(r.channel, here)).Post, "Asked now, I answer:")
	a := r.ask(festivalQuestion)
	wantQuote(t, a.Post, festivalAnswer)
	wantText(t, a.Post, "taught by author")

	blind := start(t, setup{})
	wantText(t, teach(blind, link(blind.channel, here)).Post, "Message Content intent")
}

// TestTeachingClosesAGap goes from an unanswered question to its answer.
func TestTeachingClosesAGap(t *testing.T) {
	r := start(t, setup{})
	const question = "When is the unanswerable quincewood festival?"
	r.ask(question)
	r.ask("Another unanswerable one?")
	mod := r.moderator()
	list := r.AwaitAnswer(r.Slash(r.channel, mod, "gaps"))
	wantText(t, list.Post, "Questions without an answer: 2")
	menu := ""
	for _, row := range list.Post.Message.Components {
		if m, ok := row.(*discordgo.ActionsRow).Components[0].(*discordgo.SelectMenu); ok && m.CustomID == "gapteach" {
			for _, o := range m.Options {
				if o.Label == question {
					menu = o.Value
				}
			}
		}
	}
	form := r.Choose(r.channel, mod, list.Post.ID, "gapteach", menu)
	if reply := r.AwaitReply(form); !strings.Contains(string(reply.Body), question) {
		t.Errorf("the form is without the question: %s", reply.Body)
	}
	r.submit(mod, form, map[string]string{"question": "When does the quincewood festival take place?", "answer": festivalAnswer})
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, mod, "gaps")).Post, "Questions without an answer: 1\n• Another")
	wantQuote(t, r.ask(festivalQuestion).Post, festivalAnswer)
}

// TestTaughtStaysInItsServer asks for what one server was taught in another one and in direct
// messages, on every surface.
func TestTaughtStaysInItsServer(t *testing.T) {
	r := start(t, setup{})
	mod := r.moderator()
	learnt := r.teach(mod, festivalQuestion, festivalAnswer)
	article := "taught:" + strings.TrimPrefix(r.customID(learnt.Post, "lessondrop/"), "lessondrop/")
	other := r.Guild()
	home := *r
	r.teach(mod, "Who cooks the soup?", "The soup is cooked by everybody in turn.")
	answered := r.ask(festivalQuestion)

	there := *r
	there.channel = other
	there.teach(mod, "When is our feast?", "Our feast is held in the winter.") // a shelf of its own
	for name, place := range map[string]discordtest.Place{"another server": other, "a direct message": r.DM()} {
		said := strings.Join(everywhere(&there, place, article), "\n")
		for _, leak := range []string{"third of May", "quincewood festival begin", "in turn"} {
			if strings.Contains(said, leak) {
				t.Errorf("%s: %q leaks in\n%s", name, leak, said)
			}
		}
		for _, prefix := range []string{"context/", "up/", "down/"} {
			refused := r.AwaitAnswer(r.Click(place, r.member, answered.Post.ID, r.customID(answered.Post, prefix)))
			wantText(t, refused.Post, "too old")
		}
	}
	if said := strings.Join(everywhere(&home, home.channel, article), "\n"); strings.Count(said, "third of May") < 6 {
		t.Errorf("at home it is not found everywhere, which shows nothing:\n%s", said)
	}
}

// everywhere asks for the festival on every surface of a place, and returns all that is said;
// article is the id under which it is known at home.
func everywhere(r *rig, place discordtest.Place, article string) (said []string) {
	hear := func(p *discordtest.Post) { said = append(said, string(p.Body)) }
	const asked = "Which quincewood festival of Lindesund begins, and who cooks the soup?"
	for _, question := range []string{asked, "Is the unanswerable quincewood festival in May?"} {
		a := r.askIn(place, question)
		hear(a.Post)
		for _, id := range customIDs(a.Post.Message.Components) {
			if strings.HasPrefix(id, "context/") || strings.HasPrefix(id, "next/") || strings.HasPrefix(id, "closest/") {
				hear(r.AwaitAnswer(r.Click(place, r.member, a.Post.ID, id)).Post)
			}
		}
	}
	hear(r.askIn(place, asked, discordtest.Option{Name: "article", Value: article}).Post)
	r.Say(place, r.member, "<@"+r.Bot.ID+"> "+asked)
	p := r.AwaitPost(place)
	hear(&p)
	found := r.AwaitAnswer(r.Slash(place, r.member, "search", discordtest.Option{Name: "words", Value: "quincewood festival May soup"}))
	hear(found.Post)
	hear(r.AwaitAnswer(r.Slash(place, r.member, "sources")).Post)
	hear(r.AwaitAnswer(r.Slash(place, r.member, "sources", discordtest.Option{Name: "article", Value: article})).Post)
	for _, typed := range []string{"quincewood", "taught", ""} {
		reply := r.AwaitReply(r.Complete(place, r.member, "ask", discordtest.Option{Name: "article", Value: typed, Focused: true}))
		for _, c := range reply.Choices {
			said = append(said, fmt.Sprint(c.Name, c.Value))
		}
	}
	return said
}
