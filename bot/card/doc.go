// Package card makes what the bot shows, from values in a language.
//
// A [Card] shows one quote with its buttons. A [Silence] says that there is no answer, a
// [Paragraph] shows the text around a quote, [Settings] those of a server, and so on: each
// is a pure function to a [message.Message], sent by somebody else. What people wrote is
// shown escaped or not at all.
package card
