// Package layout finds the blocks of plain text by the look of its lines.
//
// A line is one line of the text that has something on it. The wrap is the width that lines
// were broken at, where they were. A paragraph is one or more lines that belong together by
// the convention the text itself follows; its own shape, and what stands below it, tell
// whether it is a heading, a list item, a caption, a byline. A question above a paragraph is a
// heading.
//
// Two formats hold plain text, files of it and lines of JSON, so it stands below them. Only a
// file has pages, whose heads and feet are left out of its text, and the marks of quotation
// of mails.
package layout
