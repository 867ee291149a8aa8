// Package queue lets dear work wait for its turn, fairly.
//
// A [Queue] has a few places, and as many pieces of work run at a time. Work is done for a
// [Party]: a member of a server. Whenever a place is free, the servers that wait take turns, and
// within each of them its members: one piece of work of each, however many one has waiting, and
// those of one member in the order they came. So nobody waits longer for a crowd elsewhere than
// one turn of each server, nor for one member of the same server than one turn of each member.
//
// A [Turn] tells work how long it has waited and what is due to it, so that it can do less where
// many wait.
//
// It is the only place in the bot where work waits for other work.
package queue
