// Package sentence finds the sentences of a text.
//
// A stop is a run of terminators, such as "." or "?!", where a sentence may end. Whether it
// does is decided by the word before it, the word after it, and the quotation or brackets
// around it. The [Rules] are what a language adds: its abbreviations, the words that begin
// sentences, its verbs of saying. A marker is what an item of a list inside a paragraph begins
// with; a sentence ends before the next one. A [Span] is one sentence. Spans are ordered, never overlap,
// and together hold all of a text but white space.
//
// It knows nothing of articles, so that what articles are made of can rest on it.
package sentence
