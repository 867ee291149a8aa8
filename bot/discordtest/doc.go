// Package discordtest is a Discord for tests: a REST API and a gateway on loopback that
// behave as the documentation says, and misbehave when a test asks for it.
//
// Nouns:
//
//   - Server: the whole of it. New starts one and ends it with the test.
//   - Person: somebody who writes or clicks. Place: a channel, in a server or a direct
//     message. Both are made by methods of Server and exist from then on.
//   - Post: a message in a channel, of a person or of the bot.
//   - Reply: all that the bot answered to one interaction.
//   - Violation: a request or a gateway payload that Discord would refuse, or that
//     breaks one of Verbatim's own promises (no message may ping). Each fails the test
//     when it ends, unless the test takes it with TakeViolations.
//   - Fault: a misbehaviour of a REST route. Script: one of a gateway connection.
//
// A test lets a person act (Say, Slash, Click, …), then waits for what the bot does
// about it (AwaitPost, AwaitAnswer, …). Waiting ends at the first of its kind that was
// not waited for before, or fails the test and prints what the bot did instead.
//
// Every request is validated against Discord's own OpenAPI document, when that is found
// in the shared folder, and against rules that the document does not hold. Without the
// document only the rules apply and the test's log says so.
package discordtest
