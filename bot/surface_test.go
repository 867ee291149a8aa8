package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/bot/markdown/markdowntest"
	"verbatim/index"
)

const (
	builtQuestion = "Who built the harbour clock?"
	builtQuote    = "The harbour clock of Lindesund was built by Marta Ekholm in 1887."
	stopQuestion  = "How long was the clock not repaired?"
	stopQuote     = "The clock stopped during the storm of 1921 and was not repaired for six years."
	noQuestion    = "Which xylophone is unanswerable?"
)

// wantQuote fails unless a message shows exactly this quote.
func wantQuote(t *testing.T, p *discordtest.Post, quote string) {
	t.Helper()
	if p == nil {
		t.Fatal("there is no message")
	}
	shown := markdowntest.Show(p.Message.Content)
	if shown.Quote != quote {
		t.Errorf("the quote shown is %q, want %q\nmessage: %s", shown.Quote, quote, p.Body)
	}
}

// wantText fails unless a message shows this text somewhere.
func wantText(t *testing.T, p *discordtest.Post, text string) {
	t.Helper()
	if p == nil {
		t.Fatal("there is no message")
	}
	if shown := markdowntest.Show(p.Message.Content); !strings.Contains(shown.Text, text) {
		t.Errorf("%q is missing in %q", text, shown.Text)
	}
}

func TestSlashAsk(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	wantQuote(t, a.Post, builtQuote)
	if a.Ephemeral {
		t.Error("the answer is private without having been asked to be")
	}
	shown := markdowntest.Show(a.Post.Message.Content)
	if len(shown.Links) != 1 || !strings.HasPrefix(shown.Links[0].URL, "https://example.org/lindesund/harbour_%28clock%29#:~:text=The%20harbour%20clock") || shown.Links[0].Unfolds {
		t.Errorf("links are %+v, want the very sentence in the source alone, not unfolding", shown.Links)
	}
	for _, want := range []string{"The harbour clock of Lindesund", "9 March 2024", builtQuestion} {
		wantText(t, a.Post, want)
	}
}

func TestSlashAskPrivate(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion, discordtest.Option{Name: "private", Value: true})
	wantQuote(t, a.Post, builtQuote)
	if !a.Ephemeral {
		t.Error("the answer is public")
	}
}

func TestMention(t *testing.T) {
	r := start(t, setup{})
	asked := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+stopQuestion)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, stopQuote)
	if p.ReplyTo != asked {
		t.Errorf("the answer replies to %q, want %q", p.ReplyTo, asked)
	}
}

// TestMentionInGermanServer answers in the server's language before anybody has used a
// command there.
func TestMentionInGermanServer(t *testing.T) {
	r := start(t, setup{})
	r.Dispatch(r.channel.GuildID, "GUILD_UPDATE", map[string]any{"id": r.channel.GuildID, "preferred_locale": "de", "name": "Bücherei"})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+noQuestion)
	p := r.AwaitPost(r.channel)
	wantText(t, &p, "Meine Quellen beantworten das nicht")
}

func TestDirectMessage(t *testing.T) {
	r := start(t, setup{})
	dm := r.DM()
	r.Say(dm, r.member, builtQuestion)
	p := r.AwaitPost(dm)
	wantQuote(t, &p, builtQuote)
}

func TestSlashAskArticle(t *testing.T) {
	r := start(t, setup{})
	a := r.ask("How many kronor was Ekholm paid?", discordtest.Option{Name: "article", Value: "harbour"})
	wantQuote(t, a.Post, "Ekholm was paid 1,250 kronor for it.")
	t.Run("free text", func(t *testing.T) {
		a := r.ask("How many kronor was Ekholm paid?", discordtest.Option{Name: "article", Value: "the HARBOUR clock of lindesund"})
		wantQuote(t, a.Post, "Ekholm was paid 1,250 kronor for it.")
	})
	t.Run("unknown", func(t *testing.T) {
		a := r.ask(builtQuestion, discordtest.Option{Name: "article", Value: "no such thing"})
		wantText(t, a.Post, "no such article")
		if !a.Ephemeral {
			t.Error("the refusal is public")
		}
	})
}

