// Package postings finds passages by their terms in a bleve index on disk, and is the only
// package that knows bleve (package term only takes its lists of stop words from there).
//
// # Nouns
//
// A posting says how often a passage holds a term. A [Document] is a passage with its terms
// counted, on its way in. A passage goes by an id that its owner gives, and inside one index by a
// number, of which a [Set] holds many.
//
// A [Writer] writes an index that nobody reads yet: a [Builder] one from nothing, a [Changer] a
// copy of another. A [Reader] reads a finished one. A [Match] is a passage that a query found.
//
// # What bleve is not asked
//
// Analysis: the terms come ready-made, and are the same for every engine. Scores: bleve derives its
// average field length from the number of distinct terms of its segments; it is wrong by a factor
// and changes when segments are merged. The sums that BM25 needs come from outside.
package postings
