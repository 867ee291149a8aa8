// Package home keeps the records of a bot in an OpenSearch cluster, for any number of processes, each of which looks after a part
// of the servers.
//
// # Nouns
//
// A [Home] is where the records of one store live: of one process of the bot. It is the [verbatim/bot/store.Home] of that, and is held by
// one process at a time, which a lock in the cluster sees to. Who has died loses it within two of the lock's expiries.
//
// The journal is one document: the last group of changes. Keeping a group replaces the journal if it is the one that was
// seen; then the group is acknowledged, and only then its changes are made to the documents of the records, beside what
// follows. The next group waits for that. Whoever opens the home makes the changes in the journal once more, which does no harm:
// each has the number of its group, and one with a lower number changes nothing.
//
// So a process that has lost its home without knowing it, stopped for a minute or cut off, cannot write: the journal is not the one that it
// has seen. The lock alone would not do, for nobody can look at a lock and write in one step.
//
// A bot whose number of processes changes has other stores then. Each takes over the records of its servers from the stores of the number before, as soon as
// nobody has them any more, and deletes them there. Which number was before, the turns tell, a count in the journals. A store that has not come to the end of
// taking over counts as one that was never opened. A number some of whose stores have taken over, and others not, must be begun with all before there
// can be another. Whoever begins with another number takes all others' journals from whoever may still write.
//
// A claim ([Home.Claim]) says that a process sees to an event of Discord, so that no other does that gets the same one. It is renewed for as long as that
// takes, and one that is not may be taken over.
//
// # In the cluster
//
//	NAME-bot-BOT      records, journals, locks, marks of what was deleted, what tells the key from others
//	NAME-claims-BOT   claims, which are deleted after a day
//
// NAME is the one of the corpus, and BOT the bot's id with Discord. All but the names of what there is are values that the cluster does not look into.
package home
