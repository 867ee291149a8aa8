// Package bot answers questions in Discord.
//
// # Nouns
//
// A [Library] is what the bot knows: the index, seen through the few calls that the
// bot makes.
//
// A server has more than that: what its people have taught and the messages of channels that it
// follows, and less: sentences that it hides. Package shelf puts that together, so that every surface
// asks a server's own library (turn.go).
//
// A surface is a way to ask: a slash command, a message command, a mention, a reply,
// a direct message, a post in an ask-channel. For messages, package hear decides whether
// they ask, or what else is right about them (converse.go). Every surface makes a request, and every request goes one way (ask.go):
// limits, settings, its turn in the queue, library, message.
//
// An answer is recorded before it is sent (record.go), under a key that stands in the
// custom_id of each of its buttons. The record holds what they show.
//
// What is shown is made by package card and sent by somebody else.
//
// # Rules
//
// What people wrote is shown escaped or not at all, no message ever mentions anyone
// (allowed_mentions is sent with an empty list), and user ids are kept as keyed hashes
// only.
package bot
