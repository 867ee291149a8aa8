package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/corpus"
	"verbatim/index"
	"verbatim/index/update"
)

// manager returns a person who may manage the rig's server.
func (r *rig) manager() discordtest.Person {
	p := r.Person("manager")
	p.Permissions = discordgo.PermissionManageGuild
	return p
}

// settings opens the settings as a manager.
func (r *rig) settings() (discordtest.Person, *discordtest.Post) {
	r.t.Helper()
	who := r.manager()
	return who, r.AwaitAnswer(r.Slash(r.channel, who, "settings")).Post
}

// set picks values in a menu of the settings.
func (r *rig) set(menu string, values ...string) discordtest.Reply {
	r.t.Helper()
	who, p := r.settings()
	return r.AwaitAnswer(r.Choose(r.channel, who, p.ID, menu, values...))
}

func TestSettingsNeedPermission(t *testing.T) {
	r := start(t, setup{})
	a := r.AwaitAnswer(r.Slash(r.channel, r.member, "settings"))
	wantText(t, a.Post, "may manage this server")
	_, panel := r.settings()
	a = r.AwaitAnswer(r.Click(r.channel, r.member, panel.ID, "setprivate/on"))
	wantText(t, a.Post, "may manage this server")
	dm := r.DM()
	a = r.AwaitAnswer(r.Slash(dm, r.manager(), "settings"))
	wantText(t, a.Post, "in a server only")
}

func TestSettings(t *testing.T) {
	r := start(t, setup{})
	who, panel := r.settings()
	a := r.AwaitAnswer(r.Click(r.channel, who, panel.ID, "setprivate/on"))
	wantText(t, a.Post, "private by default: on")
	if !r.ask(builtQuestion).Ephemeral {
		t.Error("answers are still public")
	}
	if r.ask(builtQuestion, discordtest.Option{Name: "private", Value: false}).Ephemeral {
		t.Error("private:false is ignored")
	}
	wantText(t, r.set("setlevel", "cautious").Post, "How sure an answer must be: Cautious")
	wantText(t, r.set("setlanguage", "en").Post, "Language of my own words: English")
	who, panel = r.settings()
	a = r.AwaitAnswer(r.Click(r.channel, who, panel.ID, "setreset"))
	for _, want := range []string{"private by default: off", "must be: Balanced", "own words: Automatic"} {
		wantText(t, a.Post, want)
	}
}

// TestSettingsOfDeletedChannel: a channel that is gone must not lock the managers out.
// TestDamagedSettings sends what Discord's own clients never would.
func TestDamagedSettings(t *testing.T) {
	r := start(t, setup{})
	if body := string(r.set("setask", "@everyone", r.channel.ChannelID, "").Post.Body); strings.Contains(body, "@everyone") || !strings.Contains(body, r.channel.ChannelID) {
		t.Errorf("the picked channels became %s", body)
	}
	who, panel := r.settings()
	form := r.Click(r.channel, who, panel.ID, "sourcesform")
	r.AwaitReply(form)
	wantText(t, r.AwaitAnswer(r.Submit(r.channel, who, form, nil)).Post, "reload Discord")
}

func TestSettingsOfDeletedChannel(t *testing.T) {
	r := start(t, setup{})
	r.set("setallowed", r.channel.ChannelID)
	r.Inject(discordtest.Fault{Method: "POST", Path: "/interactions/", Times: 1, Status: 400, Body: `{"code": 50035, "message": "Invalid Form Body"}`})
	who, panel := r.settings()
	if strings.Contains(string(panel.Body), "default_values") {
		t.Errorf("the second try still names the channel: %s", panel.Body)
	}
	a := r.AwaitAnswer(r.Choose(r.channel, who, panel.ID, "setallowed"))
	wantText(t, a.Post, "Channels where I answer: all")
}

