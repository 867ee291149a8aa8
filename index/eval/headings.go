package eval

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// PutHeadings puts every question that names the section that answers it back into the
// text, as the heading right above that section: where users have the page, it stands
// there. One question in three is reworded, because users do not ask in the page's
// words. All ranges move with the text.
func (s *Set) PutHeadings() error {
	above := map[string][]heading{} // by article id
	for _, q := range s.Questions {
		if q.section() {
			above[q.Article] = append(above[q.Article], heading{q.SectionStart, q.SectionEnd, headingFor(q)})
		}
	}
	if len(above) == 0 {
		return errors.New("no question of the set names the section that answers it")
	}
	moves := map[string]move{}
	for i := range s.Articles {
		a := &s.Articles[i]
		if list := above[a.ID]; len(list) > 0 {
			moves[a.ID] = a.put(list)
		}
	}
	for i := range s.Questions {
		s.Questions[i].shift(moves)
	}
	return nil
}

// A heading is to stand above a range of a text.
type heading struct {
	start, end int
	text       string
}

// put writes headings into the article and returns how its offsets move.
func (a *Article) put(list []heading) move {
	slices.SortStableFunc(list, func(x, y heading) int {
		return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(y.end, x.end)) // the outer one first
	})
	a.name(list)
	var (
		m   move
		out strings.Builder
		at  int
	)
	for _, h := range list {
		out.WriteString(a.Text[at:h.start])
		at = h.start
		line := h.text + "\n\n"
		if before := out.String(); before != "" && !strings.HasSuffix(before, "\n\n") {
			line = "\n\n" + line
		}
		out.WriteString(line)
		m = append(m, insertion{h.start, len(line)})
	}
	out.WriteString(a.Text[at:])
	a.Text = out.String()
	for i := range a.Passages {
		p := &a.Passages[i]
		p.Start, p.End = m.start(p.Start), m.end(p.End)
	}
	for i := range a.Sentences {
		a.Sentences[i] = [2]int{m.start(a.Sentences[i][0]), m.end(a.Sentences[i][1])}
	}
	return m
}

// name adds each heading to those of the passages below it. A passage or a sentence that
// a heading falls into becomes two.
func (a *Article) name(list []heading) {
	for _, h := range list {
		a.cut(h.start)
		for i := range a.Passages {
			if p := &a.Passages[i]; h.start <= p.Start && p.Start < h.end {
				p.Headings = append(p.Headings[:len(p.Headings):len(p.Headings)], h.text)
			}
		}
	}
}

// cut divides the passage and the sentence that a place lies inside.
func (a *Article) cut(at int) {
	if i := slices.IndexFunc(a.Passages, func(p Passage) bool { return p.Start < at && at < p.End }); i >= 0 {
		second := a.Passages[i]
		second.Start = at
		a.Passages[i].End = trimEnd(a.Text, a.Passages[i].Start, at)
		a.Passages = slices.Insert(a.Passages, i+1, second)
	}
	if i := slices.IndexFunc(a.Sentences, func(s [2]int) bool { return s[0] < at && at < s[1] }); i >= 0 {
		end := a.Sentences[i][1]
		a.Sentences[i][1] = trimEnd(a.Text, a.Sentences[i][0], at)
		a.Sentences = slices.Insert(a.Sentences, i+1, [2]int{at, end})
	}
}

// trimEnd returns the end of a range without the white space at its end.
func trimEnd(text string, start, end int) int {
	return start + len(strings.TrimRight(text[start:end], " \t\n"))
}

// An insertion is some bytes that were put into a text.
type insertion struct{ at, bytes int }

// A move tells where the places of a text are after insertions, which are in order.
type move []insertion

// start returns where a range starts now: behind what was put right there.
func (m move) start(at int) int {
	to := at
	for _, i := range m {
		if i.at <= at {
			to += i.bytes
		}
	}
	return to
}

// end returns where a range ends now: before what was put right there.
func (m move) end(at int) int {
	to := at
	for _, i := range m {
		if i.at < at {
			to += i.bytes
		}
	}
	return to
}

// shift moves the ranges of a question as the texts of its articles did.
func (q *Question) shift(moves map[string]move) {
	for i := range q.Answers {
		g := &q.Answers[i]
		m := moves[g.in(*q)]
		g.Start, g.End = m.start(g.Start), m.end(g.End)
	}
	m := moves[q.Article]
	if q.section() {
		q.SectionStart, q.SectionEnd = m.start(q.SectionStart), m.end(q.SectionEnd)
	}
	if q.GoldSentence != nil {
		q.GoldSentence = &[2]int{m.start(q.GoldSentence[0]), m.end(q.GoldSentence[1])}
	}
}
