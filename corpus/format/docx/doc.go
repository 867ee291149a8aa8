// Package docx reads WordprocessingML documents (ECMA-376, part 1): a file is one article.
//
// A style is the name that a paragraph is formatted by; it tells headings, lists, captions
// and code.
package docx
