// Package queue lets dear work wait for its turn, fairly.
//
// A [Queue] has a few places, and as many pieces of work run at a time. Work belongs to a
// party, such as a server. Whenever a place is free, the parties that wait take turns: one
// piece of work of each, however many one has waiting, and those of one party in the order
// they came. So nobody waits longer for a crowd elsewhere than one turn of each party.
//
// It is the only place in the bot where work waits for other work.
package queue
