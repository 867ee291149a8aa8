// Package local is the engine in the process: it keeps a corpus below a data directory, in a
// store of texts and an index of their terms (package postings).
//
// # Nouns
//
// A generation is one finished index on disk; it never changes. A draft is the next one, built
// beside it; [Store] gives it out to the one process that has the lock. A switch replaces the
// pointer to the generation that answers, and an open [Engine] follows the pointer without
// dropping a question.
//
// The catalogue of a generation knows its articles and keeps the notes. A location is a byte
// range of a text file; written out it is a passage's id in bleve, so that a hit leads straight to
// its record.
//
// # On disk
//
//	DIR/CURRENT                   number of the generation that answers
//	DIR/reindex.lock              locked by the process that builds a generation
//	DIR/reindex.json              who that is; means nothing without the lock
//	DIR/generations/0007/
//	    meta.json                 format version, roots, statistics
//	    catalogue.db              bbolt: article number → record, id → number, notes
//	    texts/0001.dat …          texts, passages and blocks, at locations that the
//	                              catalogue and bleve's document ids name
//	    vectors.bin               vectors of the passages' meaning, by location; may be missing
//	    vectors.lock              locked by the process that makes them
//	    bleve/                    scorch index of the passages' terms
//
// Files in texts and the segments in bleve are written once: an incremental generation
// shares them with the one before through hard links, adds what is new, and leaves what is
// gone unused until the next generation from nothing. A generation counts only once CURRENT
// names it, which is written last and replaced in one step; whatever else lies in generations
// is what a killed run left, and the next run removes it.
//
// Vectors come after the switch, so that their file is the one that still grows then. It is never
// shared: a draft takes along the vectors of what it keeps and of what says the same. Whoever
// reads follows the file, and whoever writes has its lock.
//
// Statistics (number of passages and terms) are kept in meta.json, because bleve's are wrong.
package local
