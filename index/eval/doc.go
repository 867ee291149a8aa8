// Package eval measures how well questions are answered.
//
// # Nouns
//
// A [Set] is articles and questions whose right answers are known. A
// [Question] that can be answered has one or more [Gold] ranges; one without them
// is unanswerable, and the only right reaction to it is silence. Articles and questions
// may be of a [Project], whose users have its articles and no others. A [Part] is the
// questions that are held out for measuring.
//
// A [Line] is what the program said to one question: predictions, best first, the
// confidence in the first of them, and whether it kept silent. Lines are stored as
// JSONL, so that any other program can be scored by the same rules.
//
// [Metrics] are the figures of a set of lines. Two kinds: retrieval figures look at
// the order of the predictions for answerable questions and ignore the confidence;
// abstention figures look at the confidence over all questions. [Tables] are the figures
// of groups of questions: by project, by [Kind], and by the share of their words that
// stand in the right sentence.
//
// # Rules
//
// A prediction is right for a gold range when it stands in the same article, is not
// empty, has at most 600 bytes (or the gold's own length where that is more), holds
// no blank line, and contains the whole gold span; where the gold is a sentence, it
// must cover at least 60 % of it, and at least half of the prediction must lie in
// it, because sentence splitters differ.
//
// A [Unit] other than the sentence makes any prediction right of which at least half lies
// in the passage that holds the right sentence, or in the section that answers. Where
// twins count, a prediction of five words or more with the text of a right one is right
// wherever it stands: nobody can tell them apart.
package eval
