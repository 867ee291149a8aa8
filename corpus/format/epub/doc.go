// Package epub reads books (EPUB 2 and 3): a book is one article.
//
// The package lists what a book is made of, and its spine the chapters in their order. A
// chapter is a page of XHTML; its anchors name the chapter and the place inside.
package epub
