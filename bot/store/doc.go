// Package store keeps what the bot must remember: each server's settings, which answer
// was given to which question, votes on answers, and questions without an answer.
//
// # Nouns
//
// A server is a Discord guild, named by its id; "" stands for direct messages.
//
// A [Person] is a keyed hash of a user id. User ids themselves are never kept, and the
// key lies in a file of its own, so that the data alone says nothing about anybody.
//
// An [Answer] links a question's message with the answer's message, and holds what the
// answer's buttons need: each [Quote] with its text, where it stands and what is shown with
// it. A [Vote] is one person's feedback on one answer. A [Gap] is a
// question that the sources did not answer, with how often it was asked.
//
// # On disk
//
// bot.db is a bbolt file (https://pkg.go.dev/go.etcd.io/bbolt) and bot.key holds 32
// random bytes. A call that changes something returns when the change is on disk: what
// was acknowledged survives the process being killed. Answers can be handed over without
// waiting for that; then they are found at once, on disk or not. Values are JSON.
//
// Quotes were kept without their texts at first. Such records are read as they are, and the
// programs of that time read the newer ones, so the format has the same number.
package store
