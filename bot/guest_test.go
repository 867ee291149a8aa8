package bot_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/bot/markdown/markdowntest"
	"verbatim/index"
)

// gaps asks for the list of gaps.
func (r *rig) gaps() string {
	r.t.Helper()
	moderator := r.Person("moderator")
	moderator.Permissions = discordgo.PermissionManageMessages
	return r.AwaitAnswer(r.Slash(r.channel, moderator, "gaps")).Post.Message.Content
}

// wantGaps waits until so many questions are noted, and fails when more or fewer are.
func (r *rig) wantGaps(n int) {
	r.t.Helper()
	want := "No unanswered questions."
	if n > 0 {
		want = fmt.Sprintf("Questions without an answer: %d", n)
	}
	list := ""
	for range 30 {
		if list = r.gaps(); strings.Contains(list, want) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	r.t.Errorf("the gaps are %q, want %d", list, n)
}

// quiet fails when the bot writes into a channel, or shows itself typing, while the library
// takes its time.
func (r *rig) quiet(place discordtest.Place, during func()) {
	r.t.Helper()
	before := len(r.Posts(place))
	typed := len(r.Requests("POST", "/channels/"+place.ChannelID+"/typing"))
	during()
	time.Sleep(400 * time.Millisecond)
	if posts := r.Posts(place); len(posts) > before {
		r.t.Errorf("the bot wrote %s", posts[before].Body)
	}
	if n := len(r.Requests("POST", "/channels/"+place.ChannelID+"/typing")); n > typed {
		r.t.Error("the bot showed itself typing")
	}
}

// chatter is what people say to each other.
var chatter = []string{
	"@bob can you come to voice later?", "wtf?", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "open ? close : wait", "lol",
	"who is in?? :D", "thanks everyone", "guten morgen!", "так, зрозуміло", "了解です", "no that's wrong", "can anyone help?",
	"Bob, are you coming?", "how are you all?",
}

// TestTalkAfterAnAnswer replies to an answer with what people say then: nothing is refused,
// nothing noted.
func TestTalkAfterAnAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, setup{})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	answer := r.AwaitPost(r.channel)
	r.Silence(r.channel, 200*time.Millisecond) // the record of an answer knows its message a little later
	r.quiet(r.channel, func() {
		for _, s := range []string{"thanks!", "ok", "lol", "nice bot", "👍", "danke dir", "merci beaucoup !", "entendi, valeu", "なるほど", "oh wow, that helped", "I tried that yesterday already"} {
			r.replyTo(answer, s)
		}
	})
	r.wantGaps(0)
	bowed := 0
	for _, req := range r.Requests("PUT", "/channels/"+r.channel.ChannelID+"/messages/") {
		if strings.HasSuffix(req.Path, "/@me") {
			bowed++
		}
	}
	if bowed == 0 {
		t.Error("no thank-you was taken")
	}
}

// TestComplaint opens what a vote against the answer opens, once for each who complains.
func TestComplaint(t *testing.T) {
	r := start(t, setup{})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	answer := r.AwaitPost(r.channel)
	r.Silence(r.channel, 200*time.Millisecond)
	r.replyTo(answer, "no, that is wrong, it was Nils")
	thanks := r.AwaitPost(r.channel)
	wantText(t, &thanks, "say what was wrong")
	r.quiet(r.channel, func() { r.replyTo(answer, "das stimmt nicht") })
	form := r.Click(r.channel, r.member, thanks.ID, r.customID(&thanks, "why/"))
	if f := r.AwaitReply(form); len(f.Inputs) != 1 {
		t.Errorf("the form is %+v", f)
	}
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy")).Post, "Records of yours now: 2") // the answer and the vote
	r.wantGaps(0)
}

