// Package gateway keeps a bot connected to Discord and sends for it. It is what stands
// between the bot and discordgo: nothing above it sees a connection, a retry or a limit.
//
// # Nouns
//
//   - Client: one bot. Run receives until it is told to stop; Send, Respond and the other
//     methods of [rest.Client] send.
//   - Shard: one session with Discord, of which a large bot has several. A session
//     outlives connections: what happens between two of them is replayed on RESUME.
//   - Guard: the network connection under discordgo's WebSocket. Judge: what decides
//     about each payload that comes in on it.
//   - Gate: lets shards start sessions no faster than Discord allows.
//   - Pool: the workers that call the bot's handlers.
//
// # Receiving
//
// discordgo v0.29.0 speaks the gateway protocol, but dies of events it does not expect
// (in its own goroutine, where nothing can recover), hangs for ever when HELLO does not
// come or op 7 comes early, closes dead connections in the way that ends the session,
// and connects again for ever after close codes that no connecting mends. All of that
// begins with a payload it should not have seen, or with silence. So the guard reads the
// WebSocket's frames before discordgo does, and there is one place for every remedy:
//
//	Discord ⇄ TCP, TLS ⇄ guard ⇄ gorilla/websocket ⇄ discordgo.Session → pool → Handler
//	                       └ judge
//
// What it does:
//
//   - Silence: HELLO, READY and every later frame have a deadline. A connection is dead
//     when a heartbeat is due and the one before has not been acknowledged, or without a
//     word for 2.2 heartbeats. discordgo's own close frame, which would end the session, is
//     not sent.
//   - Endings: op 7, op 9, a dead connection and damaged handshakes end the TCP connection
//     without a close frame, which keeps the session for RESUME. Close codes are read from
//     the close frame.
//   - Op 1 is answered by the guard, at any time.
//   - Events that no handler wants, and damaged ones, are replaced by an event of no known
//     type with the same sequence number: discordgo counts it and does nothing. Message
//     components that it does not know are taken out first.
//   - Frames that are no payload at all are dropped.
//
// The shard makes a discordgo session for each connection, because one that is opened
// twice may be closed by a goroutine of its first life. In place of discordgo's IDENTIFY,
// which is of an older version, the guard sends one of its own, or RESUME at the address
// that READY gave. The shard waits between connections (up to 15 s, spread at random),
// gives up a session that is stuck, and ends with a FatalError where a person is needed.
// The rest of discordgo is switched off: its state, its reconnecting, its log, its
// compression, its close frames.
//
// An event counts as received when it is handed over to the pool, and only the present
// connection may hand over; RESUME asks for all after the last that counted. So no event
// is lost or comes twice, whenever a connection ends.
//
// Handlers run in the pool, in order for each message. discordgo's goroutine never waits
// for them; a full queue drops events, counted and logged, interactions last.
//
// # Sending
//
// A Client sends as a [rest.Client] does, which it holds.
//
// The facts behind all this are in Discord's documentation (events/gateway.mdx,
// topics/opcodes-and-status-codes.mdx).
package gateway