func TestAutocomplete(t *testing.T) {
	r := start(t, setup{})
	for _, c := range []struct{ typed, name, value string }{
		{"harb", "The harbour clock of Lindesund", "harbour"},
		{"TID", "Tides", "notes/tides"},
		{"", "A very long sentence", "long"},
		{"no such", "A very long sentence", "long"},
	} {
		reply := r.AwaitReply(r.Complete(r.channel, r.member, "ask", discordtest.Option{Name: "question", Value: "x"}, discordtest.Option{Name: "article", Value: c.typed, Focused: true}))
		if len(reply.Choices) == 0 || reply.Choices[0].Name != c.name || reply.Choices[0].Value != c.value {
			t.Errorf("typed %q: the first of %d choices is not %s", c.typed, len(reply.Choices), c.name)
		}
	}
	reply := r.AwaitReply(r.Complete(r.channel, r.member, "sources", discordtest.Option{Name: "article", Value: "filler 1", Focused: true}))
	if len(reply.Choices) != 2 {
		t.Errorf("there are %d choices for two articles", len(reply.Choices))
	}
}

func TestSilence(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(noQuestion)
	wantText(t, a.Post, "do not answer")
	wantQuote(t, a.Post, "")
	moderator := r.member
	moderator.Permissions = discordgo.PermissionManageMessages
	list := r.AwaitAnswer(r.Slash(r.channel, moderator, "gaps"))
	wantText(t, list.Post, noQuestion)
}

func TestClosestSentences(t *testing.T) {
	r := start(t, setup{})
	a := r.ask("Which unanswerable clock did the king of Lindesund buy?")
	wantText(t, a.Post, "do not answer")
	closest := r.press(r.member, a.Post, "closest/")
	if !closest.Ephemeral {
		t.Error("the closest sentences are public")
	}
	wantText(t, closest.Post, "The harbour clock of Lindesund")
}

func TestSearch(t *testing.T) {
	r := start(t, setup{})
	a := r.AwaitAnswer(r.Slash(r.channel, r.member, "search", discordtest.Option{Name: "words", Value: "soup voyage"}))
	wantText(t, a.Post, "The cook made soup.")
	if !a.Ephemeral {
		t.Error("the passages are public")
	}
	first := markdowntest.Show(a.Post.Message.Content).Quote
	next := r.AwaitAnswer(r.Click(r.channel, r.member, a.Post.ID, r.lastID(a.Post, "search/")))
	if second := markdowntest.Show(next.Post.Message.Content).Quote; second == first || second == "" {
		t.Errorf("the second page shows %q, the first %q", second, first)
	}
	none := r.AwaitAnswer(r.Slash(r.channel, r.member, "search", discordtest.Option{Name: "words", Value: "xylophone @everyone"}))
	wantText(t, none.Post, "xylophone @everyone")
}

func TestSources(t *testing.T) {
	r := start(t, setup{})
	a := r.AwaitAnswer(r.Slash(r.channel, r.member, "sources"))
	wantText(t, a.Post, "Articles: 16")
	wantText(t, a.Post, "Filler 00")
	next := r.AwaitAnswer(r.Click(r.channel, r.member, a.Post.ID, r.lastID(a.Post, "sources/")))
	wantText(t, next.Post, "The harbour clock of Lindesund")
	details := r.AwaitAnswer(r.Slash(r.channel, r.member, "sources", discordtest.Option{Name: "article", Value: "harbour"}))
	wantText(t, details.Post, "Published: 9 March 2024")
}

func TestAskAboutThis(t *testing.T) {
	r := start(t, setup{})
	other := r.Person("other")
	said := r.Say(r.channel, other, "Nice clock! "+builtQuestion+" And "+stopQuestion)
	a := r.AwaitAnswer(r.MessageCommand(r.channel, r.member, "Ask about this", said))
	wantQuote(t, a.Post, builtQuote)
	second := r.press(r.member, a.Post, "other/")
	wantQuote(t, second.Post, stopQuote)
	if second.Ephemeral {
		t.Error("the one who asked gets the second answer in private")
	}
	theirs := r.press(other, a.Post, "other/")
	if !theirs.Ephemeral {
		t.Error("somebody else's press is answered in public")
	}
}

