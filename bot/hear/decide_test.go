package hear

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/bot/store"
)

// The scene of the tests: the bot is 1. Server 9 has a channel 10, its thread 11, a forum
// 20 and its post 21, whose first message has the same id.
const (
	me    = "1"
	who   = "Who built it?"
	title = "How do I wind the clock?"
)

func scene() Places {
	return Places{
		"10": {Name: "general"}, "11": {Name: "clock", Thread: true, Parent: "10"},
		"20": {Name: "help", Forum: true}, "21": {Name: title, Thread: true, Parent: "20"}, "30": {Gone: true},
	}
}

// in makes a message in a channel of the server.
func in(channel, content string, change ...func(*Message)) Message {
	m := Message{ID: "100", Channel: channel, Server: "9", Author: "7", Person: true, Content: content, Mentions: []string{}}
	if channel == "dm" {
		m.Server = ""
	}
	for _, f := range change {
		f(&m)
	}
	return m
}

func mentions(ids ...string) func(*Message) { return func(m *Message) { m.Mentions = ids } }
func opening(m *Message)                    { m.ID = m.Channel }
func edited(m *Message)                     { m.Edited = true }
func notAPerson(m *Message)                 { m.Person = false }
func untold(m *Message)                     { m.Mentions = nil }
func reply(author, content string) func(*Message) {
	return func(m *Message) { m.Reply = Reply{ID: "99", Sent: true, Author: author, Content: content} }
}
func bareReply(m *Message) { m.Reply = Reply{ID: "99"} }

var (
	plain     = Settings{Me: me}
	listening = Settings{Me: me, Content: true}
)

// with returns settings with ask-channels and allowed channels.
func (s Settings) with(ask, allowed string) Settings {
	s.Settings = store.Settings{AskChannels: strings.Fields(ask), AllowedChannels: strings.Fields(allowed)}
	return s
}

// direct and overheard are verdicts to answer.
func direct(question string, others ...string) Verdict {
	return Verdict{Do: Answer, Direct: true, Asks: true, Question: question, Others: others}
}
func lookedUp(words string) Verdict {
	return Verdict{Do: Answer, Direct: true, Question: words}
}
func overheard(question string) Verdict {
	return Verdict{Do: Answer, Question: question, Silent: true, Asks: true}
}
func perhaps(words string) Verdict { return Verdict{Do: Answer, Question: words, Silent: true} }
func does(do Do) Verdict           { return Verdict{Do: do, Direct: true} }

var no = Verdict{}

