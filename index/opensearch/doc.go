// Package opensearch is the engine on a cluster: it keeps a corpus in indices of OpenSearch
// (https://opensearch.org), for any number of processes on any number of machines.
//
// # Nouns
//
// A corpus has a name. A generation of it is two indices, the passages and the library, and the alias
// with the corpus's name stands for those of the newest one. A draft is two indices that the alias does not stand
// for yet. Passages are found by their terms; the library keeps everything else, each thing as a document
// under an id that says what it is.
//
// A record is what a document keeps for this program: bytes with their checksum. A pack is the record of some vectors of meaning.
//
// # In the cluster
//
//	NAME                          alias of both indices of the generation that answers
//	NAME-g000007-4f1a-passages    one document a passage: its terms, as they are; the id and the source of its
//	                              article, to filter by; its record, with the hashes of its terms
//	NAME-g000007-4f1a-library     meta      the format, where it came from, statistics
//	                              a12       article 12, found by its id, too
//	                              b12       its blocks
//	                              t12-0 …   its text, in parts of 8 KiB
//	                              n…        a note
//	NAME-g000007-4f1a-vectors     head      what the vectors were made with
//	                              v1 …      packs: those carried over, then those made since
//	NAME-state                    the locks of the one who writes and of the one who makes vectors; what the corpus is made of;
//	                              when generations were replaced; how many vectors each has at least
//
// The first two indices of a generation are blocked for writing once it is finished. A change of it begins with clones of them,
// which share their files where the primary copies lie (further copies are sent over the network); a fresh one
// begins with nothing. A switch sets the alias in one step. The generation before stays for some minutes, in which every
// process follows and ends what it is answering, and the next run removes it, as it does what a killed one left: that
// run begins anew, and ends with what an uninterrupted one would have written.
//
// # What OpenSearch is not asked
//
// Analysis: terms come ready-made (package term), and are split at spaces only. Scores: OpenSearch's keep lengths
// roughly and count what was deleted. They choose some passages more than are wanted, which are scored here
// by the hashes in their records, and when the last ones chosen might be better than the last ones wanted, more are asked for.
// Statistics are those of the generation.
//
// # Damage
//
// Whatever is read is compared with its checksum, which covers the id it stands under. That nothing is missing is known by
// the number of documents when a generation is opened. What does not match is an [engine.ErrDamaged].
//
// # Vectors
//
// Vectors come after the switch, so that their index, which the alias does not stand for, still grows then. Who makes them adds packs with
// the next number, and none where that is taken: then somebody else has the lock. Every process reads the packs of the generation that it answers
// from, some megabytes at a time, holds them in memory, and searches there as the engine on disk does (package vector); it looks for new ones every
// few seconds. Until all that are there are read nothing is found by meaning. A draft takes along the vectors of what it keeps and of what says the same,
// through the memory of its writer. What is damaged or missing is left out, told by [Engine.State], and made again.
//
// With the vectors a process holds the ids and sources of all articles, which filters ask for.
package opensearch
