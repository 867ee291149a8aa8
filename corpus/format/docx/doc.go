// Package docx reads WordprocessingML documents (ECMA-376, part 1): a file is one article.
//
// A part is a file inside the document; relations say which part is which. A style is what a
// paragraph or a run inherits by its name, and from the styles that one is based on: whether it is a
// heading, an item, hidden. A field is text that the program makes; what it showed last stands in
// the document, and where it showed nothing yet there is a hole. A text box stands beside the
// paragraph that it hangs on, and is read behind it.
package docx
