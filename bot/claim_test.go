package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"verbatim/bot"
	"verbatim/bot/discordtest"
)

// ledger claims events for whoever comes first.
type ledger struct {
	mu     sync.Mutex
	events map[string]int
	away   bool
}

func (l *ledger) Claim(_ context.Context, event string) (func(), bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.away {
		return nil, false, errors.New("no answer")
	}
	l.events[event]++
	return func() {}, l.events[event] == 1, nil
}

// TestTwoBotsOneAnswer has two bots get the same messages: each is answered by one of them.
func TestTwoBotsOneAnswer(t *testing.T) {
	claims := &ledger{events: map[string]int{}}
	r := start(t, setup{config: bot.Config{Claims: claims}})
	x, err := library()
	if err != nil {
		t.Fatal(err)
	}
	r.run(bot.Config{Claims: claims}, "", talkative{bot.LibraryOf(x)}) // beside the one that runs
	r.AwaitReady(2)
	const questions = 8
	var places []discordtest.Place
	for i := range questions {
		dm := r.DM()
		r.Say(dm, r.Person(fmt.Sprint("person", i)), "who built the harbour clock?")
		places = append(places, dm)
	}
	for _, dm := range places {
		r.AwaitPost(dm)
	}
	r.Until("all claims", func() bool {
		claims.mu.Lock()
		defer claims.mu.Unlock()
		seen := 0
		for _, n := range claims.events {
			seen += n
		}
		return seen == 2*questions
	})
	for _, dm := range places {
		if n := len(r.Requests("POST", "/channels/"+dm.ChannelID+"/messages")); n != 1 {
			t.Errorf("a question was answered %d times", n)
		}
	}
}

// TestNoClaim has claims fail: whoever asks is told so.
func TestNoClaim(t *testing.T) {
	r := start(t, setup{config: bot.Config{Claims: &ledger{away: true}}})
	dm := r.DM()
	r.Say(dm, r.member, "who built the harbour clock?")
	if post := r.AwaitPost(dm); !strings.Contains(post.Message.Content, "I cannot reach my sources right now") {
		t.Errorf("it said %s", post.Body)
	}
}
