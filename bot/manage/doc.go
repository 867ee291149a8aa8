// Package manage serves those who run a server, or the bot.
//
// A manager may change a server's settings and which channels it follows, a moderator may see its
// gaps and decide what is taught, hidden and named there, and the owner of the bot may reindex. A
// [Desk] checks that, whatever Discord lets through.
package manage
