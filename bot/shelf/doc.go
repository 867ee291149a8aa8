// Package shelf gives each server its library: the one that all share, and beside it what the people
// of that server have taught.
//
// A [Room] is what one server sees, as of one revision of what it has taught, hidden and named. It
// is made of the store's records when it is asked for and they have changed, and of nothing else:
// neither a reindex nor a restart touches it. A lesson, or a post of a channel that the server follows,
// becomes an article on a shelf (package overlay), and from there on is found, read, decided on and
// quoted like any other; the vectors of its meaning come a little later ([Shelves.Encode]). Another
// server's room, and the one for direct messages, have no way to it.
package shelf
