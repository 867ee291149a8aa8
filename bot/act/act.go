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
}

// Of reads a message.
func Of(message string) Reading {
	var r Reading
	for _, s := range sentences(plain(message)) {
		r.add(s)
	}
	return r
}

// add reads one more sentence. What follows a clause that says something, in the same
// sentence, does not ask merely by how it begins: "the clock, which is old".
func (r *Reading) add(s sentence) {
	led := false
	for i, c := range s.clauses {
		last := i == len(s.clauses)-1
		list := kinds(c)
		a := read(list, c, s.asks && last, !led)
		led = led || a == State
		r.Needs = r.Needs || slices.ContainsFunc(list, func(k kind) bool { return k == trouble || k == wrong || k == able })
		r.Points = r.Points || a == Point
		r.About = r.About || slices.ContainsFunc(list, func(k kind) bool { return k == content || k == trouble })
		r.Act = max(r.Act, a)
	}
}

// Talk reports whether an act is talk between people, which has nothing in it to look up.
func (a Act) Talk() bool { return a != Ask && a != State }
