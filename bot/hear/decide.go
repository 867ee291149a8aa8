package hear

import (
	"slices"
	"strings"

	"verbatim/bot/act"
	"verbatim/bot/store"
)

// Settings are what was chosen for the bot and for the server.
type Settings struct {
	store.Settings
	Me      string // id of the bot's own user
	Role    string // id of the role that Discord made for the bot in the server, "" when not known
	Content bool   // the bot gets the content of messages that are not addressed to it
}

// A History is what the bot has to do with a message already.
type History struct {
	Joined   bool   // it has answered in this channel before
	Follows  bool   // the message replies to an answer that is on record
	Spoken   bool   // there is an answer that the message may speak of: the one it replies to, or the channel's latest
	Update   bool   // the message is not new
	Old      bool   // it is too old to be answered for the first time
	Answered bool   // it has been answered
	Question string // the question that was answered
}

// A Do is what is right to do about a message.
type Do int

// What to do. All but Ignore and Answer are for messages that speak to the bot.
const (
	Ignore    Do = iota
	Answer       // look the question up
	Introduce    // say what the bot does
	Bow          // take a thank-you
	Complain     // open what a vote against the answer opens
	Cite         // tell where the answer is from
	Blind        // say that Discord does not show the message that was pointed at
)

// A Verdict says what to do about a message.
type Verdict struct {
	Do       Do
	Question string   // "" where somebody asked nothing that can be looked up
	Others   []string // further questions in the message
	Direct   bool     // the bot was addressed, so it says what keeps it from answering
	Silent   bool     // nothing is said without an answer
	Asks     bool     // it is a question: noted when it has no answer

	// Look is the id of a channel on which the verdict depends, "" when it is final. Nothing
	// else is set then: look the channel up, and decide again.
	Look string
}