// TestSourceOfAnAnswer asks where an answer is from.
func TestSourceOfAnAnswer(t *testing.T) {
	r := start(t, setup{})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	answer := r.AwaitPost(r.channel)
	r.Silence(r.channel, 200*time.Millisecond)
	for _, s := range []string{"source?", "says who?", "woher weißt du das?"} {
		r.replyTo(answer, s)
		p := r.AwaitPost(r.channel)
		if links := markdowntest.Show(p.Message.Content).Links; len(links) != 1 || !strings.HasPrefix(links[0].URL, "https://example.org/lindesund/harbour") {
			t.Errorf("%q is answered with %q", s, p.Message.Content)
		}
	}
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> are you sure?") // of the latest answer
	p := r.AwaitPost(r.channel)
	wantText(t, &p, "The harbour clock of Lindesund")
	r.wantGaps(0)
}

// TestTalkWhereTheBotListens says in an ask-channel, and in a thread with the bot, what
// people say to each other. The bot does not so much as type, however long it thinks.
func TestTalkWhereTheBotListens(t *testing.T) {
	t.Parallel()
	r := start(t, withContent())
	thread := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, r.channel.ChannelID, r.member.ID)
	r.Say(thread, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	r.AwaitPost(thread)
	r.set("setask", r.channel.ChannelID)
	for _, place := range []discordtest.Place{r.channel, thread} {
		r.quiet(place, func() {
			for _, s := range chatter {
				r.Say(place, r.member, s)
			}
		})
	}
	r.wantGaps(0)
}

// TestQuestionToSomebodyElse asks others what the bot could answer.
func TestQuestionToSomebodyElse(t *testing.T) {
	r := start(t, withContent())
	r.set("setask", r.channel.ChannelID)
	other := r.Person("other")
	said := r.Say(r.channel, other, "I have been to Lindesund.")
	r.Silence(r.channel, 300*time.Millisecond)
	before := len(r.Posts(r.channel))
	r.quiet(r.channel, func() {
		r.Say(r.channel, r.member, "<@"+other.ID+"> "+builtQuestion)
		r.Say(r.channel, r.member, "@other "+builtQuestion)
		r.Reply(r.channel, r.member, builtQuestion, said)
	})
	if n := len(r.Posts(r.channel)); n != before {
		t.Errorf("there are %d messages of the bot, want %d", n, before)
	}
	r.wantGaps(0)
}

// TestSilentWhileThinking lets the library take longer than the bot's patience over a
// question that is for everybody: it never types.
func TestSilentWhileThinking(t *testing.T) {
	t.Parallel()
	s := withContent()
	until := make(chan struct{})
	s.library = func(l bot.Library) bot.Library { return held{l, until} }
	r := start(t, s)
	r.set("setask", r.channel.ChannelID)
	r.quiet(r.channel, func() {
		r.Say(r.channel, r.member, noQuestion)
		time.Sleep(1700 * time.Millisecond) // longer than the bot's patience
		close(until)
	})
	r.wantGaps(1)
}

// TestIntroduction greets the bot.
func TestIntroduction(t *testing.T) {
	r := start(t, setup{})
	r.AwaitCommands()
	r.Silence(r.channel, 200*time.Millisecond) // until the bot has read their ids
	dm := r.DM()
	for _, s := range []string{"hi", "help", "what can you do?", "bonjour", "хто ти?", "使い方"} {
		r.Say(dm, r.member, s)
		p := r.AwaitPost(dm)
		if !strings.Contains(p.Message.Content, "</ask:") || !strings.Contains(p.Message.Content, "</help:") {
			t.Errorf("%q is answered with %q, without commands to click", s, p.Message.Content)
		}
	}
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+">")
	p := r.AwaitPost(r.channel)
	wantText(t, &p, "word for word")
	a := r.ask("hello")
	wantText(t, a.Post, "word for word")
	r.wantGaps(0)
}