func TestSettingsLevelReachesTheLibrary(t *testing.T) {
	asked := make(chan index.Query, 10)
	r := start(t, setup{library: func(l bot.Library) bot.Library { return listening{l, asked} }})
	r.set("setlevel", "cautious")
	r.ask(builtQuestion)
	if q := <-asked; q.Level != index.Cautious {
		t.Errorf("the level asked for is %q, want cautious", q.Level)
	}
}

// listening is a library that passes on what it is asked.
type listening struct {
	bot.Library
	asked chan<- index.Query
}

func (l listening) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	l.asked <- q
	return l.Library.Answer(ctx, q)
}

func TestSettingsSources(t *testing.T) {
	r := start(t, setup{})
	submit := func(lines string) discordtest.Reply {
		who, panel := r.settings()
		form := r.Click(r.channel, who, panel.ID, "sourcesform")
		r.AwaitReply(form)
		return r.AwaitAnswer(r.Submit(r.channel, who, form, map[string]string{"sources": lines}))
	}
	a := submit("filler/\n\n  notes/  \nno *such*")
	wantText(t, a.Post, "Visible sources: filler/, notes/, no *such*")
	wantText(t, a.Post, "No article begins with: no *such*")
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.member, "sources")).Post, "Articles: 14")
	if answer := r.ask(builtQuestion); strings.Contains(answer.Post.Message.Content, "Ekholm") {
		t.Error("an answer comes from a source that this server does not see")
	}
	if reply := r.AwaitReply(r.Complete(r.channel, r.member, "ask", discordtest.Option{Name: "article", Value: "harbour", Focused: true})); reply.Choices[0].Value == "harbour" {
		t.Error("an article that this server does not see is suggested")
	}
	refused := r.ask(builtQuestion, discordtest.Option{Name: "article", Value: "harbour"})
	wantText(t, refused.Post, "no such article")
	wantText(t, submit("").Post, "Visible sources: all")
	wantQuote(t, r.ask(builtQuestion).Post, builtQuote)
}

func TestAllowedChannels(t *testing.T) {
	r := start(t, setup{})
	allowed := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildText, "", "")
	thread := r.Channel(r.channel.GuildID, discordgo.ChannelTypeGuildPublicThread, allowed.ChannelID, "")
	r.set("setallowed", allowed.ChannelID)
	a := r.ask(builtQuestion)
	if !a.Ephemeral || !strings.Contains(a.Post.Message.Content, "<#"+allowed.ChannelID+">") {
		t.Errorf("the refusal is %s, want a private one that names the channel", a.Post.Body)
	}
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	for _, place := range []discordtest.Place{allowed, thread} {
		r.Say(place, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
		p := r.AwaitPost(place)
		wantQuote(t, &p, builtQuote)
	}
	if n := len(r.Posts(r.channel)); n != 0 {
		t.Errorf("%d answers in a channel that is not allowed", n)
	}
}

func TestGaps(t *testing.T) {
	r := start(t, setup{})
	for range 2 {
		r.ask("What is an unanswerable *riddle* @everyone?")
	}
	r.ask("Another unanswerable one?")
	refused := r.AwaitAnswer(r.Slash(r.channel, r.member, "gaps"))
	wantText(t, refused.Post, "Only moderators")
	moderator := r.Person("moderator")
	moderator.Permissions = discordgo.PermissionManageMessages
	list := r.AwaitAnswer(r.Slash(r.channel, moderator, "gaps"))
	if !list.Ephemeral {
		t.Error("the list is public")
	}
	wantText(t, list.Post, "• What is an unanswerable *riddle* @everyone? · asked 2×\n• Another unanswerable one? · asked 1×")
	menu := list.Post.Message.Components[1].(*discordgo.ActionsRow).Components[0].(*discordgo.SelectMenu)
	left := r.AwaitAnswer(r.Choose(r.channel, moderator, list.Post.ID, menu.CustomID, menu.Options[0].Value))
	wantText(t, left.Post, "Questions without an answer: 1\n• Another")
	export := r.AwaitAnswer(r.Click(r.channel, moderator, left.Post.ID, "gapsexport"))
	if !export.Ephemeral || len(export.Post.Message.Attachments) != 1 {
		t.Errorf("the export is %s, want a private file", export.Post.Body)
	}
	elsewhere := r.Guild()
	none := r.AwaitAnswer(r.Slash(elsewhere, moderator, "gaps"))
	wantText(t, none.Post, "No unanswered questions")
}

