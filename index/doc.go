// Package index finds the sentence of a corpus that answers a question. It asks an engine for
// passages (package engine says what an engine is), and decides by itself.
//
// # Nouns
//
// A [Query] is a question with its bounds. An [Answer] is the best [Quote] and the next ones, or an
// abstention with its [Reason]; how sure it has to be is a [Level]. A [Quote] is one unbroken stretch
// of an article, which its [Source] describes: the sentence that was chosen, with what it takes to be
// understood (package extent).
//
// A term is a word after analysis (package term): without case, accents, possessive ending and
// inflection. Questions are analysed as articles were.
//
// A hit is a passage that the engine gives for a question. A candidate is a sentence of a hit,
// with its score by words and, once read, the reader's logit; where the question asks for a command or
// a number (wants.go), lines of code and rows of tables are candidates, too. A window is some consecutive
// sentences that are read together. A session is the answering of one query on one generation.
//
// # How a question is answered
//
// [Index.Answer] (ask.go) holds a generation and goes through the stages, one file each:
//
//	question.go    takes the question out of what was typed (package question) and
//	               analyses it
//	weigh.go       weighs its terms by how many passages hold them, and finds similar
//	               words for those nobody has written
//	candidates.go  takes the best passages for these terms, and their neighbours
//	rank.go        scores their sentences by BM25F over sentence, rest of the passage,
//	               headings and title (scorer.go)
//	windows.go     puts the most promising ones into their context
//	read.go        lets the reader read them
//	newer.go       puts the newer of two that are close to each other first
//	twins.go       takes those that say the same in several articles together
//	settle.go      drops what is never quoted, and finds how much is quoted of the first
//	               (around.go reads what stands around them)
//	decide.go      turns what is known of the first into a confidence, and decides
//	quote.go       makes the quotes
//	verify.go      checks the bytes of every quote against the stored text
//	link.go        leads to their words on the web (package fragment)
//
// explain.go tells what each stage did. Whatever a stage wants of the engine it asks for at
// once, because an engine may be a network away.
package index