// TestManagedRole picks the role that Discord made for the bot in place of the bot.
func TestManagedRole(t *testing.T) {
	r := start(t, withContent())
	const role = "7777777"
	r.Dispatch(r.channel.GuildID, "GUILD_UPDATE", map[string]any{"id": r.channel.GuildID, "roles": []any{
		map[string]any{"id": "5"}, nil, map[string]any{"id": role, "managed": true, "tags": map[string]any{"bot_id": r.Bot.ID}},
		map[string]any{"id": "8888", "managed": true, "tags": map[string]any{"bot_id": "1234"}},
	}})
	mention := func(role, content string) {
		r.Dispatch(r.channel.GuildID, "MESSAGE_CREATE", map[string]any{
			"id": snowflake(time.Now()), "channel_id": r.channel.ChannelID, "guild_id": r.channel.GuildID, "type": 0, "content": content,
			"author": map[string]any{"id": r.member.ID}, "mentions": []any{}, "mention_roles": []any{role},
		})
	}
	r.quiet(r.channel, func() { mention("8888", "<@&8888> "+builtQuestion) })
	mention(role, "<@&"+role+"> "+builtQuestion)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, builtQuote)
	r.Dispatch(r.channel.GuildID, "GUILD_ROLE_CREATE", map[string]any{"guild_id": r.channel.GuildID, "role": map[string]any{"id": "9999", "tags": map[string]any{"bot_id": r.Bot.ID}}})
	mention("9999", "<@&9999> "+stopQuestion)
	p = r.AwaitPost(r.channel)
	wantQuote(t, &p, stopQuote)
}

// TestHabits surrounds a question with what people put around questions.
func TestHabits(t *testing.T) {
	r := start(t, setup{})
	me := "<@" + r.Bot.ID + "> "
	for _, s := range []string{
		me + "<:clock:1234567890> " + builtQuestion, me + builtQuestion + " <a:wave:1234567890>", me + "<#" + r.channel.ChannelID + "> " + builtQuestion,
		me + "<t:1700000000:R> " + builtQuestion, me + "**" + builtQuestion + "**", me + "__" + builtQuestion + "__", me + "||" + builtQuestion + "||",
		me + "https://example.org/x?y=1 " + builtQuestion, me + "> " + builtQuestion, "hey " + me + ", " + builtQuestion + " thanks!", me + "~~hm~~ " + builtQuestion,
	} {
		r.Say(r.channel, r.Person("somebody"), s)
		p := r.AwaitPost(r.channel)
		wantQuote(t, &p, builtQuote)
	}
}

// TestPointing asks the bot to answer somebody else's question.
func TestPointing(t *testing.T) {
	r := start(t, setup{})
	said := r.Say(r.channel, r.Person("other"), builtQuestion)
	for _, s := range []string{"can you answer this?", "help", "do you know?", "^", "weißt du das?", "tu peux répondre ?"} {
		r.Reply(r.channel, r.member, "<@"+r.Bot.ID+"> "+s, said)
		p := r.AwaitPost(r.channel)
		wantQuote(t, &p, builtQuote)
	}
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> can you answer this?")
	p := r.AwaitPost(r.channel)
	wantText(t, &p, "reply to a message that holds one")
	r.wantGaps(0)
}

// TestForumPosts puts the question where people put it in a forum.
func TestForumPosts(t *testing.T) {
	t.Parallel()
	r := start(t, withContent())
	var posts []discordtest.Place
	for _, kind := range []discordgo.ChannelType{discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildMedia} {
		forum := r.Channel(r.channel.GuildID, kind, "", "")
		r.set("setask", forum.ChannelID)
		for _, c := range []struct{ title, body, want string }{
			{builtQuestion, "", builtQuote}, // a screenshot
			{"who built the harbour clock of Lindesund", "hi all, see the screenshot", builtQuote},
			{"Lindesund harbour clock builder", "Hello everybody :)", builtQuote},
			{"help please", builtQuestion, builtQuote},
			{"hi", "thanks in advance", ""},
		} {
			post := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, forum.ChannelID, r.member.ID)
			r.Dispatch(post.GuildID, "THREAD_CREATE", map[string]any{
				"id": post.ChannelID, "guild_id": post.GuildID, "parent_id": forum.ChannelID, "type": 11, "name": c.title, "newly_created": true,
			})
			if c.want == "" {
				r.quiet(post, func() { r.sayAs(post.ChannelID, post, c.body) })
				continue
			}
			r.sayAs(post.ChannelID, post, c.body)
			p := r.AwaitPost(post)
			if !strings.Contains(p.Message.Content, "Lindesund") {
				t.Errorf("%q, %q: answered %q", c.title, c.body, p.Message.Content)
			}
			posts = append(posts, post)
		}
	}
	r.quiet(posts[0], func() {
		for _, post := range posts {
			r.Say(post, r.member, stopQuestion) // each post gets one answer
		}
	})
	for _, post := range posts {
		if n := len(r.Posts(post)); n != 1 {
			t.Errorf("a post got %d answers", n)
		}
	}
}