func TestDecide(t *testing.T) {
	long := who + " When was it repaired? What did it cost? Who paid? Why? Where is it? Is it old?"
	joined, followed := History{Joined: true}, History{Follows: true}
	for _, c := range []struct {
		name     string
		message  Message
		settings Settings
		history  History
		want     Verdict
	}{
		// Mentions.
		{"mention", in("10", "<@1> "+who, mentions(me)), plain, History{}, direct(who)},
		{"mention at the end", in("10", who+" <@1>", mentions(me)), plain, History{}, direct(who)},
		{"mention with an exclamation mark", in("10", "<@!1> "+who, mentions(me)), plain, History{}, direct(who)},
		{"mention without a question mark", in("10", "<@1> the builder", mentions(me)), plain, History{}, lookedUp("the builder")},
		{"mention of others too", in("10", "<@1> ask <@2>: who?", mentions(me, "2")), plain, History{}, direct("ask @user: who?")},
		{"bare mention", in("10", "<@1>", mentions(me)), plain, History{}, does(Introduce)},
		{"mention of somebody else", in("10", "<@2> "+who, mentions("2")), plain, History{}, no},
		{"mention shown as code", in("10", "`<@1>` "+who), plain, History{}, no},
		{"mention in a message without a list", in("10", "<@1> "+who, untold), plain, History{}, direct(who)},
		{"no mention and no list", in("10", who, untold), plain, History{}, no},
		{"mention in a thread", in("11", "<@1> "+who, mentions(me)), plain, History{}, direct(who)},
		{"mention by a bot", in("10", "<@1> "+who, mentions(me), notAPerson), plain, History{}, no},
		{"several questions", in("10", "<@1> "+long, mentions(me)), plain, History{}, direct(who, "When was it repaired?", "What did it cost?", "Who paid?", "Why?", "Where is it?")},
		// Replies.
		{"reply to the bot", in("10", who, reply(me, "an answer")), plain, History{}, direct(who)},
		{"reply to the bot, unreadable", in("10", "", reply(me, "an answer")), plain, History{}, no},
		{"reply to the bot with a picture", in("10", "", mentions(me), reply(me, "an answer")), plain, History{}, no},
		{"mention with a link alone", in("10", "<@1> https://example.org/?a=b", mentions(me)), plain, History{}, lookedUp("")},
		{"role without the intent", in("10", "", func(m *Message) { m.Roles = []string{"5"} }), Settings{Me: me, Role: "5"}, History{}, does(Introduce)},
		{"another role", in("10", "<@&6> "+who, func(m *Message) { m.Roles = []string{"6"} }), Settings{Me: me, Role: "5"}, History{}, no},
		{"reply to somebody", in("10", who, reply("2", "hm")), plain, History{}, no},
		{"reply to a webhook", in("10", who, reply("", "hm")), plain, History{}, no},
		{"reply to an answer on record", in("10", who, bareReply), plain, followed, direct(who)},
		{"reply to a message not on record", in("10", who, bareReply), plain, History{}, no},
		{"reply to an answer on record, unreadable", in("10", "", bareReply), plain, followed, no},
		{"bare mention in reply to a question", in("10", "<@1>", mentions(me), reply("2", who)), plain, History{}, direct(who)},
		{"bare mention in reply to a mention", in("10", "<@1>", mentions(me), reply("2", "<@1> "+who)), plain, History{}, direct(who)},
		{"pointing at a question", in("10", "<@1> can you answer this?", mentions(me), reply("2", who)), plain, History{}, direct(who)},
		{"pointing at what is not shown", in("10", "<@1> can you answer this?", mentions(me), reply("2", "")), plain, History{}, does(Blind)},
		{"pointing at a picture", in("10", "<@1> can you answer this?", mentions(me), reply("2", "")), listening, History{}, lookedUp("")},
		{"bare mention in reply to the bot", in("10", "<@1>", mentions(me), reply(me, "an answer")), plain, History{}, does(Introduce)},
		{"mention with words in reply to a question", in("10", "<@1> and when?", mentions(me), reply("2", who)), plain, History{}, direct("and when?")},
		// Direct messages.
		{"direct message", in("dm", who), plain, History{}, direct(who)},
		{"direct message without a question", in("dm", "hello"), plain, History{}, does(Introduce)},
		{"empty direct message", in("dm", ""), plain, History{}, lookedUp("")},
		{"direct message where channels are allowed", in("dm", who), plain.with("", "20"), History{}, direct(who)},
		{"direct message of a bot", in("dm", who, notAPerson), plain, History{}, no},
		// Channels that are not listened to.
		{"question between people", in("10", who), plain, History{}, no},
		{"question between people, readable", in("10", who), listening, History{}, no},
		{"question where the bot has answered, no thread", in("10", who), listening, joined, no},
		{"unreadable message", in("10", ""), listening.with("10", ""), History{}, no},
		// Ask-channels.
		{"ask-channel", in("10", who), listening.with("10", ""), History{}, overheard(who)},
		{"ask-channel without the intent", in("10", who), plain.with("10", ""), History{}, no},
		{"ask-channel, no question mark", in("10", "the builder"), listening.with("10", ""), History{}, no},
		{"ask-channel, trouble", in("10", "the clock is stuck"), listening.with("10", ""), History{}, perhaps("the clock is stuck")},
		{"ask-channel, mention", in("10", "<@1> thanks", mentions(me)), listening.with("10", ""), History{}, does(Bow)},
		{"ask-channel, mention of somebody else", in("10", "<@2> "+who, mentions("2")), listening.with("10", ""), History{}, no},
		{"ask-channel, a bot", in("10", who, notAPerson), listening.with("10", ""), History{}, no},
		{"another ask-channel", in("10", who), listening.with("20", ""), History{}, no},
		{"thread of an ask-channel", in("11", who), listening.with("10", ""), History{}, no},
		{"first message of a thread of an ask-channel", in("11", who, opening), listening.with("10", ""), History{}, overheard(who)},
		// Forums.
		{"post", in("21", who, opening), listening.with("20", ""), History{}, overheard(who)},
		{"post, its title asks", in("21", "please help", opening), listening.with("20", ""), History{}, overheard(title)},
		{"later message in a post", in("21", who), listening.with("20", ""), History{}, no},
		{"later message in an answered post", in("21", who), listening.with("20", ""), joined, no},
		{"mention in a post", in("21", "<@1>", mentions(me), opening), plain, History{}, direct(title)},
		{"post in a forum that is not listened to", in("21", who, opening), listening.with("10", ""), History{}, no},
		{"post without the intent", in("21", who, opening), plain.with("20", ""), History{}, no},
		{"post that is only a picture", in("21", "", opening), listening.with("20", ""), History{}, overheard(title)},
		// Threads.
		{"question in a thread with the bot", in("11", who), listening, joined, perhaps(who)},
		{"chat in a thread with the bot", in("11", "thanks a lot"), listening, joined, no},
		{"question in a thread without the bot", in("11", who), listening, History{}, no},
		{"question in a thread with the bot, no intent", in("11", who), plain, joined, no},
		{"unknown thread", in("12", who), listening, joined, Verdict{Look: "12"}},
		// Allowed channels.
		{"allowed channel", in("10", "<@1> "+who, mentions(me)), plain.with("", "10"), History{}, direct(who)},
		{"not an allowed channel", in("10", "<@1> "+who, mentions(me)), plain.with("", "20"), History{}, no},
		{"thread of an allowed channel", in("11", "<@1> "+who, mentions(me)), plain.with("", "10"), History{}, direct(who)},
		{"ask-channel that is not allowed", in("10", who), listening.with("10", "20"), History{}, overheard(who)},
		{"thread of another channel", in("11", "<@1> "+who, mentions(me)), plain.with("", "20"), History{}, no},
		{"the only allowed channel is gone", in("10", "<@1> "+who, mentions(me)), plain.with("", "30"), History{}, direct(who)},
		{"one of the allowed channels is gone", in("10", "<@1> "+who, mentions(me)), plain.with("", "30 20"), History{}, no},
		{"unknown channel", in("13", "<@1> "+who, mentions(me)), plain.with("", "10"), History{}, Verdict{Look: "13"}},
		{"unknown channel, all are allowed", in("13", "<@1> "+who, mentions(me)), plain, History{}, direct(who)},
		{"chat in an unknown channel", in("13", who), listening.with("10", "10"), History{}, no},
		// Messages that are not new.
		{"edited, not answered", in("10", "<@1> "+who, mentions(me), edited), plain, History{Update: true}, direct(who)},
		{"edited, too old", in("10", "<@1> "+who, mentions(me), edited), plain, History{Update: true, Old: true}, no},
		{"preview added, not answered", in("10", "<@1> "+who, mentions(me)), plain, History{Update: true}, no},
		{"edited, another question", in("10", "<@1> "+who, mentions(me), edited), plain, History{Update: true, Answered: true, Question: "When?"}, direct(who)},
		{"edited, old, another question", in("10", "<@1> "+who, mentions(me), edited), plain, History{Update: true, Old: true, Answered: true, Question: "When?"}, direct(who)},
		{"edited, the same question", in("10", "<@1>  "+who, mentions(me), edited), plain, History{Update: true, Answered: true, Question: who}, no},
		{"edited, no longer addressed", in("10", who, edited), plain, History{Update: true, Answered: true, Question: who}, no},
		{"edited to nothing", in("10", "<@1>", mentions(me), edited), plain, History{Update: true, Answered: true, Question: who}, no},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, Decide(c.message, scene(), c.settings, c.history)); d != "" {
				t.Errorf("verdict (-want +got):\n%s", d)
			}
		})
	}
}

