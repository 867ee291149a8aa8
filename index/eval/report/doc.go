// Package report shows what came of questions as one page of HTML, for people who run a bot and
// need not know how any of it is computed.
//
// # Nouns
//
// A page says in words how many questions were answered, and how many rightly; draws three plots
// (the reliability diagram, the risk–coverage curve, how long answers took), each with its figures
// in a table beside it; and lists the worst outcomes of package eval in groups, each with what to
// do about them. It is a file of its own: no scripts, and nothing that is loaded from elsewhere.
package report