// TestWhateverHoldsAQuestion asks by forwarding, by a poll, and by what other bots show.
func TestWhateverHoldsAQuestion(t *testing.T) {
	r := start(t, withContent())
	r.set("setask", r.channel.ChannelID)
	dm := r.DM()
	forwarded := map[string]any{"message_snapshots": []any{map[string]any{"message": map[string]any{"content": builtQuestion, "embeds": []any{}, "type": 0}}},
		"message_reference": map[string]any{"type": 1, "message_id": "5", "channel_id": "6"}}
	poll := map[string]any{"poll": map[string]any{"question": map[string]any{"text": builtQuestion}, "answers": []any{}}}
	for name, fields := range map[string]map[string]any{"forwarded": forwarded, "poll": poll} {
		for _, place := range []discordtest.Place{dm, r.channel} {
			m := map[string]any{
				"id": snowflake(time.Now()), "channel_id": place.ChannelID, "type": 0, "content": "", "author": map[string]any{"id": r.member.ID},
				"mentions": []any{}, "timestamp": time.Now().UTC().Format(time.RFC3339Nano),
			}
			if place.GuildID != "" {
				m["guild_id"] = place.GuildID
			}
			for k, v := range fields {
				m[k] = v
			}
			r.Dispatch(place.GuildID, "MESSAGE_CREATE", m)
			p := r.AwaitPost(place)
			if shown := markdowntest.Show(p.Message.Content); shown.Quote != builtQuote {
				t.Errorf("%s in %+v: answered %q", name, place, p.Message.Content)
			}
		}
	}
	elsewhere := r.Guild()
	robot := r.Person("robot")
	robot.Bot = true
	for name, body := range map[string]map[string]any{
		"embed": {"content": "New ticket", "embeds": []any{map[string]any{"type": "rich", "title": "Ticket 5", "description": builtQuestion}}},
		"components": {"flags": 1 << 15, "components": []any{map[string]any{"type": 17, "components": []any{
			map[string]any{"type": 10, "content": "## Ticket"}, map[string]any{"type": 9, "components": []any{map[string]any{"type": 10, "content": builtQuestion}},
				"accessory": map[string]any{"type": 2, "style": 1, "label": "x", "custom_id": "x"}},
		}}}},
	} {
		id := r.Write(elsewhere, robot, body)
		a := r.AwaitAnswer(r.MessageCommand(elsewhere, r.member, "Ask about this", id))
		if shown := markdowntest.Show(a.Post.Message.Content); shown.Quote != builtQuote {
			t.Errorf("%s: Ask about this answers %q", name, a.Post.Message.Content)
		}
		r.Reply(elsewhere, r.member, "<@"+r.Bot.ID+"> can you answer this?", id)
		p := r.AwaitPost(elsewhere)
		wantQuote(t, &p, builtQuote)
	}
}

// TestChangedFieldOfAReply changes the type of a field that nobody needs.
func TestChangedFieldOfAReply(t *testing.T) {
	r := start(t, setup{})
	r.Dispatch(r.channel.GuildID, "MESSAGE_CREATE", map[string]any{
		"id": snowflake(time.Now()), "channel_id": r.channel.ChannelID, "guild_id": r.channel.GuildID, "type": 19, "content": "<@" + r.Bot.ID + ">",
		"author": map[string]any{"id": r.member.ID}, "mentions": []any{map[string]any{"id": r.Bot.ID}},
		"message_reference":  map[string]any{"message_id": "4"},
		"referenced_message": map[string]any{"id": "4", "channel_id": r.channel.ChannelID, "content": builtQuestion, "author": map[string]any{"id": "9", "public_flags": "64"}},
	})
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, builtQuote)
}

