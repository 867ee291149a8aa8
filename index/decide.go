package index

import (
	"context"
	"fmt"
	"math"
)

// A feature is one figure that the confidence rests on. All of them mean the same for
// every question and every corpus: shares, logits, differences and sizes, never a score of an
// engine.
type feature struct {
	name   string
	weight float64
}

// The confidence is the logistic function of the weighted features, fitted on answers
// (right or wrong, questions without an answer included) so that it is the share of such
// answers that are right. Both models were fitted by reader/train/fit.py on questions that
// nothing was trained on, each set counting alike. With the reader: documentation of
// projects kept out of training, with the question as a heading and without, and questions of
// NQ and SQuAD, most of them with vectors and without. By words alone: NQ, SQuAD and
// eleven more languages. Features are in features.go; the first is always 1.
var (
	lexicalModel = []feature{
		{"bias", -4.112},
		{"coverage", 5.012}, // share of the question's idf in the sentence, the title and the headings
		{"rarest", -0.513},  // the rarest asked term stands in the sentence
		{"unknown", -0.204}, // share of idf of words that the corpus does not know
		{"margin", 2.511},   // how far the second sentence is behind, as a share of the first
		{"terms", 0.521},    // log of the number of asked terms
		{"misses", -2.277},  // the sentence lacks what an answer of the asked kind has
	}
	readerModel = []feature{
		{"bias", -2.033},
		{"share", 0.928},     // log of the sentence's share among all that were read, and none of them
		{"ahead", 0.257},     // how far its logit is ahead of the next sentence's that says something else
		{"coverage", 1.178},  // as above
		{"lexical", 1.861},   // score by words as a share of the best
		{"vectors", -2.111},  // 1 where passages have vectors
		{"nearest", 3.468},   // cosine of the nearest passage
		{"distance", -6.408}, // how much smaller that of the sentence's passage is
		{"misses", -0.991},
		{"unknown", -0.408},
	}
)

// The confidence that each level asks for.
var thresholds = map[Level]float64{Cautious: 0.8, Balanced: 0.55, Eager: 0.3}

// A verdict is the confidence in the first candidate and what it rests on.
type verdict struct {
	confidence float64
	features   map[string]float64
	moves      []Move // in the order of the model
}

// judge computes the confidence in the first of the candidates. firsts are the first
// ones that say different things.
func (s *session) judge(ctx context.Context, list, firsts []*candidate) (verdict, error) {
	texts, err := s.texts(ctx, firsts[:1])
	if err != nil {
		return verdict{}, err
	}
	v := verdict{features: s.features(list, firsts, texts[0])}
	model := lexicalModel
	if list[0].read {
		model = readerModel
	}
	sum := 0.0
	for _, x := range model {
		sum += x.weight * v.features[x.name]
		v.moves = append(v.moves, Move{x.name, x.weight * v.features[x.name]})
	}
	v.confidence = 1 / (1 + math.Exp(-sum))
	return v, nil
}

// decide compares the confidence with what the level asks for.
func (s *session) decide(v verdict) (a Answer, why string) {
	level := s.query.Level
	need, ok := thresholds[level]
	if !ok {
		level, need = Balanced, thresholds[Balanced]
	}
	a.Confidence = v.confidence
	if v.confidence >= need {
		return a, fmt.Sprintf("confidence %.2f is at least %.2f (%s)", v.confidence, need, level)
	}
	const near = 0.5 // of the question's weight has to stand in a sentence that is near
	a.Abstained, a.Reason = true, NotAnAnswer
	if v.features["coverage"] < near {
		a.Reason = NothingNear
	}
	return a, fmt.Sprintf("confidence %.2f is less than %.2f (%s)", v.confidence, need, level)
}