func TestReplyToBot(t *testing.T) {
	r := start(t, setup{})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	first := r.AwaitPost(r.channel)
	r.replyTo(first, stopQuestion)
	second := r.AwaitPost(r.channel)
	wantQuote(t, &second, stopQuote)
}

// TestReplyToBotWithoutReference is a reply without the message that it refers to, which
// Discord need not send.
func TestReplyToBotWithoutReference(t *testing.T) {
	r := start(t, withContent())
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	first := r.AwaitPost(r.channel)
	reply := func(to string) {
		r.Dispatch(r.channel.GuildID, "MESSAGE_CREATE", map[string]any{
			"id": snowflake(time.Now()), "channel_id": r.channel.ChannelID, "guild_id": r.channel.GuildID, "type": 19, "content": stopQuestion,
			"author": map[string]any{"id": r.member.ID}, "mentions": []any{}, "message_reference": map[string]any{"message_id": to},
		})
	}
	reply(first.ReplyTo) // the member's own message
	r.Silence(r.channel, 300*time.Millisecond)
	reply(first.ID)
	second := r.AwaitPost(r.channel)
	wantQuote(t, &second, stopQuote)
}

func TestMentionInReplyToSomebody(t *testing.T) {
	r := start(t, setup{})
	said := r.Say(r.channel, r.Person("other"), builtQuestion)
	r.Reply(r.channel, r.member, "<@"+r.Bot.ID+">", said)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, builtQuote)
}

func TestContextButton(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	context := r.press(r.Person("other"), a.Post, "context/")
	if !context.Ephemeral {
		t.Error("the context is public")
	}
	want := builtQuote + " It stands on a granite pier, forty metres from the customs house. Ekholm was paid 1,250 kronor for it."
	wantQuote(t, context.Post, want)
	if bold := markdowntest.Show(context.Post.Message.Content).Bold; len(bold) != 1 || bold[0] != builtQuote {
		t.Errorf("bold is %q, want the sentence", bold)
	}
}

func TestContextOfLongSentence(t *testing.T) {
	r := start(t, setup{})
	a := r.ask("What does the inventory of the lighthouse keeper list?")
	wantText(t, a.Post, "Shortened")
	page := r.press(r.member, a.Post, "context/")
	text := markdowntest.Show(page.Post.Message.Content).Quote
	for range 3 {
		id := r.lastID(page.Post, "context/")
		if disabled(page.Post, id) {
			break
		}
		page = r.AwaitAnswer(r.Click(r.channel, r.member, page.Post.ID, id))
		text += markdowntest.Show(page.Post.Message.Content).Quote
	}
	if !strings.HasPrefix(text, "The inventory of the lighthouse keeper lists a_b_c") || !strings.HasSuffix(text, "a brass telescope. She retired in 1956.") {
		t.Errorf("the pages together are %q", text)
	}
}

func TestNextAnswerButton(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	theirs := r.press(r.Person("other"), a.Post, "next/")
	if !theirs.Ephemeral {
		t.Error("somebody else changed the answer for everybody")
	}
	mine := r.press(r.member, a.Post, "next/")
	if mine.Type != discordgo.InteractionResponseUpdateMessage {
		t.Errorf("the answer to the one who asked is of type %d, want an update", mine.Type)
	}
	wantText(t, mine.Post, "Answer 2")
	if shown := markdowntest.Show(mine.Post.Message.Content); shown.Quote == builtQuote {
		t.Error("the next answer is the same")
	}
}