// TestTwoProcesses runs the bot twice with one token: each question gets one good answer.
func TestTwoProcesses(t *testing.T) {
	r := start(t, setup{})
	x, err := library()
	if err != nil {
		t.Fatal(err)
	}
	first := r.stop
	r.run(bot.Config{}, "", talkative{bot.LibraryOf(x)})
	r.AwaitReady(2)
	for range 5 {
		a := r.ask(builtQuestion)
		wantQuote(t, a.Post, builtQuote)
		time.Sleep(100 * time.Millisecond)
		if a = r.ReplyTo(a.ID); len(a.Followups) > 0 || strings.Contains(a.Post.Message.Content, "went wrong") {
			t.Errorf("the answer became %q, with %d follow-ups", a.Post.Message.Content, len(a.Followups))
		}
		wantQuote(t, a.Post, builtQuote)
		r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+stopQuestion)
		p := r.AwaitPost(r.channel)
		wantQuote(t, &p, stopQuote)
		r.Silence(r.channel, 100*time.Millisecond)
	}
	if err := first(); err != nil {
		t.Error(err)
	}
}

// TestRefusedPart: where Discord refuses a part of an answer, it goes out without buttons and
// links.
func TestRefusedPart(t *testing.T) {
	r := start(t, setup{})
	refuse := func(method, path string) {
		r.Inject(discordtest.Fault{Method: method, Path: path, Times: 1, Status: 400, Body: `{"code":50035,"message":"Invalid Form Body","errors":{"components":{}}}`})
	}
	check := func(p *discordtest.Post) {
		t.Helper()
		wantQuote(t, p, builtQuote)
		if links := markdowntest.Show(p.Message.Content).Links; len(links) > 0 || len(p.Message.Components) > 0 {
			t.Errorf("it has links or buttons: %s", p.Body)
		}
	}
	refuse("POST", "/interactions/")
	check(r.ask(builtQuestion).Post)
	refuse("POST", "/channels/")
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p := r.AwaitPost(r.channel)
	check(&p)
}

// TestBarred: where the bot may not write, whoever asked learns of it, once, and the
// managers in the settings; the log has no error.
func TestBarred(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"no permission": `{"code": 50013, "message": "Missing Permissions"}`, "no access": `{"code": 50001, "message": "Missing Access"}`,
		"AutoMod": `{"code": 200000, "message": "Message was blocked by automatic moderation"}`,
		"slow":    `{"code": 20016, "message": "This action cannot be performed due to slowmode rate limit", "retry_after": 3600}`,
		"locked":  `{"code": 50083, "message": "Tried to perform an operation on an archived thread, such as editing a message or adding a user to the thread"}`,
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, setup{})
			status := http.StatusForbidden
			switch name {
			case "AutoMod", "locked":
				status = http.StatusBadRequest
			case "slow":
				status = http.StatusTooManyRequests
			}
			r.Inject(discordtest.Fault{Method: "POST", Path: "/channels/" + r.channel.ChannelID, Status: status, Body: body})
			question := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
			r.Until("reaction", func() bool { p, _ := r.Post(question); return len(p.Reactions) == 1 })
			r.Inject(discordtest.Fault{Method: "PUT", Path: "/channels/", Status: http.StatusForbidden, Body: `{"code": 50013, "message": "Missing Permissions"}`})
			r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion) // nobody is told again
			time.Sleep(300 * time.Millisecond)
			if n := len(r.Whispers(r.member)); n != 0 {
				t.Errorf("%d direct messages although there was a reaction", n)
			}
			_, panel := r.settings()
			wantText(t, panel, "I may not write in")
			if n := r.errors.Load(); n > 0 {
				t.Errorf("%d errors in the log", n)
			}
		})
	}
}

