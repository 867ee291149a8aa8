package bot_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/bot"
	"verbatim/bot/discordtest"
)

// see lets a manager choose the sources that the rig's server sees.
func (r *rig) see(lines string) discordtest.Reply {
	r.t.Helper()
	who, panel := r.settings()
	form := r.Click(r.channel, who, panel.ID, "sourcesform")
	r.AwaitReply(form)
	return r.AwaitAnswer(r.Submit(r.channel, who, form, map[string]string{"sources": lines}))
}

// TestButtonsObeyTheSourcesOfNow presses the buttons of an answer whose sources were taken
// from the server since, and gives them back.
func TestButtonsObeyTheSourcesOfNow(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	silent := r.ask("Which unanswerable clock did the king of Lindesund buy?")
	r.see("filler/")
	for _, prefix := range []string{"context/", "next/"} {
		refused := r.press(r.member, a.Post, prefix)
		wantText(t, refused.Post, "has changed")
	}
	if text := r.press(r.member, silent.Post, "closest/").Post.Message.Content; strings.Contains(text, "Lindesund") {
		t.Errorf("the closest sentences are from an article that is not seen: %s", text)
	}
	r.see("")
	wantText(t, r.press(r.member, a.Post, "context/").Post, "granite pier")
}

// TestAnswerBelongsToItsServer uses the custom ids of an answer where it was not given.
func TestAnswerBelongsToItsServer(t *testing.T) {
	r := start(t, setup{})
	a := r.ask(builtQuestion)
	dm, other := r.DM(), r.Guild()
	inDM := r.AwaitAnswer(r.Slash(dm, r.member, "ask", discordtest.Option{Name: "question", Value: builtQuestion}))
	for name, c := range map[string]struct {
		place discordtest.Place
		post  *discordtest.Post
	}{
		"in another server": {other, a.Post}, "in a direct message": {dm, a.Post},
		"from a direct message": {r.channel, inDM.Post}, "between direct messages": {r.DM(), inDM.Post},
	} {
		for _, prefix := range []string{"context/", "next/", "up/", "down/"} {
			wantText(t, r.AwaitAnswer(r.Click(c.place, r.member, c.post.ID, r.customID(c.post, prefix))).Post, "too old")
		}
		if t.Failed() {
			t.Fatal(name)
		}
	}
	wantText(t, r.AwaitAnswer(r.Click(dm, r.member, inDM.Post.ID, r.customID(inDM.Post, "up/"))).Post, "Thank you")
}

// TestConfinedServer: what the operator has confined a server to, no manager widens, and
// nothing else is so much as named there.
func TestConfinedServer(t *testing.T) {
	var confine bot.Confinement
	if err := confine.UnmarshalText([]byte("*=filler/;direct=harbour")); err != nil {
		t.Fatal(err)
	}
	r := start(t, setup{config: bot.Config{Confine: confine}})
	for _, lines := range []string{"", "harbour", "harbour\nfiller/"} {
		remark := r.see(lines)
		wantText(t, remark.Post, "has confined this server to: filler/")
		if strings.Contains(lines, "harbour") {
			wantText(t, remark.Post, "No article begins with: harbour")
		}
		if a := r.ask(builtQuestion); strings.Contains(string(a.Post.Body), "Ekholm") {
			t.Errorf("with the sources %q an answer comes from elsewhere", lines)
		}
		found := r.AwaitAnswer(r.Slash(r.channel, r.member, "search", discordtest.Option{Name: "words", Value: "harbour clock Lindesund"}))
		if strings.Contains(string(found.Post.Body), "granite") {
			t.Errorf("with the sources %q a passage from elsewhere is found", lines)
		}
		typed := r.AwaitReply(r.Complete(r.channel, r.member, "ask", discordtest.Option{Name: "article", Value: "harbour", Focused: true}))
		for _, choice := range typed.Choices {
			if choice.Value == "harbour" {
				t.Errorf("with the sources %q an article from elsewhere is suggested", lines)
			}
		}
		wantText(t, r.ask(builtQuestion, discordtest.Option{Name: "article", Value: "harbour"}).Post, "no such article")
	}
	dm := r.DM()
	ask := func(question string) discordtest.Reply {
		return r.AwaitAnswer(r.Slash(dm, r.member, "ask", discordtest.Option{Name: "question", Value: question}))
	}
	wantQuote(t, ask(builtQuestion).Post, builtQuote)
	if a := ask("What did the cook make?"); strings.Contains(string(a.Post.Body), "soup") {
		t.Error("in a direct message an answer comes from elsewhere")
	}
}

// TestForgetLeavesNothingInTheDataFolder goes all the way from the button to the disk.
func TestForgetLeavesNothingInTheDataFolder(t *testing.T) {
	data := t.TempDir()
	r := start(t, setup{data: data})
	const secret = "quincewood"
	a := r.ask("Who built the " + secret + " harbour clock?")
	r.ask("Where is the unanswerable " + secret + "?")
	r.press(r.Person("other"), a.Post, "up/")
	said := r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> who built the "+secret+" clock?")
	answer := r.AwaitPost(r.channel)
	if len(holding(t, data, secret)) == 0 {
		t.Fatal("nothing was kept: this test shows nothing")
	}
	r.Delete(r.channel, said)
	r.AwaitDeleted(answer.ID)
	p := r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy"))
	r.press(r.member, p.Post, "forget")
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy")).Post, "Nothing of yours is stored")
	if found := holding(t, data, secret); found != nil {
		t.Errorf("it still stands in %q", found)
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if found := holding(t, data, secret); found != nil {
		t.Errorf("after the end it stands in %q", found)
	}
}

// TestForgetReachesWhatOthersAskedOn deletes a question that somebody else's were understood by.
func TestForgetReachesWhatOthersAskedOn(t *testing.T) {
	data := t.TempDir()
	r := start(t, setup{data: data})
	const secret = "quincewood"
	other := r.Person("other")
	r.Say(r.channel, other, "<@"+r.Bot.ID+"> Who built the harbour clock for "+secret+"?")
	first := r.AwaitPost(r.channel)
	r.Silence(r.channel, 200*time.Millisecond) // the record of an answer knows its message a little later
	for _, question := range []string{"and in Lindesund?", "and the unanswerable bell?"} {
		r.replyTo(first, question)
		p := r.AwaitPost(r.channel)
		wantText(t, &p, secret)
		if strings.Contains(question, "Lindesund") {
			r.press(r.member, &p, "up/")
		}
	}
	p := r.AwaitAnswer(r.Slash(r.channel, other, "privacy"))
	r.press(other, p.Post, "forget")
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if found := holding(t, data, secret); found != nil {
		t.Errorf("it still stands in %q", found)
	}
}

// holding returns the files below a folder that hold a text.
func holding(t *testing.T, dir, text string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(text)) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
