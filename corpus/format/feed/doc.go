// Package feed reads RSS, Atom and JSON Feed.
//
// An [Entry] is one thing that a feed tells of, and becomes one article: with the content it
// carries, or else its summary. A [Feed] is what could be read of one: feeds that break the rules
// of XML are common, and a feed that breaks off is read as far as it goes.
//
// The backup of a site is a feed, too: what its author has not published is counted and not read.
//
// XML is read by the tokenizer of HTML, which no mistake stops. A text of an entry is kept as HTML,
// whatever it was written in.
package feed
