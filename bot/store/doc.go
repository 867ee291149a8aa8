// Package store keeps what the bot must remember: each server's settings, which answer
// was given to which question, votes on answers, questions without an answer, and what the
// people of a server have taught and hidden.
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
// A [Lesson] is an answer that the people of a server have taught, and a [Hidden] sentence is one
// that they want never to be quoted again; an [Alias] is a word of theirs. A [Post]
// is a message of a channel that the server follows. A [Tally] counts what happened in a server on a day, and
// tells nothing of anybody. The former three hold for that server alone and stay until they are
// taken back. The revision of a server counts the changes to them.
//
// # On disk
//
// bot.db is a bbolt file (https://pkg.go.dev/go.etcd.io/bbolt) and bot.key holds 32
// random bytes. A call that changes something returns when the change is on disk: what
// was acknowledged survives the process being killed. Answers can be handed over without
// waiting for that; then they are found at once, on disk or not. Values are JSON.
//
// # Away from home
//
// The records of a bot of many processes have a [Home], which all machines reach: then a change is kept there before it is acknowledged,
// and what is in the directory is a copy, made anew by a process that finds an older one ([OpenAt]). Only the home's owner can write. Changes go there in
// groups, as the disk gets them; each group has the number after the one before. Where it is not known whether the home has a group it is asked before the next.
// The key never goes there.
//
// # Deletion
//
// What is deleted is gone from the disk: bbolt leaves the bytes of deleted records in pages
// that it means to use again, so the store is written anew after a deletion ([Store.Forget],
// [Store.Sweep]). A question stands in other people's records, too; it is taken out of them.
// A question that leaves something out is kept as it was understood by those before it, which are
// noted with it ([Loan]): it loses that with them.
//
// What a person has deleted leaves a mark in the folder "deleted" beside the store: a keyed
// hash or the key of an answer, nothing else. A store obeys each mark once: thus a backup
// that is put back, the store of another process of the same bot, and one whose process
// was killed halfway lose what was deleted, too. Marks are dropped when they are so old that
// whatever they speak of is deleted for its age ([Store.Purge]).
//
// # Copies
//
// A store can be copied while it is used, and a copy can be put in its place ([Replace]). A copy, and
// a store that was replaced, lie where marks and age reach them, too.
//
// Quotes were kept without their texts, and votes without their askers, at first. Such records
// are read, and the programs of that time read the newer ones, so the format has the same
// number.
package store
