// Package asciidoc reads AsciiDoc, as Asciidoctor and Antora understand it: a file is one article.
//
// The language is that of docs.asciidoctor.org/asciidoc/latest. A block is a paragraph, a list item,
// a section title, or what stands between two delimiters, which may hold blocks in turn. Lines of
// attributes and titles stand above the block that they belong to. A macro is a name with a target
// and a text in brackets.
//
// An attribute is a name with a value, set by a file or, for all pages, by the configuration of
// Antora; a reference in braces stands for the value. One that is not known, and a cross reference
// whose text another file holds, leaves a [verbatim/corpus.Hole]. Conditionals are resolved as for a
// page on the web. What other files hold is left out and counted.
package asciidoc
