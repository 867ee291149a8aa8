// Package markup turns a tree of HTML into blocks.
//
// Pages are HTML, and so are the chapters of a book, the entries of a feed, and what
// Markdown and chat are rendered to: it stands below their formats, which know nothing of
// each other. [Parse] and [Decode] make a tree of bytes. [Blocks] and [Inside] walk it; the
// caller says which parts are skipped. A mark is a sign in a page that is no text of it: a
// link of a heading to itself, the number of a note. A picture or a button inside a sentence is
// one of its words, by the name it has, or a hole; what its author has struck out is left out.
package markup
