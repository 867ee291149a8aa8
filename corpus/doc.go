// Package corpus holds the nouns of what is read. It reads nothing itself, so that the
// packages that do can rest on it. None of them knows of search.
//
// # Nouns
//
// An [Article] is one document: id, title, source, date, language and its
// text. The text is normalised once, when it is read, and never changes
// afterwards: every offset in this program is a byte offset into it.
//
// A [Block] is a byte range of the text that its format marked, or that the
// layout of plain text gives away: a paragraph, a heading, a list item, a table
// row, code.
//
// A [Passage] is a paragraph-sized byte range with the headings above it. It
// is the unit that is indexed.
//
// A [Sentence] is a byte range inside one passage. It is the unit that is
// quoted. A heading, a byline or a caption is never a sentence.
//
// # Invariant
//
// For every sentence s of an article a, a.Text[s.Start:s.End] is the quotable
// string, byte for byte. Blocks are ordered and never overlap, every byte that is
// not white space lies in exactly one block, and every byte of a passage that is
// not white space lies in exactly one of its sentences.
//
// # Reading
//
// An [Input] holds articles: the package intake lists and reads those of files, the package
// web those of a URL. What cannot be read becomes a [Skip] with a typed [Reason], and the
// rest goes on.
package corpus
