package bot_test

import (
	"strings"
	"testing"

	"verbatim/bot"
)

// TestAdjust: what the operator changes while the bot runs holds for the next question.
func TestAdjust(t *testing.T) {
	r := start(t, setup{config: bot.Config{Confine: bot.Confinement{"*": {"filler/"}}}})
	if a := r.ask(builtQuestion); strings.Contains(string(a.Post.Body), "Ekholm") {
		t.Error("an answer comes from a source that the server is not confined to")
	}
	r.bot.Adjust(nil, 0)
	wantQuote(t, r.ask(builtQuestion).Post, builtQuote)
	r.bot.Adjust(bot.Confinement{"*": {"filler/"}}, 0)
	if a := r.ask(builtQuestion); strings.Contains(string(a.Post.Body), "Ekholm") {
		t.Error("a kept answer comes from a source that the server is not confined to any more")
	}
	wantText(t, r.see("").Post, "has confined this server to: filler/")
}
