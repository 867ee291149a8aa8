// Package bot answers questions in Discord.
//
// # Nouns
//
// A [Library] is what the bot knows: the index, seen through the few calls that the
// bot makes.
//
// A surface is a way to ask: a slash command, a message command, a mention, a reply,
// a direct message, a post in an ask-channel. Every surface makes a request, and every
// request goes one way (ask.go): limits, settings, library, message, record.
//
// A card is the message that shows one quote with its buttons (card.go). Cards and all
// other messages are made by pure functions from values and a language, and sent by
// somebody else.
//
// An answer key names a posted answer. It stands in the custom_id of each of its buttons
// and in the store, which keeps what the buttons need.
//
// # Rules
//
// What people wrote is shown escaped or not at all, no message ever mentions anyone
// (allowed_mentions is sent with an empty list), and user ids are kept as keyed hashes
// only.
package bot
