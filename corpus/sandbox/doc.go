// Package sandbox has documents read in processes of their own.
//
// A document that makes its reader loop, or take all memory, costs that document only. A [Box] keeps a few children: processes of this program that do nothing but [Serve]. A
// [Turn] is the right to have documents read by one of them; turns are given in the order in
// which they are asked for. A [Kind] says what a child is to make of a document.
//
// A child is given the bytes of its document through a pipe, as far as it asks for them, and
// sends articles back through another. It needs no file and no network: what the system has
// to keep it from them is in force before it is given anything, as its [Report] says.
//
// An [Engine], PDFium, is what reads some documents and takes long to start. A child is started
// with it, before the system's bars are in force, only for a document that needs it; one that turns
// out to need it, such as an archive, is given to another child.
//
// Each document has an allowance of time, memory and output, by its size. A child that
// exceeds one is killed, the document is skipped with the reason, and the next document is
// given to another child. What a child sends is checked like any document: lengths, kinds,
// offsets, UTF-8.
//
// # Frames
//
// Everything that crosses a pipe is a frame: a byte that names its type, four bytes of
// length, little endian, and so many bytes. The parent sends a job and, when asked, content;
// the child sends a hello once, then for each job any number of requests for content and of
// articles (two frames, the second is the text), the skips, and the end.
package sandbox
