// Package pptx reads PresentationML documents (ECMA-376, part 1): a file is one article, whose anchors
// are its slides.
//
// A slide is a heading with the text of its shapes below it: what stands in a body is a list, tables
// are rows, and the notes of whoever speaks follow. A placeholder says what a shape is for. Footers,
// numbers of slides and hidden slides are left out.
package pptx
