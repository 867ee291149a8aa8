// Package vector keeps vectors and finds those nearest to another.
//
// The nouns: a vector is a direction, some hundred numbers of length 1 together; the
// similarity of two is their scalar product, the cosine of the angle between them. An
// entry is a vector in whole numbers with its key and its id. The key is a hash of what
// was encoded, so that a text that has not changed keeps its vector wherever it now
// stands; the id is what the caller knows the text by, and means nothing here. A file is
// a header and entries; it only ever grows. A set is what has been read of a file; a
// snapshot is a set at one moment, which never changes and is searched without a lock. A
// pack is a file in some bytes, for who keeps vectors elsewhere than on disk; a pool is what has been
// read of packs, as a set is of a file. A carrier takes entries along to where their texts stand under other ids.
//
// Search is a scan of all vectors: exact but for the rounding to 8 bits, and for some
// hundred thousand vectors faster than anything else that a question waits for.
//
// # The file
//
//	header  "VBVC" | version uint32 | dimension uint32 | 0 uint32 | identity 16 bytes | owner 16 bytes | 12 bytes of 0 | checksum uint32
//	record  checksum uint32 | scale float32 | key 16 bytes | id 12 bytes | one int8 a dimension
//
// with little-endian numbers; a vector is its int8s times the scale. A checksum is the
// CRC-32C of the rest of its header or record. All records are as long, so that a
// damaged one is left out and the next is still found. What stands behind the last good
// record is a tail that somebody is writing, or died while writing: a set looks at it
// again, an appender writes over it.
//
// One process at a time may append to a file, and the caller sees to that; any number
// may read it meanwhile.
//
// The package is a leaf: it imports nothing of this module.
package vector
