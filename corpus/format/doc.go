// Package format chooses the reader of a document.
//
// A format is told by the extension of a document's name and, where XML or JSON may be
// many things, by how the document begins. Each has a package below this one with a
// [verbatim/corpus/document.Reader] that knows nothing of the others; those of archives
// are handed [Read] for what they hold.
package format
