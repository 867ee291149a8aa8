// Package disk keeps the files of a data directory, and knows whether they are as they were
// written.
//
// # Nouns
//
// A generation is a folder of files that are written once. Its seal is the file that holds the
// sizes and checksums of all others: it is written last, so that what has none is not finished,
// and a generation that does not match its seal is damaged.
//
// The pointer names the generation that answers. The origin is what the index was made of; it
// is kept apart from the generations, so that it outlives them. The lock is the right of one
// process to write to all of this, and the owner is the user whose directory it is.
//
// # On disk
//
//	DIR/CURRENT                     the pointer: a number
//	DIR/roots.json                  the origin, and a checksum of it
//	DIR/reindex.lock                locked by whoever writes; what it holds means nothing
//	DIR/reindex.json                who that is; means nothing without the lock
//	DIR/generations/0007/checksums  the seal: a line for each file, and a checksum of the lines
//
// Checksums are CRC-32C: every processor that matters computes it at the speed of memory, it is
// in the standard library, it sees every change of up to 32 bits in a row, and of greater damage
// it misses one in four thousand millions. It is no signature: whoever may write here may seal.
package disk
