// Package engine is the contract between answering questions and storing a corpus: the
// interfaces that an engine implements, and the plain data that crosses them. What is
// asked of an engine is the same for one in the process and one on a cluster; package
// enginetest holds the tests that every engine has to pass.
//
// # Nouns
//
// A [Generation] is one finished state of the corpus, told by its version; it never changes. A
// [Snapshot] is a generation that somebody holds: it can be read until it is released, whatever
// is written meanwhile. An [Engine] gives out snapshots of the newest generation.
//
// An [Article] is what is known of an article without its text, and its number is what
// everything else names it by. A [Passage] is a part of it with its sentences and the
// hashes of their terms, so that ranking analyses nothing again. A [Hit] is a passage that
// a [Query] found.
//
// A [Store] is where generations are written. A [Keeper] is the one process that may write to
// it. A [Draft] is a generation on its way: it takes a [Document], which is an article split and
// analysed, and answers nobody before the switch.
//
// An [Encoding] says what makes vectors of meaning out of texts. They come after the switch: a
// [Filler] gives the passages of a generation their vectors, and nothing else of it ever changes.
//
// A note is what the writer of a generation wants to remember for the next: bytes under a key,
// which mean nothing to the engine.
//
// # Who decides what
//
// An engine supplies passages by weighted terms and keeps bytes. It decides nothing: which
// sentence answers, and how sure that is, comes from figures that mean the same for every engine.
package engine
