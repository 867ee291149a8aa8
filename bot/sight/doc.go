// Package sight says which channels of a server a member can read.
//
// It follows Discord's documentation of permissions
// (https://docs.discord.com/developers/topics/permissions).
//
// # Nouns
//
// What a member may do in a channel follows from the roles of the server, which everybody has and
// which the member has, and from the overwrites of the channel: for everybody, for roles, for the
// member. A thread has the overwrites of its parent. A private thread is read by those who were
// added to it, and by those who manage threads.
package sight
