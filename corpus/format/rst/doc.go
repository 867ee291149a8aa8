// Package rst reads reStructuredText, as docutils and Sphinx understand it: a file is one
// article.
//
// The language is that of docutils.sourceforge.io/docs/ref/rst/restructuredtext.html, its
// extensions those of sphinx-doc.org/en/master/usage/restructuredtext.
//
// Body elements are what a text is made of: paragraphs, lists, tables, literal blocks, sections.
// They nest by indentation. Explicit markup begins with two dots: directives, notes, targets of
// links, substitutions, comments. A directive is a body element with a name; most hold body
// elements, some describe an object of a program, some say where a program or another file puts
// text, which is left out and counted. A role says what a word between backquotes is, and with it
// what is shown of the word.
//
// A substitution stands for a text that is defined in the same file, or in so many words in the
// configuration of Sphinx. One that is not, and a reference whose text another file holds, leaves a
// [verbatim/corpus.Hole].
package rst
