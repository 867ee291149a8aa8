// Package rush answers questions when many are asked at once.
//
// A [Desk] is where questions are brought, each put to a [Room]: the library, or what somebody has
// beside it. It keeps the answers that were given, for as long as the edition of the room is the
// same, and whoever asks what is being answered already waits for that answer: then there is one
// flight for all of them. Everything else waits in a queue for one of a few places, as many as there
// are cores.
//
// Haste is the share of the usual reading that is left out of an answer. When a question's turn has
// come, the time until it should be answered is compared with what a reading takes, and with how
// many others wait: the longer the line and the older the question, the less is read, down to the
// least that is worth it, and then nothing; then words decide. An answer says itself how hasty it
// is, so that it can be shown.
//
// Whatever becomes of a question is counted ([Counts]).
package rush
