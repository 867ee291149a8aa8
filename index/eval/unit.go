package eval

import (
	"errors"
	"strings"
)

// A Unit is how large a place counts as the right one.
type Unit string

// Units, the strictest first.
const (
	UnitSentence Unit = "sentence" // the sentence that answers
	UnitPassage  Unit = "passage"  // the passage that holds it: any sentence of it is right
	UnitSection  Unit = "section"  // the section that answers: any sentence of it is right
)

// Units lists them.
func Units() []Unit { return []Unit{UnitSentence, UnitPassage, UnitSection} }

// Measure makes the right answers of the set those of a unit. Questions that name the
// section that answers them, but no sentence of it, are left out and counted where a
// sentence is needed.
func (s *Set) Measure(u Unit) error {
	articles := make(map[string]*Article, len(s.Articles))
	for i := range s.Articles {
		articles[s.Articles[i].ID] = &s.Articles[i]
	}
	kept := make([]Question, 0, len(s.Questions))
	sections := 0
	for _, q := range s.Questions {
		q.label()
		if q.section() {
			sections++
		}
		if u != UnitSection && q.section() && len(q.labels) == 0 {
			s.Left++
			continue
		}
		q.widen(u, articles)
		kept = append(kept, q)
	}
	if u == UnitSection && sections == 0 {
		return errors.New("no question of the set names the section that answers it")
	}
	if len(kept) == 0 {
		return errors.New("no question of the set has a right sentence that somebody is sure of")
	}
	s.Questions = kept
	return nil
}

// label sets the right sentences: those of a question that names its section are not all
// of its answers.
func (q *Question) label() {
	switch {
	case !q.section():
		q.labels = q.Answers
	case q.GoldSentence != nil:
		q.labels = []Gold{{Start: q.GoldSentence[0], End: q.GoldSentence[1]}}
	}
}

// widen makes the answers those of a unit.
func (q *Question) widen(u Unit, articles map[string]*Article) {
	switch {
	case u == UnitSection && q.section():
		q.Answers = []Gold{{Start: q.SectionStart, End: q.SectionEnd, within: true}}
		q.SentenceGold = true
	case u == UnitPassage:
		q.Answers = nil
		for _, g := range q.labels {
			g.Start, g.End = articles[g.in(*q)].passageAt(g.Start, g.End)
			g.within = true
			q.Answers = append(q.Answers, g)
		}
		q.SentenceGold = true
	case q.section():
		q.Answers = q.labels
		q.SentenceGold = true
	}
}

// passageAt returns the passage that holds a range of the text; where the article names
// none, the paragraph between blank lines.
func (a *Article) passageAt(start, end int) (from, to int) {
	for _, p := range a.Passages {
		if p.Start <= start && start < p.End {
			return p.Start, max(p.End, end)
		}
	}
	to = len(a.Text)
	if i := strings.LastIndex(a.Text[:start], "\n\n"); i >= 0 {
		from = i + len("\n\n")
	}
	if i := strings.Index(a.Text[end:], "\n\n"); i >= 0 {
		to = end + i
	}
	return from, to
}
