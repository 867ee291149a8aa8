package eval

import (
	"fmt"
	"unicode/utf8"
)

// A fileArticle is one line of a file that holds articles with their questions. Offsets
// count characters.
type fileArticle struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Source    string         `json:"source"`
	Text      string         `json:"text"`
	Questions []fileQuestion `json:"questions"`
}

type fileQuestion struct {
	ID           string `json:"id"`
	Text         string `json:"question"`
	SentenceGold bool   `json:"sentence_gold"`
	Ambiguous    bool   `json:"ambiguous"` // the answer's words stand in several sentences
	Weak         bool   `json:"weak"`      // nobody labelled it
	Section      [2]int `json:"section"`   // where the answer stands, 0:0 when not known
	Answers      []struct {
		Text  string `json:"text"`
		Start int    `json:"start"`
		End   int    `json:"end"`
	} `json:"answers"`
}

// LoadFile reads a file with one article and its questions a line. Questions that are
// marked as ambiguous or weak are left out and counted, but for those that name the
// section that answers: they say which section, though not which sentence.
func LoadFile(path string) (*Set, error) {
	lines, err := readJSONL[fileArticle](path)
	if err != nil {
		return nil, fmt.Errorf("load set: %w", err)
	}
	var s Set
	for _, l := range lines {
		s.Articles = append(s.Articles, Article{ID: l.ID, Title: l.Title, Source: l.Source, Text: l.Text})
		offsets := byteOffsets(l.Text)
		for _, fq := range l.Questions {
			if (fq.Ambiguous || fq.Weak) && fq.Section[1] == 0 {
				s.Left++
				continue
			}
			q, err := fq.in(l.ID, offsets)
			if err != nil {
				return nil, fmt.Errorf("%s: question %q: %w", path, fq.ID, err)
			}
			s.Questions = append(s.Questions, q)
		}
	}
	if len(s.Questions) == 0 {
		return nil, fmt.Errorf("%s holds no question", path)
	}
	s.withoutMarks()
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &s, nil
}

// in returns the question about the article with this id, whose characters start at
// offsets.
func (fq fileQuestion) in(article string, offsets []int) (Question, error) {
	q := Question{ID: fq.ID, Article: article, Text: fq.Text, SentenceGold: fq.SentenceGold}
	for _, a := range fq.Answers {
		if a.Start < 0 || a.Start >= a.End || a.End >= len(offsets) {
			return q, fmt.Errorf("gold %d:%d lies outside its article", a.Start, a.End)
		}
		q.Answers = append(q.Answers, Gold{Text: a.Text, Start: offsets[a.Start], End: offsets[a.End]})
	}
	if start, end := fq.Section[0], fq.Section[1]; end > 0 {
		if start < 0 || start >= end || end >= len(offsets) {
			return q, fmt.Errorf("section %d:%d lies outside its article", start, end)
		}
		q.SectionStart, q.SectionEnd = offsets[start], offsets[end]
		if !fq.Weak && !fq.Ambiguous && len(q.Answers) > 0 {
			q.GoldSentence = &[2]int{q.Answers[0].Start, q.Answers[0].End}
		}
	}
	return q, nil
}

// byteOffsets returns where each character of a text starts, and its end.
func byteOffsets(text string) []int {
	offsets := make([]int, 0, utf8.RuneCountInString(text)+1)
	for at := range text {
		offsets = append(offsets, at)
	}
	return append(offsets, len(text))
}
