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
// The catalogue of a generation (package catalogue) knows its articles and keeps the notes. A
// location is a byte range of a text file; written out it is a passage's id in bleve, so that a hit
// leads straight to its record.
//
// Package disk has the pointer, the origin, the seal and the lock.
//
// # On disk
//
//	DIR/CURRENT                   number of the generation that answers
//	DIR/roots.json                what the index is made of
//	DIR/generations/0007/
//	    checksums                 of all files that are there when the generation is finished
//	    meta.json                 format version, roots, statistics
//	    catalogue.db              bbolt: article number → record, id → number, notes
//	    texts/0001.dat …          texts, passages and blocks, at locations that the
//	                              catalogue and bleve's document ids name
//	    vectors.bin               vectors of the passages' meaning, by location; may be missing
//	    vectors.lock              locked by the process that makes them
//	    vectors.count             how many there are once all are made
//	    bleve/                    scorch index of the passages' terms
//
// Files in texts and the segments in bleve are written once: an incremental generation
// shares them with the one before through hard links, adds what is new, and leaves what is
// gone unused until the next generation from nothing. A generation counts only once CURRENT
// names it, which is written last and replaced in one step; whatever else lies in generations
// is what a killed run left, and the next run removes it.
//
// # Damage
//
// A generation is compared with its checksums before it is opened: whole by whoever writes and
// by an engine that switches to it, the first 256 MiB by an engine that is opened, which
// [Engine.Verify] completes. It is read at some gigabytes a second where the system has it in
// memory, and else as fast as the disk. What does not match answers nothing: opening it is an
// [engine.ErrDamaged], and the next writer builds another from nothing, out of what roots.json
// says. An error that says nothing of the files, such as a missing right, is no damage, and nothing
// is built because of it.
//
// Where CURRENT is lost, the newest generation that is finished and sound is found without. Where
// nothing tells any more what the index was made of, that is an [engine.ErrLost]: nobody puts
// anything else in its place but by saying what.
//
// # Vectors
//
// Vectors come after the switch, so that their file is the one that still grows then. It is never
// shared: a draft takes along the vectors of what it keeps and of what says the same. Whoever
// reads follows the file, and whoever writes has its lock. It is not among the checksums: each of
// its records has its own, a damaged one is left out and made again, and its header holds the mark
// of the generation that it belongs to.
//
// Statistics (number of passages and terms) are kept in meta.json, because bleve's are wrong.
package local
