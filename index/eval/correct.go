package eval

import "regexp"

// maxQuote is the longest prediction in bytes that counts as one sentence.
const maxQuote = 600

var blankLine = regexp.MustCompile(`\n[ \t\n\r\f\v]*\n`)

// correct tells whether p answers q; texts maps article ids to texts.
func correct(p Prediction, q Question, texts map[string]string) bool {
	text, ok := texts[p.Article]
	if !ok || p.Start < 0 || p.End <= p.Start || p.End > len(text) {
		return false
	}
	if blankLine.MatchString(text[p.Start:p.End]) {
		return false
	}
	for _, g := range q.Answers {
		if g.in(q) == p.Article && g.met(p, q.SentenceGold) {
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
	return overlap >= 0.6*float64(gold) && overlap >= 0.5*float64(length)
}

// rank returns the place, from 1, of the first right prediction among the first
// ten, 0 when there is none.
func rank(l Line, q Question, texts map[string]string) int {
	for i, p := range l.Predictions {
		if i == 10 {
			break
		}
		if correct(p, q, texts) {
			return i + 1
		}
	}
	return 0
}
