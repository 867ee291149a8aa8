// Package prediction is an answer as JSON: what "ask --json" prints, the API sends, and an
// assistant is given.
//
// An [Answer] is the line of a prediction file (package eval) with what people want to know
// beside it: the question, titles, sources, dates. All offsets are bytes in the article's text,
// ends exclusive.
package prediction
