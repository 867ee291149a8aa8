// Package pdf reads the text layer of PDF files: a file is one article, whose anchors are
// its pages.
//
// PDFium tells the characters of a page, with their places and fonts (package pdfium). A line is
// what they make on one base line, in a frame that is turned as its text is. Lines come in the
// order in which they are drawn, but for what shows that it is not the order to read them in:
// rows, columns, and blocks that stand above others. The flow puts lines into blocks across pages,
// without what runs at the head and foot of each.
package pdf
