package hear

import (
	"slices"

	"verbatim/bot/store"
)

// Settings are what was chosen for the bot and for the server.
type Settings struct {
	store.Settings
	Me      string // id of the bot's own user
	Content bool   // the bot gets the content of messages that are not addressed to it
}

// A History is what the bot has to do with a message already.
type History struct {
	Joined   bool   // it has answered in this channel before
	Follows  bool   // the message replies to an answer that is on record
	Update   bool   // the message is not new
	Old      bool   // it is too old to be answered for the first time
	Answered bool   // it has been answered
	Question string // the question that was answered
}

// A Verdict says what to do about a message.
type Verdict struct {
	Ask      bool
	Question string
	Others   []string // further questions in the message
	Direct   bool     // the bot was addressed, so it says what keeps it from answering
	Silent   bool     // perhaps no question at all: nothing is said or noted without an answer

	// Look is the id of a channel on which the verdict depends, "" when it is final. Nothing
	// else is set then: look the channel up, and decide again.
	Look string
}

// Decide says whether a message is meant for the bot, and what its question is.
func Decide(m Message, known Places, s Settings, h History) Verdict {
	if !m.Person || h.Update && !h.Answered && (!m.Edited || h.Old) { // Discord adds previews, too
		return Verdict{}
	}
	e := ear{Message: m, known: known, settings: s, history: h}
	v := e.listen()
	if e.look != "" {
		return Verdict{Look: e.look}
	}
	if !v.Ask || h.Answered && v.Question == h.Question {
		return Verdict{}
	}
	return v
}

// An ear listens to one message.
type ear struct {
	Message
	known    Places
	settings Settings
	history  History
	look     string // the first channel that was missing
}

func (e *ear) listen() Verdict {
	direct := e.direct()
	if !direct && !e.overhears() || e.Server != "" && !e.allowed() {
		return Verdict{}
	}
	v := Verdict{Direct: direct}
	v.Question, v.Others = Questions(e.text())
	v.Silent = !direct && !asked(v.Question)
	v.Ask = direct || v.Question != ""
	return v
}

// place returns a channel, or notes that it must be looked up.
func (e *ear) place(id string) Place {
	p, ok := e.known[id]
	if !ok && id != "" && e.look == "" {
		e.look = id
	}
	return p
}

// direct reports whether the bot was addressed. A reply without the message it answers
// counts when that is on record.
func (e *ear) direct() bool {
	return e.Server == "" || e.addresses(e.settings.Me) || e.history.Follows && !e.Reply.Sent && e.Content != ""
}

// overhears reports whether the bot answers a message that is not addressed to it: in an
// ask-channel, to a new post in a forum among them, and to questions in threads where it
// has answered before. All this needs the message's content, which Discord gives only
// with a privileged intent.
func (e *ear) overhears() bool {
	if !e.settings.Content || e.Content == "" {
		return false
	}
	asking := e.settings.AskChannels
	if slices.Contains(asking, e.Channel) {
		return true
	}
	if len(asking) > 0 && e.opens() && slices.Contains(asking, e.place(e.Channel).Parent) {
		return true
	}
	if !e.history.Joined || !asked(e.Content) {
		return false
	}
	p := e.place(e.Channel)
	return p.Thread && !e.place(p.Parent).Forum // a post gets one answer
}

// allowed reports whether the managers of the server want an answer here.
func (e *ear) allowed() bool {
	allowed, look := Allowed(e.settings.Settings, e.Channel, e.known)
	if look != "" {
		e.place(look)
	}
	return allowed
}

// text returns where the question is: what the message says, for a post its title if that
// asks and the text does not, and for a bare mention in reply to somebody what that one
// said.
func (e *ear) text() string {
	me := e.settings.Me
	content := WithoutMention(e.Content, me)
	if e.opens() && !asked(content) {
		if title := e.place(e.Channel).Name; asked(title) || content == "" {
			return title
		}
	}
	if content == "" && e.Reply.Sent && e.Reply.Author != me {
		return WithoutMention(e.Reply.Content, me)
	}
	return content
}
