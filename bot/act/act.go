package act

import "slices"

// An Act is what somebody does with a message.
type Act int

// Acts, the weightier ones last: a message with several does the weightiest.
const (
	Nothing     Act = iota // no words: a picture, a link, emoji
	Acknowledge            // "ok", "lol", "nice": wants no answer
	Greet                  // "hi", "how are you?"
	Help                   // "help", "what can you do?": asks about the listener
	Point                  // "can you answer this?": asks about another message
	State                  // says something
	Thank                  // "thanks, that worked"
	Doubt                  // "source?": asks where an answer is from
	Complain               // "that is wrong"
	Ask                    // asks for something that can be looked up
)

// A Reading is what a message does.
type Reading struct {
	Act    Act
	Points bool // some clause of it points at another message
	Needs  bool // it tells of trouble: something fails, is stuck, has a problem
	About  bool // it is about something: not all of its words are those that talk is made of
	Casual bool // all it asks is meant for the people there, as it seems: "did you fix it?"
	After  bool // it points at what was said to learn more of it: "what does that mean?"
}

// Of reads a message.
func Of(message string) Reading {
	var r Reading
	text := plain(message)
	for _, s := range sentences(text) {
		r.add(s)
	}
	r.About = r.About || r.Act == Ask && quotes(message, text)
	return r
}

// add reads one more sentence. What follows a clause that says something, in the same
// sentence, does not ask merely by how it begins: "the clock, which is old".
func (r *Reading) add(s sentence) {
	led, closes := false, s.closes()
	for i, c := range s.clauses {
		last := i == len(s.clauses)-1
		list := kinds(c)
		a := read(list, c, s.asks && last, !led)
		led = led || a == State
		if closes && a >= State && a != Thank {
			a = Acknowledge
		}
		r.ask(a, c, list)
		r.Needs = r.Needs || stops(c) || slices.ContainsFunc(list, func(k kind) bool { return k == trouble || k == wrong || k == able })
		r.Points = r.Points || a == Point
		r.About = r.About || slices.ContainsFunc(list, func(k kind) bool { return k == content || k == trouble })
		r.Act = max(r.Act, a)
	}
	if r.Act == State && corrects(s) {
		r.Act = Complain
	}
}

// ask notes what a clause that does a asks for, and of whom.
func (r *Reading) ask(a Act, clause string, list []kind) {
	has := func(k kind) bool { return slices.Contains(list, k) }
	switch a {
	case Ask:
		r.Casual = (r.Casual || r.Act != Ask) && casual(clause, list)
	case Point:
		r.After = r.After || (has(asking) || has(what)) && has(pointer) && !has(listener) && !has(answering) && !has(asked)
	}
}

// Talk reports whether an act is talk between people, which has nothing in it to look up.
func (a Act) Talk() bool { return a != Ask && a != State }
