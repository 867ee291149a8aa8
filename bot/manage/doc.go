// Package manage serves those who run a server, or the bot.
//
// A manager may change a server's settings, a moderator may see its gaps, and the owner of
// the bot may reindex. A [Desk] checks that, whatever Discord lets through.
package manage
