package index

import (
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
}

// judge computes the confidence in the first of the candidates. firsts are the first
// ones that say different things.
func (s *session) judge(list, firsts []*candidate) verdict {
	f := s.lexicalFeatures(firsts)
	model := lexicalModel
	if list[0].read {
		model = readerModel
		s.readerFeatures(list, f)
	}
	sum := 0.0
	for _, x := range model {
		sum += x.weight * f[x.name]
	}
	return verdict{confidence: 1 / (1 + math.Exp(-sum)), features: f}
}

func (s *session) lexicalFeatures(firsts []*candidate) map[string]float64 {
	first := firsts[0]
	f := map[string]float64{
		"bias": 1, "within": first.within, "coverage": first.coverage, "rarest": first.rarest,
		"terms": math.Log(float64(len(s.question.terms))),
	}
	total := 0.0
	for _, a := range s.question.terms {
		total += a.idf
		if a.df == 0 || a.fuzzy {
			f["unknown"] += a.idf
		}
	}
	f["unknown"] /= math.Max(total, 1e-9)
	f["margin"] = 1
	if len(firsts) > 1 && first.lexical > 0 {
		f["margin"] = 1 - firsts[1].lexical/first.lexical
	}
	return f
}

func (s *session) readerFeatures(list []*candidate, f map[string]float64) {
	first := list[0]
	most, top := 0.0, 0.0
	for i := range list {
		if list[i].read {
			top = math.Max(top, list[i].logit)
		}
		most = math.Max(most, list[i].lexical)
	}
	sum := math.Exp(-top) // "none of these" has the logit 0
	for i := range list {
		if list[i].read {
			sum += math.Exp(list[i].logit - top)
		}
	}
	share := first.logit - top - math.Log(sum)
	f["reader"] = first.logit + 3*share
	f["lexical"] = first.lexical / math.Max(most, 1e-9)
	f["size"] = math.Log10(float64(max(s.generation.Totals.Sentences, 1)))
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
