// Package term turns text into terms. Every engine stores these terms and every question
// asks for them, so that all of them speak of the same thing.
//
// # Nouns
//
// A [Word] is a word of a text as it is written there, with its place. A [Term] is a word
// after analysis: without case, accents, possessive ending and inflection. Stop words, which
// carry no meaning of their own, give no term.
//
// An [Analyzer] turns words into the terms of one language. A language without a stemmer
// keeps its words as they are; scripts without spaces give overlapping pairs of characters.
//
// [Hashes] are a list of terms by their hashes, in the order of the text: what ranking needs
// of a sentence, in a few bytes.
package term
