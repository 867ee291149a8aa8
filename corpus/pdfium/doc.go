// Package pdfium reads the characters of PDF pages with PDFium, the library that Chromium shows
// PDFs with, in its WebAssembly build.
//
// An [Engine] is PDFium made ready to run, which takes seconds, or a moment where a [Cache] holds
// the code that it was compiled to. A [Document] is one file in a PDFium of its own, with its own
// memory: what a hostile file does to it ends with the document. A page is a number of [Char]s
// in the order in which the file draws them, right-to-left text in the order in which people
// read it; a [Style] is what characters of one text object have in common.
//
// PDFium sees no file and no network. It may take [MaxMemory], and stops where its context ends.
package pdfium
