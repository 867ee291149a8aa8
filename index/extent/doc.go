// Package extent finds how much of a text has to be quoted so that a sentence of it answers on
// its own.
//
// # Nouns
//
// A [Text] is some of an article around a sentence, cut into its [Unit] values: sentences, list
// items, lines of code and rows of tables, in their order. Two units are apart when something
// that is never quoted, such as a heading, stands between them.
//
// A lead-in is a sentence that only leads to what follows it ("Run the following command:"). A
// reference is a sentence that begins with a word for something named before ("It", "However").
// An aside is a sentence in brackets, a reply one that begins with yes or no. A fragment is a list
// item that is no sentence by itself.
//
// An [Extent] is the smallest unbroken stretch that answers on its own with the sentence in it.
// What it does not hold, but has to be seen to be understood (the header of a table, the lead-in
// of a long list), stands in its Before.
//
// # How it is found
//
//	unfit.go   says what is never quoted: questions, headings, bare names, holes
//	grow.go    takes along what a unit of each kind needs
//	reply.go   knows replies, and the question before them
//	heading.go knows which headings are quoted too
//	lead.go    knows lead-ins, and what they lead to
//	refer.go   knows references and asides, and takes the sentence before
//	lean.go    says what is understood only in part
//	words.go   what the rules know of a language; english.go, and tongues.go with the others
//
// The rules look at punctuation and layout first, which are much the same in all languages; words
// decide only where a language has them in words.go.
package extent
