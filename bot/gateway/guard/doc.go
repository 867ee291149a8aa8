// Package guard keeps from discordgo what it cannot bear.
//
// # Nouns
//
//   - Guard: the network connection under discordgo's WebSocket.
//   - Judge: what decides about each payload that comes in on it.
//   - Position: where a shard stands in its session. It outlives connections.
//   - Ending: why a connection is over.
//
// # What it guards against
//
// discordgo v0.29.0 speaks the gateway protocol, but dies of events it does not expect
// (in its own goroutine, where nothing can recover), hangs for ever when HELLO does not
// come or op 7 comes early, closes dead connections in the way that ends the session,
// and connects again for ever after close codes that no connecting mends. All of that
// begins with a payload it should not have seen, or with silence. So the guard reads the
// WebSocket's frames before discordgo does, and there is one place for every remedy.
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
package guard
