//go:build slow

package bot_test

import (
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// TestThreadIsWaitedFor: a rush in one channel has more threads than Discord starts there at once, so
// an answer waits for its own longer than other requests do. It is slow because the bot waits for what
// it still has to say when it is stopped.
func TestThreadIsWaitedFor(t *testing.T) {
	r := start(t, setup{})
	who, panel := r.settings()
	more := r.AwaitAnswer(r.Click(r.channel, who, panel.ID, "setmore"))
	r.AwaitAnswer(r.Click(r.channel, who, more.Post.ID, "setthreads/on"))
	r.Inject(discordtest.Fault{
		Method: "POST", Path: "/channels/" + r.channel.ChannelID, Contains: "/threads", Times: 1,
		Status: 429, Body: `{"message": "You are being rate limited.", "retry_after": 100, "global": false}`,
	})
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	r.Until("thread", func() bool { return r.threads() == 1 })
	r.Silence(r.channel, time.Second)
}
