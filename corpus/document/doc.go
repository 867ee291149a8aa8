// Package document holds what the readers of every format need.
//
// A [Document] is one file on its way to articles: its bytes, within bounds, and the places
// in it that are passed over. A [Reader] reads the documents of one format. An error made by
// [Refuse] says with which reason a document, or a part of it, is skipped.
//
// A [Builder] collects the blocks of one article and keeps their offsets; its white space is
// that of [Tidy]. [Metadata] is what a document says of itself outside its text. [Decode]
// turns bytes of any charset into text. [Parts] are the members of a document that is a zip
// file; a [Relation] leads from one to another.
package document
