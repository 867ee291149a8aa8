// Package question turns what people type into the question proper.
//
// # Nouns
//
// A message is what somebody typed: in Discord, on a page, on a command line. It may
// hold markup (mentions, emoji, bold, spoilers, links, code), courtesy (greetings, thanks,
// apologies, "does anyone know"), a story, a log, and somewhere in it the question.
//
// A sentence is a line of the message, or what ends in a mark inside one. Each is
// courtesy, a question, or story.
//
// Courtesy is taken off the front and the back of every sentence (courtesy.go, and one
// file a language for the phrases). Of the story stays what the question needs: the
// sentence it refers to with "it" or "this", or the names that the question lacks
// (select.go).
//
// A turn is a question that was answered, with its answer. What somebody replies to it may leave
// out what the turn says: [FollowUp] puts it back, by rule (follow.go, and one file a rule).
//
// # Promises
//
// A plain question comes out as it went in, but for white space and repeated marks at its
// end: nothing is changed that does not show that it was typed to people. What comes out
// is not changed again. Work is linear in the length of the message.
package question
