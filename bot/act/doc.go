// Package act tells what people do with a message: ask, thank, greet, complain.
//
// # Nouns
//
// An [Act] is what somebody does by saying something: a dialogue act. A [Reading] is what
// a message comes to. A clause is a part of a message between marks; it is read by its
// words, most of which are of a [kind]: they thank, they complain, they fill. Words of no
// kind are content: what a clause is about. A clause without content does what its words
// do; with content it asks or states. Some sentences are told by how they are put: what
// corrects ("8080, not 8081"), what settles a matter ("never mind"), and what people ask each
// other ("did you fix it?").
//
// Words are known in the languages that the bot speaks, one file a language, all at the
// same time: people mix languages, and a message does not tell its own. Accents, case and
// doubled letters make no difference.
//
// # Promise
//
// [Of] is a pure function, linear in the length of the message.
package act
