// Package odt reads texts of OpenDocument (OASIS OpenDocument 1.3, part 3): a file is one article.
//
// A style is the name that a paragraph is formatted by; one that a document makes for itself rests on
// another, by whose name captions, quotations and code are known. What was deleted while changes were
// tracked, comments and hidden text are left out; notes stand behind the paragraph that they belong
// to.
package odt
