// Package control lets other processes of the same user ask something of a serve that runs:
// only one process can have the store open.
//
// # Nouns
//
//   - Socket: a Unix socket beside the store, for the store's owner alone (mode 0600). Windows has
//     them since 2018, too; there the folder's permissions tell who may use it.
//   - Keeper: what owns the store, and does what is asked.
//   - Server: answers on the socket. Client: asks.
//   - Handing over: the keeper comes to a rest, lets go of everything and tells what its successor needs to go
//     on. When the successor does not say that it goes on, the keeper does.
//
// # Protocol
//
// HTTP/1.1, between processes of the same version or of the one before: "POST /publish", "GET /copy",
// "POST /restore", "POST /handover" (a stream: that it is under way, then what is handed over; the
// connection stays open until "POST /taken", and its end before that is the successor's). Errors are a status and a line of text.
package control
