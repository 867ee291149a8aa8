// Package library is what the bot knows: the index, seen through the few calls that the
// bot makes.
//
// A [Library] answers, searches, and lists its articles. [Articles] keep that list for a
// moment, and find the one that somebody means. Which of them a server sees is a view: what its
// managers have chosen, within the [Confinement] that the operator of the bot has set.
package library
