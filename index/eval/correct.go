package eval

import (
	"regexp"
	"strings"
)

// maxQuote is the longest prediction in bytes that counts as one sentence.
const maxQuote = 600

var blankLine = regexp.MustCompile(`\n[ \t\n\r\f\v]*\n`)

// A judge tells right predictions from wrong ones.
type judge struct {
	texts map[string]string // by article id
	twins bool              // the words of a right prediction are right wherever they stand
}

func (s *Set) judge() judge { return judge{texts: s.texts(), twins: s.Twins} }

// correct tells whether p answers q.
func (j judge) correct(p Prediction, q Question) bool {
	text, ok := j.texts[p.Article]
	if !ok || p.Start < 0 || p.End <= p.Start || p.End > len(text) {
		return false
	}
	quote := text[p.Start:p.End]
	if blankLine.MatchString(quote) {
		return false
	}
	for _, g := range q.Answers {
		if g.in(q) == p.Article && g.met(p, q.SentenceGold) {
			return true
		}
		if j.twins && g.twin(quote, j.texts[g.in(q)], q.SentenceGold) {
			return true
		}
	}
	return false
}

// met tells whether p, in the gold's own article, gives what the gold asks for.
func (g Gold) met(p Prediction, sentence bool) bool {
	length, gold := p.End-p.Start, g.End-g.Start
	if length > max(maxQuote, gold) {
		return false
	}
	if !sentence {
		return p.Start <= g.Start && g.End <= p.End
	}
	overlap := float64(min(p.End, g.End) - max(p.Start, g.Start))
	return (g.within || overlap >= 0.6*float64(gold)) && overlap >= 0.5*float64(length)
}

// twin tells whether a quote that stands elsewhere would be right where it stands in the
// gold's own article. So few words that they say the same by chance are no twins.
func (g Gold) twin(quote, text string, sentence bool) bool {
	const fewest = 5 // words
	if len(strings.Fields(quote)) < fewest {
		return false
	}
	last := min(g.End+len(quote), len(text))
	for at := max(g.Start-len(quote), 0); at < last; at++ {
		i := strings.Index(text[at:last], quote)
		if i < 0 {
			return false
		}
		at += i
		if g.met(Prediction{Start: at, End: at + len(quote)}, sentence) {
			return true
		}
	}
	return false
}

// rank returns the place, from 1, of the first right prediction among the first
// ten, 0 when there is none.
func (j judge) rank(l Line, q Question) int {
	for i, p := range l.Predictions {
		if i == 10 {
			break
		}
		if j.correct(p, q) {
			return i + 1
		}
	}
	return 0
}
