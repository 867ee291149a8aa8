package bot_test

import (
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/index"
)

// TestFollowUp asks on in replies to answers, one of which is itself a follow-up, and elsewhere,
// where the same words stand for themselves.
func TestFollowUp(t *testing.T) {
	asked := make(chan index.Query, 10)
	r := start(t, setup{library: func(l bot.Library) bot.Library { return listening{l, asked} }})
	mention := "<@" + r.Bot.ID + "> "
	settle := func() { r.Silence(r.channel, 200*time.Millisecond) } // the record of an answer knows its message a little later
	want := func(question string) {
		t.Helper()
		if q := <-asked; q.Text != question {
			t.Errorf("looked for %q, want %q", q.Text, question)
		}
	}
	r.Say(r.channel, r.member, mention+builtQuestion)
	first := r.AwaitPost(r.channel)
	want(builtQuestion)
	settle()

	r.replyTo(first, "where does it stand?")
	second := r.AwaitPost(r.channel)
	want("where does the harbour clock stand?")
	wantQuote(t, &second, "The harbour clock of Lindesund was built by Marta Ekholm in 1887. It stands on a granite pier, forty metres from the customs house.")
	wantText(t, &second, "\nUnderstood as: where does the harbour clock stand?")
	settle()

	r.replyTo(second, "since when?")
	third := r.AwaitPost(r.channel)
	want("Since when does the harbour clock stand?")
	settle()

	r.replyTo(first, "unanswerable, who is she?")
	silent := r.AwaitPost(r.channel)
	<-asked
	settle()
	r.replyTo(silent, "when?") // an answer there was none
	r.AwaitPost(r.channel)
	want("when?")

	r.replyTo(third, stopQuestion)
	fourth := r.AwaitPost(r.channel)
	want(stopQuestion)
	if strings.Contains(fourth.Message.Content, "Understood") {
		t.Errorf("a question that stands on its own became %q", fourth.Message.Content)
	}

	r.Say(r.channel, r.member, mention+"and since when?")
	r.AwaitPost(r.channel)
	want("and since when?")
}

// TestFollowUpGap notes what was looked for: the words of the reply alone would say nothing to the
// moderators.
func TestFollowUpGap(t *testing.T) {
	r := start(t, setup{})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	first := r.AwaitPost(r.channel)
	r.Silence(r.channel, 200*time.Millisecond)
	r.replyTo(first, "and the unanswerable bell?")
	p := r.AwaitPost(r.channel)
	wantText(t, &p, "Understood as: Who built the unanswerable bell?")
	moderator := r.Person("moderator")
	moderator.Permissions = discordgo.PermissionManageMessages
	list := r.AwaitAnswer(r.Slash(r.channel, moderator, "gaps"))
	wantText(t, list.Post, "Who built the unanswerable bell? · asked 1×")
}
