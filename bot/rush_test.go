package bot_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/index"
)

// busy is a library that begins with nothing before it is told to, and tells how much of each
// reading was left out.
type busy struct {
	bot.Library
	asked *atomic.Int64
	begin <-chan struct{}
}

func (l busy) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	l.asked.Add(1)
	<-l.begin
	a, err := l.Library.Answer(context.WithoutCancel(ctx), q)
	a.Haste = q.Haste
	return a, err
}

// crowd is how many ask at once: more than two places can read for in time.
const crowd = 200

// startBusy starts a bot with such a library and two places, and returns what makes it begin.
func startBusy(t *testing.T) (r *rig, asked *atomic.Int64, begin chan struct{}) {
	cores := runtime.GOMAXPROCS(2)
	t.Cleanup(func() { runtime.GOMAXPROCS(cores) })
	asked, begin = new(atomic.Int64), make(chan struct{})
	return start(t, setup{
		library: func(l bot.Library) bot.Library { return busy{l, asked, begin} },
		discord: discordtest.Options{AnswerWithin: 2 * time.Minute, Timeout: 2 * time.Minute},
	}), asked, begin
}

// deferred waits until Discord has been told that the answers come later.
func (r *rig) deferred(ids []string) {
	r.t.Helper()
	for _, id := range ids {
		if reply := r.AwaitReply(id); reply.Type != discordgo.InteractionResponseDeferredChannelMessageWithSource {
			r.t.Fatalf("the first answer is of type %d, want a deferral", reply.Type)
		}
	}
}

// TestRush lets so many people ask at once that not all can be read for: each gets one answer,
// which says how it came about, the last of them in full again.
func TestRush(t *testing.T) {
	r, asked, begin := startBusy(t)
	var ids []string
	for i := range crowd {
		question := discordtest.Option{Name: "question", Value: fmt.Sprint(builtQuestion, " ", i)}
		ids = append(ids, r.Slash(r.channel, r.Person("p"), "ask", question))
	}
	r.deferred(ids)
	close(begin)
	var unmarked, less, words int
	for _, id := range ids {
		reply := r.AwaitAnswer(id)
		if len(reply.Followups) > 0 {
			t.Errorf("an answer with %d more", len(reply.Followups))
		}
		wantQuote(t, reply.Post, builtQuote)
		switch content := reply.Post.Message.Content; {
		case strings.Contains(content, "\n-# Many are asking at once, so I read less than usual."):
			less++
		case strings.Contains(content, "\n-# Many are asking at once, so I only compared words."):
			words++
		default:
			unmarked++
		}
	}
	if unmarked == 0 || words == 0 || int(asked.Load()) != len(ids) {
		t.Errorf("of %d answers %d are not marked, %d say that less was read and %d that nothing was; %d questions were worked on", len(ids), unmarked, less, words, asked.Load())
	}
}

// TestEqualQuestions lets 20 people ask the same in their own way, by command and by mention, and
// one more when it is answered: it is worked on once.
func TestEqualQuestions(t *testing.T) {
	r, asked, begin := startBusy(t)
	var ids []string
	for i := range 20 {
		question := []string{builtQuestion, "  " + strings.ToLower(builtQuestion[:1]) + builtQuestion[1:], "Hi! " + builtQuestion}[i%3]
		ids = append(ids, r.Slash(r.channel, r.Person("p"), "ask", discordtest.Option{Name: "question", Value: question}))
	}
	other := r.Guild()
	r.Say(other, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	r.AwaitTyping(other)
	r.deferred(ids)
	close(begin)
	for _, id := range ids {
		wantQuote(t, r.AwaitAnswer(id).Post, builtQuote)
	}
	p := r.AwaitPost(other)
	wantQuote(t, &p, builtQuote)
	wantQuote(t, r.ask(builtQuestion).Post, builtQuote)
	if n := asked.Load(); n != 1 {
		t.Errorf("the question was worked on %d times", n)
	}
}

// TestGapsInARush: what only words were compared for is no gap yet, and its asker is told to ask
// again.
func TestGapsInARush(t *testing.T) {
	r, _, begin := startBusy(t)
	var ids []string
	for i := range crowd {
		question := discordtest.Option{Name: "question", Value: fmt.Sprint("unanswerable ", builtQuestion, " ", i)}
		ids = append(ids, r.Slash(r.channel, r.Person("p"), "ask", question))
	}
	r.deferred(ids)
	close(begin)
	noted := 0
	for _, id := range ids {
		content := r.AwaitAnswer(id).Post.Message.Content
		if told := strings.Contains(content, "noted for the moderators"); told == strings.Contains(content, "only compared words") {
			t.Errorf("a refusal in a rush: %s", content)
		} else if told {
			noted++
		}
	}
	moderator := r.Person("moderator")
	moderator.Permissions = discordgo.PermissionManageMessages
	list := r.AwaitAnswer(r.Slash(r.channel, moderator, "gaps"))
	wantText(t, list.Post, fmt.Sprintf("Questions without an answer: %d\n", noted))
}
