// Package language names languages: the one a text is in, the one a tag means.
//
// A tag is the BCP 47 name of a language. Its base, such as "en" for "en-US", is what an
// article carries and what the rules for sentences are chosen by; "" stands for a language
// that is not known.
package language
