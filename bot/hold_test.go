package bot_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// waiting is the emoji under a question that has to be asked again later.
const waiting = "⏳"

// reacted returns which of some messages the bot put an emoji under.
func (r *rig) reacted(ids []string) (with []string) {
	for _, id := range ids {
		if p, ok := r.Post(id); ok && slices.Contains(p.Reactions, waiting) {
			with = append(with, id)
		}
	}
	return with
}

// flood lets one person ask more than anybody may, and returns the ids of the questions.
func (r *rig) flood(place discordtest.Place, who discordtest.Person) (ids []string) {
	for range 50 {
		ids = append(ids, r.Say(place, who, "<@"+r.Bot.ID+"> "+builtQuestion))
	}
	return ids
}

// settle waits until the bot has worked on everything so far: on one more question of somebody
// else in the same channel, and what came before it.
func (r *rig) settle(place discordtest.Place) {
	r.t.Helper()
	before := len(r.Posts(place))
	r.Say(place, r.Person("last"), "<@"+r.Bot.ID+"> "+stopQuestion)
	r.Until("last answer", func() bool { return len(r.Posts(place)) > before })
}

// TestOverTheLimitInAServer: 50 questions of one person in a few seconds get 15 answers, or some
// more where that takes longer, and one reaction, which says once that there were too many.
func TestOverTheLimitInAServer(t *testing.T) {
	r := start(t, setup{})
	asked := r.flood(r.channel, r.member)
	r.Until("reaction", func() bool { return len(r.reacted(asked)) > 0 })
	r.Until("15 answers", func() bool { return len(r.Posts(r.channel)) >= 15 })
	r.settle(r.channel)
	with := r.reacted(asked)
	if len(with) != 1 {
		t.Errorf("%d reactions to 50 questions of one person, want one", len(with))
	}
	posts := r.Posts(r.channel)
	if len(posts) >= 50 {
		t.Errorf("%d answers to 50 questions at once", len(posts)-1)
	}
	for _, p := range posts {
		if slices.Contains(with, p.ReplyTo) {
			t.Error("a question got an answer and a reaction")
		}
		if p.ReplyTo != posts[len(posts)-1].ReplyTo && slices.Contains(asked, p.ReplyTo) {
			wantQuote(t, &p, builtQuote)
		}
	}
}

// TestOverTheLimitInWords: where reactions are not permitted, and in a direct message, words say
// it, once too.
func TestOverTheLimitInWords(t *testing.T) {
	r := start(t, setup{})
	r.Inject(discordtest.Fault{
		Method: http.MethodPut, Contains: "/reactions/", Status: http.StatusForbidden,
		Body: `{"code": 50013, "message": "Missing Permissions"}`, Header: http.Header{"Content-Type": {"application/json"}},
	})
	for name, place := range map[string]discordtest.Place{"server": r.channel, "direct message": r.DM()} {
		who := r.Person("eager")
		asked := r.flood(place, who)
		told := func() (n int) {
			for _, p := range r.Posts(place) {
				if p.Message.Content == "That was a lot of questions. Please wait 2 seconds." || p.Message.Content == "That was a lot of questions. Please wait 3 seconds." {
					n++
				}
			}
			return n
		}
		r.Until("words in a "+name, func() bool { return told() > 0 })
		r.Until("15 answers", func() bool { return len(r.Posts(place)) > 15 })
		r.settle(place)
		if n := told(); n != 1 || len(r.reacted(asked)) > 0 {
			t.Errorf("in a %s somebody was told %d times", name, n)
		}
	}
}

// TestOverTheLimitUnasked: in an ask-channel a question gets the reaction too, and what is
// perhaps none gets nothing.
func TestOverTheLimitUnasked(t *testing.T) {
	r := start(t, withContent())
	r.set("setask", r.channel.ChannelID)
	var chatter, asked []string
	for range 50 {
		chatter = append(chatter, r.Say(r.channel, r.member, "thanks, unanswerable chatter"))
	}
	r.settle(r.channel)
	for range 20 {
		asked = append(asked, r.Say(r.channel, r.member, builtQuestion))
	}
	r.Until("reaction", func() bool { return len(r.reacted(asked)) > 0 })
	r.settle(r.channel)
	if n, m := len(r.reacted(asked)), len(r.reacted(chatter)); n != 1 || m != 0 {
		t.Errorf("%d reactions to questions and %d to chatter, want one and none", n, m)
	}
}

// TestRushInOneChannel lets 40 people ask in one channel, where Discord takes a few messages at a
// time: 30 get an answer, however long that takes, and the others a reaction.
func TestRushInOneChannel(t *testing.T) {
	r := start(t, setup{discord: discordtest.Options{RateLimits: true, ChannelWindow: 50 * time.Millisecond}})
	var asked []string
	for i := range 40 {
		asked = append(asked, r.Say(r.channel, r.Person("p"), fmt.Sprintf("<@%s> %s %d", r.Bot.ID, builtQuestion, i)))
	}
	done := func() int { return len(r.Posts(r.channel)) + len(r.reacted(asked)) }
	r.Until("answer or reaction for each", func() bool { return done() >= len(asked) })
	if n := len(r.Posts(r.channel)); n < 30 || done() != len(asked) {
		t.Errorf("%d answers and %d reactions to 40 questions", n, done()-n)
	}
}