func TestReindex(t *testing.T) {
	release := make(chan struct{})
	fail := make(chan error, 1)
	reindex := func(ctx context.Context, progress func(update.Progress)) (update.Report, error) {
		progress(update.Progress{Stage: "read", Inputs: 3, Total: 10, Articles: 2})
		select {
		case <-release:
		case <-ctx.Done():
			return update.Report{}, ctx.Err()
		}
		select {
		case err := <-fail:
			return update.Report{}, err
		default:
		}
		return update.Report{Added: 2, Changed: 1, Removed: 3, Unchanged: 9, Skipped: []corpus.Skip{{Input: "broken.pdf", Place: "page 3", Reason: corpus.ReasonMalformed, Err: errors.New("x")}}}, nil
	}
	r := start(t, setup{config: bot.Config{Reindex: reindex}})
	owner := discordtest.Person{ID: r.OwnerID, Name: "owner"}
	refused := r.AwaitAnswer(r.Slash(r.channel, r.manager(), "reindex"))
	wantText(t, refused.Post, "Only the owner")
	id := r.Slash(r.channel, owner, "reindex")
	started := r.AwaitAnswer(id)
	wantText(t, started.Post, "Reading the sources")
	busy := r.AwaitAnswer(r.Slash(r.channel, owner, "reindex"))
	wantText(t, busy.Post, "Another reindex")
	close(release)
	done := r.AwaitEdit(started.Post.ID, 1)
	wantText(t, &done, "Added 2, changed 1, removed 3, unchanged 9.")
	wantText(t, &done, "broken.pdf page 3: malformed")

	fail <- errors.New("disk full")
	again := r.AwaitAnswer(r.Slash(r.channel, owner, "reindex"))
	failed := r.AwaitEdit(again.Post.ID, 1)
	wantText(t, &failed, "The reindex failed")
}

func TestPrivacy(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	r.press(r.member, a.Post, "up/")
	r.ask("An unanswerable question of mine?")
	p := r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy"))
	wantText(t, p.Post, "for 90 days")
	wantText(t, p.Post, "Records of yours now: 4")
	gone := r.press(r.member, p.Post, "forget")
	wantText(t, gone.Post, "Records deleted: 4")
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy")).Post, "Nothing of yours is stored")
	wantText(t, r.press(r.member, a.Post, "next/").Post, "too old")
}

// TestNoUserIDsOnDisk asks on every way that leaves a record, about somebody else, and
// looks for both ids in what was written.
func TestNoUserIDsOnDisk(t *testing.T) {
	data := t.TempDir()
	r := start(t, setup{data: data})
	other := r.Person("other")
	about := " <@" + other.ID + "> or <@!" + other.ID + ">?"
	a := r.ask("Is it unanswerable" + about)
	a = r.ask(builtQuestion + " And who is" + about)
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> who is"+about)
	r.AwaitPost(r.channel)
	r.AwaitAnswer(r.Slash(r.channel, r.member, "search", discordtest.Option{Name: "words", Value: about}))
	down := r.press(r.member, a.Post, "down/")
	form := r.Click(r.channel, r.member, down.Post.ID, r.customID(down.Post, "why/"))
	r.AwaitReply(form)
	r.AwaitAnswer(r.Submit(r.channel, r.member, form, map[string]string{"reason": about}))
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(data)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(data, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range []discordtest.Person{r.member, other} {
			if bytes.Contains(raw, []byte(who.ID)) {
				t.Errorf("%s holds the id of the %s", f.Name(), who.Name)
			}
		}
	}
}

