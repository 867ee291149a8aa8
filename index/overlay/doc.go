// Package overlay lays some articles of somebody's own over an engine, so that both are asked as
// one.
//
// # Nouns
//
// A [Shelf] is a few articles in memory, split and analysed as the corpus is. It never changes: who
// changes one of its articles makes a new shelf. An [Engine] is an engine with a shelf over it, and
// its snapshots are those of the engine with the shelf's articles among them. Whoever holds a
// snapshot that is not of such an engine cannot come by the shelf's articles in any way.
//
// # What stays comparable
//
// Counts, totals and languages are sums over both, so that a term weighs what it would weigh in one
// corpus of all articles, and a sentence on the shelf is scored, read and decided on by the same
// figures as any other. The engine below scores passages by its own mean length, and the shelf by
// that of both: this moves a passage's place among the hits a little where a shelf is large beside
// its corpus, and nothing else, for hits are ranked anew by the totals.
//
// The shelf's articles have negative numbers, which no engine gives. Sources and Within of a filter
// choose from the engine below; the shelf belongs to whoever asks, and passes them. Vectors are made
// beside the answering ([Shelf.Encode]), as they are below; until then the shelf is found by its words.
package overlay
