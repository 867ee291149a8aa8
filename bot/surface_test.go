package bot_test

import (
	"strings"
	"testing"

	"verbatim/bot/discordtest"
	"verbatim/bot/markdown/markdowntest"
)

const (
	builtQuestion = "Who built the harbour clock?"
	builtQuote    = "The harbour clock of Lindesund was built by Marta Ekholm in 1887."
	stopQuestion  = "How long was the clock not repaired?"
	stopQuote     = "The clock stopped during the storm of 1921 and was not repaired for six years."
	noQuestion    = "Which chemical element has the atomic number 79?"
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
	if len(shown.Links) != 1 || shown.Links[0].URL != "https://example.org/lindesund/harbour_%28clock%29" || shown.Links[0].Unfolds {
		t.Errorf("links are %+v, want the source alone, not unfolding", shown.Links)
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

func TestDirectMessage(t *testing.T) {
	r := start(t, setup{})
	dm := r.DM()
	r.Say(dm, r.member, builtQuestion)
	p := r.AwaitPost(dm)
	wantQuote(t, &p, builtQuote)
}
