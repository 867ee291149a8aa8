// Package corpustest is what the tests of reading share.
//
// A golden is a file that holds what a test must get, as people can review it; the flag
// -update writes it again. [GoldenFiles] compares a folder of documents with the goldens
// beside them, and [Fuzz] feeds a reader with the same folder. [Shared] reads files that are not in
// the repository.
//
// The invariants are those that package corpus promises: [CheckBlocks] holds what a reader
// made to that of blocks, and [CheckPassages] what [verbatim/corpus.Split] makes of it to
// those of passages and sentences.
package corpustest
