// Package feed reads RSS, Atom and JSON Feed.
//
// An entry is one thing that a feed tells of, and becomes one article: with the content it
// carries, or else its summary.
package feed