// Decide says whether a message is meant for the bot, and what to do about it.
func Decide(m Message, known Places, s Settings, h History) Verdict {
	if !m.Person || h.Update && !h.Answered && (!m.Edited || h.Old) { // Discord adds previews, too
		return Verdict{}
	}
	e := ear{Message: m, known: known, settings: s, history: h}
	v := e.listen()
	if e.look != "" {
		return Verdict{Look: e.look}
	}
	if v.Do == Ignore || h.Update && v.Do != Answer || h.Answered && v.Question == h.Question {
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
	if direct {
		v := e.spokenTo()
		v.Direct = v.Do != Ignore
		return v
	}
	return e.overheard()
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
	return e.Server == "" || e.addresses(e.settings) || e.history.Follows && !e.Reply.Sent && e.Content != ""
}

// overhears reports whether the bot listens to a message that is not addressed to it: in an
// ask-channel, to a new post in a forum among them, and in threads where it has answered
// before. All this needs the message's content, which Discord gives only with a privileged
// intent.
func (e *ear) overhears() bool {
	if !e.settings.Content || e.Content == "" && !e.opens() || e.others(e.settings.Me) {
		return false
	}
	if e.asking() {
		return true
	}
	if !e.history.Joined || act.Of(e.Content).Act != act.Ask {
		return false
	}
	p := e.place(e.Channel)
	return p.Thread && !e.place(p.Parent).Forum // a post gets one answer
}

// asking reports whether a message stands in an ask-channel, or opens a post in one.
func (e *ear) asking() bool {
	list := e.settings.AskChannels
	return slices.Contains(list, e.Channel) || len(list) > 0 && e.opens() && slices.Contains(list, e.place(e.Channel).Parent)
}

// allowed reports whether the managers of the server want an answer here.
func (e *ear) allowed() bool {
	allowed, look := Allowed(e.settings.Settings, e.Channel, e.known)
	if look != "" {
		e.place(look)
	}
	return allowed
}

// overheard says what to do about a message that is for everybody: it is answered or
// nothing, and talk is not even looked up, nor what somebody says who is in no need.
func (e *ear) overheard() Verdict {
	text := e.Content
	if e.opens() {
		text = e.posted()
	}
	r := act.Of(text)
	if r.Act.Talk() || !r.About || r.Act == act.State && !r.Needs && !e.opens() {
		return Verdict{}
	}
	v := answer(text)
	v.Silent, v.Asks = true, r.Act == act.Ask && e.asking() && (!r.Casual || e.opens()) // in a thread people ask each other
	return v
}

// posted returns where the question of a new post is: in its title, unless the text asks
// and the title does not, or the title says nothing.
func (e *ear) posted() string {
	title := e.place(e.Channel).Name
	text := WithoutMention(e.Content, e.settings.Me, e.settings.Role)
	asks := func(s string) bool { return act.Of(s).Act == act.Ask }
	if act.Of(title).Act.Talk() || asks(text) {
		return text
	}
	return title
}

// answer is the verdict that a text is to be answered.
func answer(text string) Verdict {
	v := Verdict{Do: Answer}
	v.Question, v.Others = Questions(text)
	return v
}

// spokenTo says what to do about a message to the bot.
func (e *ear) spokenTo() Verdict {
	said := WithoutMention(e.Content, e.settings.Me, e.settings.Role)
	r := act.Of(said)
	if text, a := e.pointedAt(r); text != "" {
		v := answer(text)
		v.Asks = a == act.Ask
		return v
	}
	if e.blind() && pointing(r) {
		return Verdict{Do: Blind}
	}
	if e.opens() && r.Act != act.Ask && e.Server != "" {
		if text := e.posted(); !act.Of(text).Act.Talk() {
			said, r = text, act.Of(text)
		}
	}
	switch r.Act {
	case act.Ask, act.State:
		v := answer(said)
		v.Asks = r.Act == act.Ask
		v.Silent = !v.Asks && e.merelyReplies(said)
		return v
	case act.Complain, act.Doubt:
		return e.aboutAnswer(said, r)
	}
	return e.talk(said, r)
}

// talk says what to do about a message to the bot with nothing in it to look up.
func (e *ear) talk(said string, r act.Reading) Verdict {
	switch a := r.Act; {
	case a == act.Nothing && e.merelyReplies(said): // a picture, or a sign
		return Verdict{}
	case a == act.Greet, a == act.Help, a == act.Nothing && said == "" && e.Server != "":
		return Verdict{Do: Introduce}
	case a == act.Thank:
		return Verdict{Do: Bow}
	case a == act.Point && e.merelyReplies(said):
		v := answer(said)
		v.Silent = !r.After // such a question says nothing to those who read the gaps
		return v
	case a == act.Point, a == act.Nothing && (said == "" || strings.Contains(said, "://")):
		return Verdict{Do: Answer} // nothing to answer: the bot says how to ask
	}
	return Verdict{}
}

// aboutAnswer says what to do about a message that an answer is wrong, or where it is from.
// Without an answer that it could be about, it is like any other.
func (e *ear) aboutAnswer(said string, r act.Reading) Verdict {
	switch {
	case e.history.Spoken && r.Act == act.Complain:
		return Verdict{Do: Complain, Question: said}
	case e.history.Spoken:
		return Verdict{Do: Cite}
	case e.Reply.ID != "", r.Act == act.Complain && !r.About: // "you suck"
		return Verdict{}
	}
	return answer(said)
}

// merelyReplies reports whether a message speaks to the bot by being a reply to it alone.
func (e *ear) merelyReplies(said string) bool {
	return e.Reply.ID != "" && said == strings.TrimSpace(e.Content) && (!e.Reply.Sent || e.Reply.Author == e.settings.Me)
}

// pointedAt returns the text of another message that one to the bot points at, and what that
// text does: the message it replies to, or the title of the post it stands in.
func (e *ear) pointedAt(r act.Reading) (string, act.Act) {
	if !pointing(r) || e.Server == "" && e.Reply.ID == "" {
		return "", 0
	}
	text := WithoutMention(e.Reply.Content, e.settings.Me, e.settings.Role)
	switch {
	case e.Reply.Sent && e.Reply.Author == e.settings.Me:
		return "", 0
	case e.Reply.ID == "" && r.Act != act.Help && !e.opens():
		text = e.titleOf(e.place(e.Channel))
	}
	a := act.Of(text).Act
	if a.Talk() {
		return "", 0
	}
	return text, a
}

// pointing reports whether a message may point at another one.
func pointing(r act.Reading) bool {
	return r.Points && r.Act != act.Ask || r.Act == act.Nothing || r.Act == act.Help
}

// blind reports whether a message replies to one of somebody else's that Discord does not
// show.
func (e *ear) blind() bool {
	return !e.settings.Content && e.Server != "" && e.Reply.Sent && e.Reply.Author != e.settings.Me && e.Reply.Content == ""
}

// titleOf returns the title of a post, "" for other places.
func (e *ear) titleOf(p Place) string {
	if p.Thread && e.place(p.Parent).Forum {
		return p.Name
	}
	return ""
}
