package eval

import "strings"

// byteOrder is the mark that some files begin with. No reader of documents keeps it.
const byteOrder = "\ufeff"

// withoutMarks takes the byte order marks from the start of articles, as reading them does, and
// moves the ranges of the set to where their words stand then.
func (s *Set) withoutMarks() {
	moved := map[string]int{}
	for i := range s.Articles {
		a := &s.Articles[i]
		text := strings.TrimLeft(a.Text, byteOrder)
		n := len(a.Text) - len(text)
		if n == 0 {
			continue
		}
		moved[a.ID], a.Text = n, text
		for j := range a.Passages {
			forward(n, &a.Passages[j].Start, &a.Passages[j].End)
		}
		for j := range a.Sentences {
			forward(n, &a.Sentences[j][0], &a.Sentences[j][1])
		}
	}
	if len(moved) == 0 {
		return
	}
	for i := range s.Questions {
		q := &s.Questions[i]
		forward(moved[q.Article], &q.SectionStart, &q.SectionEnd)
		if q.GoldSentence != nil {
			forward(moved[q.Article], &q.GoldSentence[0], &q.GoldSentence[1])
		}
		for j := range q.Answers {
			forward(moved[q.Answers[j].in(*q)], &q.Answers[j].Start, &q.Answers[j].End)
		}
	}
}

// forward takes n bytes from the ends of a range, whose start may lie in them.
func forward(n int, start, end *int) {
	*start, *end = max(*start-n, 0), max(*end-n, 0)
}
