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
// answers that are right. What counts for the reader was fitted on the questions of NQ
// and SQuAD about articles that were kept out of its training (reader/train/fit.py), each
// asked of all articles together and of its own alone. The first feature is always 1.
var (
	lexicalModel = []feature{
		{"bias", -3.99},
		{"within", 0.80},   // share of the question's idf that stands in the sentence
		{"coverage", 2.45}, // in the sentence, the title and the headings
		{"rarest", -0.14},  // the rarest asked term stands there
		{"unknown", 0.93},  // share of idf of words that the corpus does not know
		{"margin", 3.59},   // how far the second sentence is behind, as a share of the first
		{"terms", 0.80},    // log of the number of asked terms
	}
	readerModel = []feature{
		{"bias", -0.94},
		{"reader", 0.224}, // the reader's logit of the sentence and thrice the log of its share
		{"coverage", 0.96},
		{"lexical", 1.97}, // score by words as a share of the best
		{"size", -0.194},  // log₁₀ of the corpus's sentences: among more of them more look right
	}
)

// The confidence that each level asks for.
var thresholds = map[Level]float64{Cautious: 0.78, Balanced: 0.3, Eager: 0.15}

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
