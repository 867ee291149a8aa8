// Package language names languages: the one a text is in, the one a tag means.
//
// A tag is the BCP 47 name of a language. Its base, such as "en" for "en-US", is what an
// article carries and what the rules for sentences are chosen by; "" stands for a language
// that is not known, and is read as English is.
//
// A sample is the beginning of a text's prose, without what looks like code. A small word is one
// of the most frequent of its language, without a meaning of its own.
package language