// TestBarredWithoutReactions tells the one who asked privately.
func TestBarredWithoutReactions(t *testing.T) {
	r := start(t, setup{})
	r.Inject(discordtest.Fault{Path: "/channels/" + r.channel.ChannelID, Status: http.StatusForbidden, Body: `{"code": 50013, "message": "Missing Permissions"}`})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	r.Until("direct message", func() bool { return len(r.Whispers(r.member)) == 1 })
	p := r.Whispers(r.member)[0]
	wantText(t, &p, "I may not write in")
}

// TestAnswerHeldBack lets AutoMod hold back the answer to a command.
func TestAnswerHeldBack(t *testing.T) {
	r := start(t, setup{before: func(s *discordtest.Server) {
		s.Inject(discordtest.Fault{Method: "POST", Path: "/interactions/", Times: 1, Status: 400, Body: `{"code": 200000, "message": "Message was blocked by automatic moderation"}`})
	}})
	a := r.ask(builtQuestion)
	wantText(t, a.Post, "has held back my answer")
	if n := r.errors.Load(); !a.Ephemeral || n > 0 {
		t.Errorf("private: %t, errors in the log: %d", a.Ephemeral, n)
	}
}

// marking is a library whose reader has marked an answer in the sentence.
type marking struct{ bot.Library }

func (l marking) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	a, err := l.Library.Answer(ctx, q)
	for i := range a.Quotes {
		q := &a.Quotes[i]
		if at := strings.Index(q.Text, "Marta Ekholm"); at >= 0 {
			q.SpanStart, q.SpanEnd = q.Start+at, q.Start+at+len("Marta Ekholm")
		}
	}
	return a, err
}

// TestContextKeepsTheMarkedWords shows in bold around an answer what is bold in it.
func TestContextKeepsTheMarkedWords(t *testing.T) {
	r := start(t, setup{library: func(l bot.Library) bot.Library { return marking{l} }})
	a := r.ask(builtQuestion)
	around := r.press(r.member, a.Post, "context/")
	if bold := markdowntest.Show(around.Post.Message.Content).Bold; len(bold) != 1 || bold[0] != "Marta Ekholm" {
		t.Errorf("bold is %q", bold)
	}
}

// TestPrivateThreadOfAllowedChannel uses /ask in a thread that the bot cannot look up.
func TestPrivateThreadOfAllowedChannel(t *testing.T) {
	r := start(t, setup{})
	r.set("setallowed", r.channel.ChannelID)
	thread := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPrivateThread, r.channel.ChannelID, r.member.ID)
	r.Inject(discordtest.Fault{Method: "GET", Path: "/channels/" + thread.ChannelID, Status: http.StatusForbidden, Body: `{"code": 50001, "message": "Missing Access"}`})
	a := r.AwaitAnswer(r.Slash(thread, r.member, "ask", discordtest.Option{Name: "question", Value: builtQuestion}))
	wantQuote(t, a.Post, builtQuote)
}

// TestDeletedAllowedChannel deletes the only channel in which the bot was to answer.
func TestDeletedAllowedChannel(t *testing.T) {
	r := start(t, setup{})
	chosen := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildText, "", "")
	r.set("setallowed", chosen.ChannelID)
	r.quiet(r.channel, func() { r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion) })
	wantText(t, r.ask(builtQuestion).Post, "I don’t answer in this channel")
	r.Dispatch(chosen.GuildID, "CHANNEL_DELETE", map[string]any{"id": chosen.ChannelID, "guild_id": chosen.GuildID, "type": 0})
	wantQuote(t, r.ask(builtQuestion).Post, builtQuote)
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+stopQuestion)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, stopQuote)
	_, panel := r.settings()
	wantText(t, panel, "no longer exist")
}