func TestVotes(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	wantText(t, r.press(r.member, a.Post, "up/").Post, "Thank you")
	down := r.press(r.member, a.Post, "down/")
	modal := r.Click(r.channel, r.member, down.Post.ID, r.customID(down.Post, "why/"))
	if form := r.AwaitReply(modal); form.Title == "" || len(form.Inputs) != 1 || form.Inputs[0] != "reason" {
		t.Fatalf("the form is %+v", form)
	}
	saved := r.AwaitAnswer(r.Submit(r.channel, r.member, modal, map[string]string{"reason": "the *wrong* clock"}))
	wantText(t, saved.Post, "noted")
	stored := r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy"))
	wantText(t, stored.Post, "Records of yours now: 2")
}

// TestButtonsSurviveRestart: what an answer's buttons show was kept with it, and costs no
// second question.
func TestButtonsSurviveRestart(t *testing.T) {
	data := t.TempDir()
	r := start(t, setup{data: data})
	a := r.ask(builtQuestion)
	silent := r.ask("Which unanswerable clock did the king of Lindesund buy?")
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	again := r.restart(data, func(l bot.Library) bot.Library { return failing{l, errors.New("asked again")} })
	wantText(t, again.press(again.member, a.Post, "context/").Post, "granite pier")
	next := again.press(again.member, a.Post, "next/")
	wantText(t, next.Post, "Answer 2")
	for i := 0; i < 5 && next.Post.Message.Content != a.Post.Message.Content; i++ {
		next = again.press(again.member, next.Post, "next/")
	}
	if next.Post.Message.Content != a.Post.Message.Content {
		t.Errorf("after the last answer comes %q, the first was %q", next.Post.Message.Content, a.Post.Message.Content)
	}
	wantText(t, again.press(again.member, silent.Post, "closest/").Post, "The harbour clock of Lindesund")
}

// moved is a library in which no quote stands any more, which takes it a while to say.
type moved struct {
	bot.Library
	until <-chan struct{}
}

func (l moved) Context(index.Quote) (string, int, error) {
	<-l.until
	return "", 0, errors.New("it has moved")
}

// TestChangedSource: a quote is not shown again once it no longer stands in its source, and
// an answer that everybody sees is not replaced by an apology to the one who pressed,
// however late it comes.
func TestChangedSource(t *testing.T) {
	data := t.TempDir()
	r := start(t, setup{data: data})
	a := r.ask(builtQuestion)
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	deferred := make(chan struct{})
	again := r.restart(data, func(l bot.Library) bot.Library { return moved{l, deferred} })
	press := again.Click(again.channel, again.member, a.Post.ID, again.customID(a.Post, "next/"))
	again.AwaitReply(press)
	close(deferred)
	notice := again.AwaitFollowup(press)
	wantText(t, &notice, "The source has changed")
	if !notice.Ephemeral {
		t.Error("the notice is public")
	}
	if now, _ := again.Post(a.Post.ID); now.Message.Content != a.Post.Message.Content {
		t.Errorf("the answer became %q", now.Message.Content)
	}
}

func TestEditedQuestion(t *testing.T) {
	r := start(t, setup{})
	asked := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, builtQuote)
	r.Edit(r.channel, r.member, asked, "<@"+r.Bot.ID+"> "+stopQuestion)
	p = r.AwaitEdit(p.ID, 1)
	wantQuote(t, &p, stopQuote)
	if n := len(r.Posts(r.channel)); n != 1 {
		t.Errorf("there are %d messages, want the one that was edited", n)
	}
	t.Run("mention added later", func(t *testing.T) {
		late := r.Say(r.channel, r.member, builtQuestion)
		r.Edit(r.channel, r.member, late, "<@"+r.Bot.ID+"> "+builtQuestion)
		p := r.AwaitPost(r.channel)
		wantQuote(t, &p, builtQuote)
	})
}

func TestDeletedQuestion(t *testing.T) {
	r := start(t, setup{})
	asked := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p := r.AwaitPost(r.channel)
	r.Delete(r.channel, asked)
	r.AwaitDeleted(p.ID)
}

func TestSeveralQuestionsInOneMessage(t *testing.T) {
	r := start(t, setup{})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion+" "+stopQuestion)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, builtQuote)
	second := r.press(r.member, &p, "other/")
	wantQuote(t, second.Post, stopQuote)
}

