// Package mail reads messages of e-mail (RFC 5322, MIME): a message is one article. A box is a file of
// messages one after the other (RFC 4155).
//
// The body of a message is its text: of two forms that say the same, the plain one. What is quoted of
// the message that it answers, the line that leads to the quotation, and the signature are left out;
// attachments are, too, and are counted. The title is that of the thread: the subject without the
// marks of answers.
package mail