// TestDecideLooksUpLittle follows a post in a forum of which nothing is known, and goes
// through messages that must not cost a request.
func TestDecideLooksUpLittle(t *testing.T) {
	post, forum := in("21", "please help", opening), listening.with("20", "20")
	known := Places{}
	for i, want := range []string{"21", ""} {
		v := Decide(post, known, forum, History{})
		if v.Look != want {
			t.Fatalf("look-up %d is of %q, want %q", i, v.Look, want)
		}
		known[v.Look] = scene()[v.Look]
	}
	for _, m := range []Message{in("10", who), in("10", ""), in("10", who, mentions("2")), in("10", who, reply("2", "hm"))} {
		for _, s := range []Settings{plain, listening, listening.with("20", "20")} {
			if v := Decide(m, nil, s, History{}); v.Look != "" {
				t.Errorf("%+v with %+v costs a look-up of %s", m, s, v.Look)
			}
		}
	}
}

// FuzzDecide shows that every message gets a verdict, that what is asked names no user, and
// that nobody but a person is answered.
func FuzzDecide(f *testing.F) {
	f.Add("<@1> who?", "hm", byte(0))
	f.Add("???", "<@!2>", byte(255))
	f.Fuzz(func(t *testing.T, content, other string, flags byte) {
		on := func(bit int) bool { return flags>>bit&1 == 1 }
		m := Message{ID: "100", Channel: []string{"11", "21"}[flags&1], Server: "9", Author: "7", Person: on(1), Edited: on(2), Content: content}
		m.Reply = Reply{ID: "99", Sent: on(3), Author: "2", Content: other}
		s := Settings{Me: me, Content: on(4), Settings: store.Settings{AskChannels: []string{"20"}}}
		h := History{Joined: on(5), Follows: on(6), Update: on(7)}
		if on(0) {
			m.ID = m.Channel
		}
		known := Places{}
		for range 4 {
			v := Decide(m, known, s, h)
			switch {
			case v.Look != "":
				known[v.Look] = scene()[v.Look]
				continue
			case v.Do != Ignore && !m.Person:
				t.Error("what no person wrote is answered")
			case userMention.MatchString(fmt.Sprint(v.Question, v.Others)):
				t.Errorf("%q names a user", v.Question)
			}
			return
		}
		t.Errorf("%d look-ups were not enough: %v", len(known), known)
	})
}