// TestReplyWithoutReadHistory: where the bot may write but not reply, it just writes.
func TestReplyWithoutReadHistory(t *testing.T) {
	r := start(t, setup{before: func(s *discordtest.Server) {
		s.Inject(discordtest.Fault{Method: "POST", Path: "/channels/", Times: 1, Status: 400, Body: `{"code": 160002, "message": "Cannot reply without permission to read message history"}`})
	}})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, builtQuote)
	if p.ReplyTo != "" {
		t.Errorf("it still replies to %s", p.ReplyTo)
	}
}

// TestChannelWithoutPermission: where the bot may not write, it gives up quietly and goes
// on elsewhere.
func TestChannelWithoutPermission(t *testing.T) {
	r := start(t, setup{before: func(s *discordtest.Server) {
		s.Inject(discordtest.Fault{Method: "POST", Path: "/channels/", Times: 1, Status: 403, Body: `{"code": 50013, "message": "Missing Permissions"}`})
	}})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	r.Until("refusal", func() bool { return len(r.Requests("POST", "/channels/")) == 1 })
	other := r.Guild()
	r.Say(other, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p := r.AwaitPost(other)
	wantQuote(t, &p, builtQuote)
}

// TestRetriedAnswerIsPostedOnce: Discord posts the answer, but its reply to the request is
// lost.
func TestRetriedAnswerIsPostedOnce(t *testing.T) {
	r := start(t, setup{before: func(s *discordtest.Server) {
		s.Inject(discordtest.Fault{Method: "POST", Path: "/channels/", Times: 1, Hangup: true, AfterStore: true})
	}})
	asked := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	r.Until("second try", func() bool { return len(r.Requests("POST", "/channels/")) == 2 })
	r.Silence(r.channel, 200*time.Millisecond)
	if posts := r.Posts(r.channel); len(posts) != 1 {
		t.Fatalf("the answer was posted %d times", len(posts))
	}
	r.Delete(r.channel, asked)
	r.AwaitDeleted(r.Posts(r.channel)[0].ID)
}

// TestRefusedDeferral: a deferral that Discord has refused counts as not sent, and the
// answer takes its place.
func TestRefusedDeferral(t *testing.T) {
	refused := make(chan struct{})
	r := start(t, setup{
		library: func(l bot.Library) bot.Library { return held{l, refused} },
		before: func(s *discordtest.Server) {
			s.Inject(discordtest.Fault{Method: "POST", Path: "/interactions/", Times: 1, Status: 400, Body: `{"code": 50035, "message": "Invalid Form Body"}`})
		},
	})
	id := r.Slash(r.channel, r.member, "ask", discordtest.Option{Name: "question", Value: builtQuestion})
	r.Until("refusal", func() bool { return len(r.Requests("POST", "/interactions/")) == 1 })
	close(refused)
	wantQuote(t, r.AwaitAnswer(id).Post, builtQuote)
}

// TestRefusedAnswer: who asked is told when Discord refuses the answer, whatever it is.
func TestRefusedAnswer(t *testing.T) {
	r := start(t, setup{before: func(s *discordtest.Server) {
		s.Inject(discordtest.Fault{Method: "POST", Path: "/interactions/", Times: 2, Status: 400, Body: `{"code": 50035, "message": "Invalid Form Body"}`})
	}})
	a := r.ask(builtQuestion)
	wantText(t, a.Post, "went wrong on my side")
	if !a.Ephemeral {
		t.Error("the apology is public")
	}
}

// TestButtonIsFasterThanDiscord: a button is pressed before Discord has told the bot that
// its answer was posted.
func TestButtonIsFasterThanDiscord(t *testing.T) {
	r := start(t, setup{before: func(s *discordtest.Server) {
		s.Inject(discordtest.Fault{Method: "POST", Path: "/channels/", Times: 1, Delay: 2 * time.Second, AfterStore: true})
	}})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	p := r.AwaitPost(r.channel)
	wantText(t, r.press(r.member, &p, "up/").Post, "Thank you")
	wantText(t, r.press(r.member, &p, "context/").Post, "granite pier")
}
