// Package web is Verbatim for browsers and programs: a page, an API and an MCP endpoint over
// HTTP.
//
// # Nouns
//
// A [Site] is all of it: one handler. A surface is a way to ask: the page (page.go), the API under
// /v1 (api.go), which describes itself at /openapi.json, and the tools of an assistant at /mcp
// (tools.go), which "verbatim mcp" has on its standard input and output, too. Every surface asks in
// one way (ask.go): limits, its turn at the desk that it shares with the bot, a deadline.
//
// A client is who asks: an address, or the network of one (client.go). It has the limits that a
// user has in Discord. Who is let in, and which other sites may use the API and show the page, is
// [Access] (guard.go). A failure is why there is no answer (failure.go): a problem of RFC 9457
// for programs, a sentence for people.
//
// # Rules
//
// The page works without scripts; with them it only saves loading all of it again. Nothing is
// loaded from elsewhere, and no script or style stands in the page itself, so that its policy can
// forbid all others. What was asked is logged nowhere. Where a source is no address of the web, its
// path is not told, except to a program of the same user.
package web
