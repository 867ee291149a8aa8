// Package own asks the questions that owners of a corpus write down.
//
// # Nouns
//
// A [Question] is what is asked, with what its writer expects: words that a right answer holds,
// or the article that it stands in, or silence, or nothing in particular. A file of them is a
// table (CSV, or lines with tabs), or objects of JSON, such as the questions of a set of package
// eval; see [Parse].
//
// An expectation is met by words, not by byte ranges: owners know what should be said, and the
// index is theirs and changes. [Ask] asks the questions of an index, and gives outcomes of
// package eval.
package own
