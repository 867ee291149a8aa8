// Package rest sends a bot's requests to Discord's REST interface.
//
// # Nouns
//
//   - Client: one bot. Send, Edit, Respond and the other methods send.
//   - Callback: the first answer to an interaction. Webhook: a later one.
//   - Bucket: one of Discord's rate limits, as its answers tell it.
//   - Refusal: an answer of 401, 403 or 429, of which Discord bears so many.
//
// # Sending
//
// Requests go through discordgo as well, but past its limiter, which waits without a
// context, lets one request at a time through a bucket, and keeps a bucket for every
// interaction for ever. Instead a request waits for three things, each only as long as
// its context lasts: fewer than 50 requests a second (answers to interactions are
// exempt), the limit of its route and channel, and the count of refused requests that
// would get the machine banned. Answers of 429, 500, 502, 503 and 504, whether from
// Discord or as HTML from the proxy before it, and connections that break, are tried
// again after a growing, random wait — but only where that cannot post twice: new
// messages carry an enforced nonce, callbacks are refused the second time, and follow-ups
// are not repeated when the first try may have arrived. The first answer to an
// interaction never waits past its three seconds.
//
// Every message is sent with an empty list of allowed mentions: the bot pings nobody.
//
// The facts behind all this are in Discord's documentation (topics/rate-limits.mdx,
// interactions/receiving-and-responding.mdx).
package rest
