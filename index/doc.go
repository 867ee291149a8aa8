// Package index finds the sentence of a corpus that answers a question. It keeps
// the corpus on disk, in a bleve index and a store of texts, and is the only
// package that knows bleve.
//
// # Nouns
//
// A generation is one finished index on disk; it never changes. [Update] builds a
// new one beside it and switches a pointer, and an open [Index] follows the
// pointer without dropping a question.
//
// A term is a word after analysis: without case, accents, possessive ending and
// inflection. Analysis is Go code of this package (words.go, analyze.go); bleve, the
// store and questions get the same terms.
//
// A hit is a passage that bleve's postings give for a question. A candidate is a
// sentence of a hit, with its score by words and, once read, the reader's logit.
//
// # How a question is answered
//
// [Index.Answer] takes the question out of what was typed (package question), analyses
// it (question.go), weighs its terms by how many
// passages hold them and finds similar words for those nobody has written
// (candidates.go), takes the best passages by BM25 over bleve's postings, scores their
// sentences by BM25F over sentence, rest of the passage, headings and title (rank.go),
// lets the reader read the most promising ones in their context (windows.go, read.go),
// turns what is known of the first into a confidence (decide.go), and checks the bytes
// of every quote against the store (verify.go).
//
// # On disk
//
//	DIR/CURRENT                   number of the generation that answers
//	DIR/reindex.lock              locked by the process that builds a generation
//	DIR/reindex.json              who that is; means nothing without the lock
//	DIR/generations/0007/
//	    meta.json                 format version, roots, statistics
//	    catalogue.db              bbolt: article number → record, id → number, input → record
//	    texts/0001.dat …          texts, passages and blocks, at locations that the
//	                              catalogue and bleve's document ids name
//	    bleve/                    scorch index of the passages' terms
//
// A passage's record holds the hashes of its sentences' terms, so that ranking
// reads some kilobytes and analyses nothing. Files in texts and the segments in bleve
// are written once: an incremental generation shares them with the one before
// through hard links, adds what is new, and leaves what is gone unused until the next
// generation from nothing. A generation counts only once CURRENT names it, which is
// written last and replaced in one step; whatever else lies in generations is what a
// killed run left, and the next run removes it.
//
// Statistics (number of passages and terms) are kept in meta.json because bleve derives
// its average field length from the number of distinct terms of its segments: it is wrong
// by a factor and changes when segments are merged.
package index
