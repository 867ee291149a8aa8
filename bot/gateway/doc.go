// Package gateway keeps a bot connected to Discord. Nothing above it sees a connection, a
// retry or a limit.
//
// # Nouns
//
//   - Client: one bot. Run receives until it is told to stop; Send, Respond and the other
//     methods of [rest.Client] send.
//   - Shard: one session with Discord, of which a large bot has several. A session
//     outlives connections: what happens between two of them is replayed on RESUME.
//   - Gate: lets shards start sessions no faster than Discord allows.
//   - Crew: calls the bot's handlers, each event in a goroutine of its own.
//
// # Receiving
//
// discordgo reads the gateway through a [guard.Guard], which keeps from it what it cannot
// bear:
//
//	Discord ⇄ TCP, TLS ⇄ guard ⇄ gorilla/websocket ⇄ discordgo.Session → crew → Handler
//	                       └ judge
//
// The shard makes a discordgo session for each connection, because one that is opened
// twice may be closed by a goroutine of its first life. In place of discordgo's IDENTIFY,
// which is of an older version, the guard sends one of its own, or RESUME at the address
// that READY gave. The shard waits between connections (up to 15 s, spread at random),
// gives up a session that is stuck, and ends with a FatalError where a person is needed.
// The rest of discordgo is switched off: its state, its reconnecting, its log, its
// compression, its close frames.
//
// An event counts as received when it is handed over to the crew, and only the present
// connection may hand over; RESUME asks for all after the last that counted. So no event
// is lost or comes twice, whenever a connection ends.
//
// A Client can leave its sessions to another one, in another process ([ErrHandOver]): it ends its
// connections without a word, notes the last event that counted, and lets its handlers finish.
//
// Handlers run at once, in order for each message. discordgo's goroutine never waits for
// them; too many at the same time and new events are dropped, counted and logged,
// interactions apart from the rest.
//
// # Sending
//
// A Client sends as a [rest.Client] does, which it holds.
//
// The facts behind all this are in Discord's documentation (events/gateway.mdx,
// topics/opcodes-and-status-codes.mdx).
package gateway