func TestHelpAndAbout(t *testing.T) {
	r := start(t, setup{})
	help := func(who discordtest.Person) string {
		return r.AwaitAnswer(r.Slash(r.channel, who, "help")).Post.Message.Content // with commands as names or, once they are registered, as mentions
	}
	if got := help(r.member); !strings.Contains(got, "/ask") || strings.Contains(got, "/teach") {
		t.Errorf("everybody is told what moderators can do, or not of /ask: %s", got)
	}
	if got := help(r.moderator()); !strings.Contains(got, "/teach") {
		t.Errorf("moderators are not told what they can do: %s", got)
	}
	about := r.AwaitAnswer(r.Slash(r.channel, r.member, "about"))
	wantText(t, about.Post, "Verbatim 1.2.3")
	wantText(t, about.Post, "Articles: 16")
}

// held is a library that does not answer before something has happened, however long
// that takes.
type held struct {
	bot.Library
	until <-chan struct{}
}

func (l held) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	<-l.until
	return l.Library.Answer(context.WithoutCancel(ctx), q)
}

func TestSlowAnswerIsDeferred(t *testing.T) {
	deferred := make(chan struct{})
	r := start(t, setup{library: func(l bot.Library) bot.Library { return held{l, deferred} }})
	private := r.Slash(r.channel, r.member, "ask", discordtest.Option{Name: "question", Value: builtQuestion}, discordtest.Option{Name: "private", Value: true})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	first := r.AwaitReply(private)
	if first.Type != discordgo.InteractionResponseDeferredChannelMessageWithSource || !first.Ephemeral {
		t.Errorf("the first answer is of type %d, private %t; want a private deferral", first.Type, first.Ephemeral)
	}
	r.AwaitTyping(r.channel)
	close(deferred)
	wantQuote(t, r.AwaitAnswer(private).Post, builtQuote)
	p := r.AwaitPost(r.channel)
	wantQuote(t, &p, builtQuote)
}

// TestBurstIsDeferred asks more at once than the library can work on: everybody is told to
// wait, and everybody is answered.
func TestBurstIsDeferred(t *testing.T) {
	begin := make(chan struct{})
	r := start(t, setup{
		library: func(l bot.Library) bot.Library { return held{l, begin} },
		discord: discordtest.Options{AnswerWithin: 2 * time.Minute, Timeout: 2 * time.Minute},
	})
	var asked []string
	for range 100 {
		asked = append(asked, r.Slash(r.Guild(), r.member, "ask", discordtest.Option{Name: "question", Value: builtQuestion}))
		r.member = r.Person("another")
	}
	for _, id := range asked {
		if reply := r.AwaitReply(id); reply.Type != discordgo.InteractionResponseDeferredChannelMessageWithSource {
			t.Fatalf("the first answer is of type %d, want a deferral", reply.Type)
		}
	}
	close(begin)
	for _, id := range asked {
		wantQuote(t, r.AwaitAnswer(id).Post, builtQuote)
	}
}

// stepping is a library that says when it begins with a question, and goes on when it is
// told to.
type stepping struct {
	bot.Library
	begun chan<- string
	step  <-chan struct{}
}

func (l stepping) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	l.begun <- q.Text
	<-l.step
	return l.Library.Answer(context.WithoutCancel(ctx), q)
}

// TestServersTakeTurns lets a crowd in one server ask before somebody in another one does:
// that one's turn comes next but one.
func TestServersTakeTurns(t *testing.T) {
	const crowd = 28
	begun, step := make(chan string, crowd+1), make(chan struct{})
	r := start(t, setup{
		library: func(l bot.Library) bot.Library { return stepping{l, begun, step} },
		discord: discordtest.Options{AnswerWithin: 2 * time.Minute, Timeout: 2 * time.Minute},
	})
	ask := func(place discordtest.Place, question string) string {
		return r.Slash(place, r.Person("member"), "ask", discordtest.Option{Name: "question", Value: question})
	}
	waits := func(id string) {
		if reply := r.AwaitReply(id); reply.Type != discordgo.InteractionResponseDeferredChannelMessageWithSource {
			t.Fatalf("the first answer is of type %d, want a deferral", reply.Type)
		}
	}
	var asked []string
	for i := range crowd { // different questions: equal ones would share one turn
		asked = append(asked, ask(r.channel, fmt.Sprint(builtQuestion, " ", i)))
	}
	for _, id := range asked {
		waits(id)
	}
	places := len(begun) // as many are worked on at a time
	guest := ask(r.Guild(), stopQuestion)
	waits(guest)
	var order []string
	for range places {
		order = append(order, <-begun)
	}
	for range 2 {
		step <- struct{}{}
		order = append(order, <-begun)
	}
	close(step)
	if at := slices.Index(order, stopQuestion); at < places {
		t.Errorf("the guest's question is not among the next two of %q", order[places:])
	}
	wantQuote(t, r.AwaitAnswer(guest).Post, stopQuote)
	for _, id := range asked {
		wantQuote(t, r.AwaitAnswer(id).Post, builtQuote)
	}
}

