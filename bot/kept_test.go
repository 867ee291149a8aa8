package bot_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"verbatim/bot"
	"verbatim/bot/discordtest"
	"verbatim/index"
	"verbatim/index/overlay"
)

// counted is a library that counts the questions that were worked on, whoever's they are.
type counted struct {
	bot.Library
	asked *atomic.Int64
}

func (l counted) Beside(own *overlay.Shelf) bot.Library {
	return counted{l.Library.Beside(own), l.asked}
}

func (l counted) Answer(ctx context.Context, q index.Query) (index.Answer, error) {
	l.asked.Add(1)
	return l.Library.Answer(ctx, q)
}

// TestKeptAnswersFollowTheServer asks one question again and again, in two servers and in direct
// messages, so that its answer is kept everywhere. What a server teaches, hides, calls otherwise
// and chooses holds there from the next question on, and nowhere else.
func TestKeptAnswersFollowTheServer(t *testing.T) {
	const guildQuote = "The harbour clock was built by the quincewood guild in May."
	asked := new(atomic.Int64)
	r := start(t, setup{library: func(l bot.Library) bot.Library { return counted{l, asked} }})
	mod, home, other, dm := r.moderator(), r.channel, r.Guild(), r.DM()
	// want asks in a place, twice: the question is worked on at most so often, and each answer has
	// what is wanted and not what is unwanted.
	want := func(place discordtest.Place, question string, work int64, wanted, unwanted string) *discordtest.Post {
		t.Helper()
		before := asked.Load()
		var post *discordtest.Post
		for range 2 {
			post = r.askIn(place, question).Post
			if said := post.Message.Content; !strings.Contains(said, wanted) || unwanted != "" && strings.Contains(said, unwanted) {
				t.Errorf("in %v: %s\nwant %q, not %q", place, said, wanted, unwanted)
			}
		}
		if n := asked.Load() - before; n != work {
			t.Errorf("in %v the question was worked on %d times, want %d", place, n, work)
		}
		return post
	}
	want(home, builtQuestion, 1, "Ekholm in 1887", "quincewood")
	want(other, builtQuestion, 0, "Ekholm in 1887", "quincewood")
	want(dm, builtQuestion, 0, "Ekholm in 1887", "quincewood")

	learnt := r.teach(mod, builtQuestion, "The harbour clock was built by nobody.")
	want(home, builtQuestion, 0, "by nobody", "") // it was asked when it was taught
	form := r.Click(home, mod, learnt.Post.ID, "lessonform/"+strings.TrimPrefix(r.customID(learnt.Post, "lessondrop/"), "lessondrop/"))
	r.submit(mod, form, map[string]string{"question": builtQuestion, "answer": guildQuote})
	taught := want(home, builtQuestion, 0, "quincewood", "by nobody")
	want(other, builtQuestion, 0, "Ekholm in 1887", "quincewood")
	want(dm, builtQuestion, 0, "Ekholm in 1887", "quincewood")

	down := r.press(mod, taught, "down/")
	r.press(mod, down.Post, "hide/")
	shown := want(home, builtQuestion, 1, "Ekholm in 1887", "quincewood")
	want(other, builtQuestion, 0, "Ekholm in 1887", "quincewood")

	down = r.press(mod, shown, "down/")
	r.press(mod, down.Post, "hide/")
	want(home, builtQuestion, 1, "", "Ekholm in 1887")
	want(other, builtQuestion, 0, "Ekholm in 1887", "quincewood")
	want(dm, builtQuestion, 0, "Ekholm in 1887", "quincewood")

	r.channel = other
	want(other, "Who built the zwirbel?", 1, "", "Understood as")
	r.AwaitAnswer(r.Slash(other, mod, "alias", discordtest.Option{Name: "word", Value: "zwirbel"}, discordtest.Option{Name: "means", Value: "harbour clock"}))
	want(other, "Who built the zwirbel?", 1, "Ekholm in 1887", "quincewood")
	r.see("filler/")
	want(other, builtQuestion, 1, "", "Ekholm in 1887")
	want(dm, builtQuestion, 0, "Ekholm in 1887", "quincewood")
}
