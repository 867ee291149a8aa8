// Package eval measures how well questions are answered.
//
// # Nouns
//
// A [Set] is a folder of articles and questions whose right answers are known. A
// [Question] that can be answered has one or more [Gold] ranges; one without them
// is unanswerable, and the only right reaction to it is silence.
//
// A [Line] is what the program said to one question: predictions, best first, the
// confidence in the first of them, and whether it kept silent. Lines are stored as
// JSONL, so that any other program can be scored by the same rules.
//
// [Metrics] are the figures of a set of lines. Two kinds: retrieval figures look at
// the order of the predictions for answerable questions and ignore the confidence;
// abstention figures look at the confidence over all questions.
//
// # Rules
//
// A prediction is right for a gold range when it stands in the same article, is not
// empty, has at most 600 bytes (or the gold's own length where that is more), holds
// no blank line, and contains the whole gold span; where the gold is a sentence, it
// must cover at least 60 % of it, and at least half of the prediction must lie in
// it, because sentence splitters differ.
package eval