// TestProxies posts questions the way PluralKit does: once as a member, then as a webhook
// under another name, and the first is deleted.
func TestProxies(t *testing.T) {
	t.Parallel()
	for _, wanted := range []bool{true, false} {
		r := start(t, withContent())
		who, panel := r.settings()
		if wanted {
			more := r.AwaitAnswer(r.Click(r.channel, who, panel.ID, "setmore"))
			more = r.AwaitAnswer(r.Click(r.channel, who, more.Post.ID, "setproxies/on"))
			back := r.AwaitAnswer(r.Click(r.channel, who, more.Post.ID, "setback"))
			wantText(t, back.Post, "Ask-channels")
		}
		webhook := func(content string) string {
			id := snowflake(time.Now())
			r.Dispatch(r.channel.GuildID, "MESSAGE_CREATE", map[string]any{
				"id": id, "channel_id": r.channel.ChannelID, "guild_id": r.channel.GuildID, "type": 0, "content": content, "webhook_id": "4711", "application_id": "4712",
				"author": map[string]any{"id": "4711", "username": "Ann | system", "bot": true}, "mentions": []any{map[string]any{"id": r.Bot.ID}},
			})
			return id
		}
		question := "<@" + r.Bot.ID + "> " + builtQuestion
		r.quiet(r.channel, func() { webhook("<@" + r.Bot.ID + "> " + stopQuestion) }) // the copy of nothing
		said := r.Say(r.channel, r.member, "A: "+question)
		copied := webhook(question)
		r.Delete(r.channel, said)
		if !wanted {
			continue
		}
		p := r.AwaitPost(r.channel)
		wantQuote(t, &p, builtQuote)
		r.Silence(r.channel, 300*time.Millisecond)
		if posts := r.Posts(r.channel); len(posts) != 1 || !strings.Contains(string(p.Body), `"message_id":"`+copied+`"`) {
			t.Errorf("there are %d answers, the first is %s", len(posts), p.Body)
		}
		wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy")).Post, "Records of yours now: 1")
		r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+stopQuestion) // one that does not come again
		p = r.AwaitPost(r.channel)
		wantQuote(t, &p, stopQuote)
	}
}

// TestRefusalNamesTheNextStep refuses in the bot's words, and in the server's.
func TestRefusalNamesTheNextStep(t *testing.T) {
	r := start(t, setup{})
	r.AwaitCommands()
	r.Silence(r.channel, 200*time.Millisecond)
	refused := r.ask(noQuestion).Post.Message.Content
	if !strings.Contains(refused, "</search:") {
		t.Errorf("the refusal is %q, without a next step", refused)
	}
	who, panel := r.settings()
	more := r.AwaitAnswer(r.Click(r.channel, who, panel.ID, "setmore"))
	more = r.AwaitAnswer(r.Choose(r.channel, who, more.Post.ID, "setpeople", r.channel.ChannelID))
	form := r.Click(r.channel, who, more.Post.ID, "refusalform")
	r.AwaitReply(form)
	r.AwaitAnswer(r.Submit(r.channel, who, form, map[string]string{"words": "The *tavern* knows nothing of that."}))
	refused = r.ask(noQuestion).Post.Message.Content
	for _, want := range []string{"</search:", "<#" + r.channel.ChannelID + ">", `The \*tavern\* knows nothing of that.`} {
		if !strings.Contains(refused, want) {
			t.Errorf("the refusal is %q, without %q", refused, want)
		}
	}
}

// TestFurtherQuestions: their buttons stand below the line that speaks of them.
func TestFurtherQuestions(t *testing.T) {
	r := start(t, setup{})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion+" "+stopQuestion)
	p := r.AwaitPost(r.channel)
	if !strings.HasSuffix(p.Message.Content, "There were more questions in this message:") {
		t.Errorf("the answer ends %q", p.Message.Content)
	}
	row, _ := p.Message.Components[0].(*discordgo.ActionsRow)
	if ids := customIDs(row.Components); len(ids) != 1 || !strings.HasPrefix(ids[0], "other/") {
		t.Errorf("below it stand %q", ids)
	}
}
