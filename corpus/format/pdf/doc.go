// Package pdf reads the text layer of PDF files: a file is one article, whose anchors are
// its pages.
//
// A page is a number of runs: pieces of text of one font at one place. The layout puts runs
// into lines, column after column. The flow puts lines into blocks across pages, without
// what runs at the head and foot of each.
package pdf