// plain leaves a library as it is.
func plain(l bot.Library) bot.Library { return l }

// failing is a library that cannot answer.
type failing struct {
	bot.Library
	err error
}

func (l failing) Answer(context.Context, index.Query) (index.Answer, error) {
	if l.err == nil {
		panic("the library has a bug")
	}
	return index.Answer{}, l.err
}

func TestFailuresAreToldApart(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"no index": {index.ErrNoIndex, "not ready yet"},
		"damaged":  {fmt.Errorf("search: %w", index.ErrDamaged), "not ready yet"},
		"timeout":  {context.DeadlineExceeded, "too long"},
		"other":    {errors.New("disk on fire"), "went wrong on my side"},
		"panic":    {nil, "went wrong on my side"},
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, setup{library: func(l bot.Library) bot.Library { return failing{l, c.err} }})
			a := r.ask(builtQuestion)
			wantText(t, a.Post, c.want)
			if !a.Ephemeral {
				t.Error("the apology is public")
			}
			if c.err != nil && strings.Contains(string(a.Post.Body), c.err.Error()) {
				t.Errorf("the internal error is shown: %s", a.Post.Body)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	r := start(t, setup{})
	var last discordtest.Reply
	for range 20 {
		last = r.ask(builtQuestion)
	}
	wantText(t, last.Post, "Please wait")
	if !last.Ephemeral {
		t.Error("the notice is public")
	}
	other := r.Person("other")
	a := r.AwaitAnswer(r.Slash(r.channel, other, "ask", discordtest.Option{Name: "question", Value: builtQuestion}))
	wantQuote(t, a.Post, builtQuote)
	dm := r.DM()
	r.Say(dm, r.member, builtQuestion)
	p := r.AwaitPost(dm)
	wantText(t, &p, "Please wait")
}

func TestLimitsOfButtons(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	var last discordtest.Reply
	for range 25 {
		last = r.press(r.member, a.Post, "up/")
	}
	wantText(t, last.Post, "Please wait")
	wantText(t, r.press(r.Person("other"), a.Post, "up/").Post, "Thank you")
}

func TestCommandsAreRegisteredOnce(t *testing.T) {
	data := t.TempDir()
	r := start(t, setup{data: data})
	if n := len(r.AwaitCommands()); n != 17 {
		t.Errorf("%d commands are registered, want 17", n)
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	again := r.restart(data, plain)
	again.ask(builtQuestion)
	again.Until("second look at the commands", func() bool {
		return len(again.Requests("GET", "/applications/"+again.AppID+"/commands")) == 2
	})
	if n := r.Registrations(); n != 1 {
		t.Errorf("the commands were written %d times, want once", n)
	}
}

func TestUserInstall(t *testing.T) {
	r := start(t, setup{})
	for _, c := range r.AwaitCommands() {
		user := c.IntegrationTypes != nil && len(*c.IntegrationTypes) == 2
		if want := slices.Contains([]string{"ask", "search", "sources", "Ask about this", "help", "about", "privacy"}, c.Name); user != want {
			t.Errorf("%s can be installed by a user: %t, want %t", c.Name, user, want)
		}
	}
}
