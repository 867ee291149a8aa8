package eval

import (
	"time"

	"verbatim/index"
)

// Wanted says what should come of a question.
type Wanted int

// What may be wanted.
const (
	Anything Wanted = iota // nobody said what is right
	Reply                  // an answer, and which ones are right is known
	Silence                // the texts do not answer it
)

// An Outcome is one question with what came of it.
type Outcome struct {
	ID, Question string
	Wanted       Wanted
	Expected     []string // right answers in words, or the names of articles that hold one
	Absent       []string // articles that should answer and are not in the index
	Said         []Said   // best first; the closest sentences where it kept silent
	Silent       bool     // the decision at the level asked at
	Confidence   float64  // in the first of Said
	Rank         int      // of the first of Said that is right, from 1; 0: none
	Took         time.Duration
}

// Said is a quote and where it stands.
type Said struct {
	Quote, Title, Source string
	Link                 string // "" where none leads there
}

// A Verdict is what is to be said of an outcome.
type Verdict string

// The verdicts. The first three are faults, the worst first.
const (
	Unfounded Verdict = "unfounded" // answered, though the texts do not
	Wrong     Verdict = "wrong"     // answered, with something else
	Missed    Verdict = "missed"    // silent, though the texts answer it
	Right     Verdict = "right"     // answered, and right
	Held      Verdict = "held"      // rightly silent
	Unjudged  Verdict = "unjudged"  // nobody said what is right
)

// Verdicts are all of them, what went well first.
func Verdicts() []Verdict { return []Verdict{Right, Held, Wrong, Unfounded, Missed, Unjudged} }

// Words says what a verdict means.
func (v Verdict) Words() string {
	switch v {
	case Right:
		return "answered, and right"
	case Held:
		return "rightly not answered"
	case Wrong:
		return "answered wrongly"
	case Unfounded:
		return "answered, though it should have kept silent"
	case Missed:
		return "not answered, though the texts should answer it"
	case Unjudged:
		return "not judged: nothing is expected"
	}
	return string(v)
}

// Verdict judges the outcome.
func (o Outcome) Verdict() Verdict {
	switch {
	case o.Wanted == Anything:
		return Unjudged
	case o.Wanted == Silence && o.Silent:
		return Held
	case o.Wanted == Silence:
		return Unfounded
	case o.Silent:
		return Missed
	case o.Rank == 1:
		return Right
	}
	return Wrong
}

func (o Outcome) row() row {
	return row{confidence: o.Confidence, answered: len(o.Said) > 0, right: o.Wanted == Reply && o.Rank == 1, rank: o.Rank, answerable: o.Wanted == Reply}
}

// A Summary is the figures of outcomes; those of right and wrong are over the ones that were judged.
type Summary struct {
	Questions   int             `json:"questions"`
	Verdicts    map[Verdict]int `json:"verdicts"`
	Level       index.Level     `json:"level"` // the level asked at
	Decision    Decision        `json:"decision"`
	Levels      []AtLevel       `json:"levels"` // what would come of each
	Calibration Calibration     `json:"calibration"`
	Curve       []Covered       `json:"curve"`
	Latency     Latency         `json:"latency"`
}

// Covered is a point of the risk–coverage curve: what comes of answering from some confidence on.
type Covered struct {
	Confidence float64 `json:"confidence"`
	Answered   float64 `json:"answered"` // share of all questions
	Wrong      float64 `json:"wrong"`    // share of those answered
}

// Summarize computes the figures of outcomes at a level.
func Summarize(level index.Level, outcomes []Outcome) Summary {
	s := Summary{Questions: len(outcomes), Verdicts: map[Verdict]int{}, Level: level}
	var (
		rows   []row
		silent []bool
		took   []time.Duration
	)
	for _, o := range outcomes {
		s.Verdicts[o.Verdict()]++
		took = append(took, o.Took)
		if o.Wanted != Anything {
			rows, silent = append(rows, o.row()), append(silent, o.Silent)
		}
	}
	s.Decision = decide(rows, func(i int) bool { return !silent[i] })
	s.Levels = newGroup("", rows).Levels
	s.Calibration, s.Latency = calibrate(rows), latencies(took)
	for _, p := range newCurve(rows).points {
		s.Curve = append(s.Curve, Covered{
			Confidence: p.threshold, Answered: share(p.done, len(rows)), Wrong: 1 - share(p.right, p.done),
		})
	}
	return s
}

// Outcomes returns what came of each question of s, which r was asked from.
func (r *Run) Outcomes(s *Set) []Outcome {
	j := s.judge()
	articles := map[string]Article{}
	for _, a := range s.Articles {
		articles[a.ID] = a
	}
	all := make([]Outcome, len(s.Questions))
	for i, q := range s.Questions {
		l := r.Lines[i]
		o := Outcome{ID: q.ID, Question: q.Text, Wanted: Silence, Silent: l.Abstained, Rank: j.rank(l, q), Took: r.took[i]}
		o.Confidence, _ = l.confidence()
		for _, g := range q.Answers {
			o.Wanted, o.Expected = Reply, append(o.Expected, clamp(j.texts[g.in(q)], g.Start, g.End))
		}
		for _, p := range l.Predictions {
			a := articles[p.Article]
			o.Said = append(o.Said, Said{Quote: p.Quote, Title: a.Title, Source: a.Source})
		}
		all[i] = o
	}
	return all
}
