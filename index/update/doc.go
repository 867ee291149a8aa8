// Package update brings an engine up to date with its roots: files, folders and URLs. It
// plans, reads, writes and switches; only what changed is read again.
//
// # Nouns
//
// An input is a file or URL below a root. The record of an input tells what it was when it was last
// read and which articles it gave; a URL also has a record of every page it led to. Records
// are kept as notes of the generation.
//
// A plan compares the inputs that are there with the records of the last run: each is a task,
// to be read or to be kept.
//
// A crawl fetches the pages of one URL. All crawls begin at once, whatever comes before their
// input, because a site may be slow.
//
// A stream reads and analyses the tasks' articles, many at the same time, and hands each over
// as a parcel, in the order of the tasks. A budget bounds the memory of what was read and is not
// yet written.
//
// A ledger takes the parcels and tells what becomes of each article: added, changed, unchanged, or
// another one's id. What was there and is not seen again is removed.
//
// An output does what the ledger says: a [writer] in the engine's draft, a [listing] in the report
// of a dry run.
package update
