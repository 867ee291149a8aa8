package eval

import "fmt"

// Names of the files in the folder of a set, as they are or packed (".gz" behind).
const (
	ArticlesFile  = "articles.jsonl"
	QuestionsFile = "questions.jsonl"
)

// A Set is questions with known answers and the articles they are asked over.
type Set struct {
	Articles  []Article
	Questions []Question
	Twins     bool // a prediction with the words of a right one is right wherever it stands
	Left      int  // questions that were left out: nobody is sure of a right answer to them
}

// An Article of a set. Gold ranges are byte ranges of its Text.
type Article struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Source    string    `json:"source"`
	Text      string    `json:"text"`
	Project   string    `json:"repo"`      // "" where the set is not of several projects
	Passages  []Passage `json:"passages"`  // nil: as corpus splits the text
	Sentences [][2]int  `json:"sentences"` // byte ranges of those in Passages that may be quoted, in their order
}

// A Question with its right answers.
type Question struct {
	ID           string  `json:"id"`
	Project      string  `json:"repo"`
	Article      string  `json:"article"` // the article it was written for
	Text         string  `json:"question"`
	Answers      []Gold  `json:"answers"` // empty: unanswerable
	SentenceGold bool    `json:"sentence_gold"`
	SectionStart int     `json:"answer_start"` // the section that answers, as byte offsets
	SectionEnd   int     `json:"answer_end"`   // exclusive; 0 where no section is named
	GoldSentence *[2]int `json:"gold_sentence"`

	labels []Gold // the right sentences, whatever unit Answers are of
}

// Gold is one right answer.
type Gold struct {
	Text    string `json:"text"`
	Start   int    `json:"bstart"`  // byte offset in the article's text
	End     int    `json:"bend"`    // exclusive
	Article string `json:"article"` // "" for the question's own

	within bool // any prediction inside is right
}

// add puts the articles and questions of another set behind those of s.
func (s *Set) add(other *Set) {
	s.Articles = append(s.Articles, other.Articles...)
	s.Questions = append(s.Questions, other.Questions...)
	s.Left += other.Left
}

// check reports what would make figures meaningless: ids used twice, and ranges that do
// not lie in an article of the set.
func (s *Set) check() error {
	articles := make(map[string]bool, len(s.Articles))
	for _, a := range s.Articles {
		if articles[a.ID] {
			return fmt.Errorf("two articles with id %q", a.ID)
		}
		articles[a.ID] = true
		if err := a.check(); err != nil {
			return err
		}
	}
	texts := s.texts()
	seen := make(map[string]bool, len(s.Questions))
	for _, q := range s.Questions {
		if seen[q.ID] {
			return fmt.Errorf("two questions with id %q", q.ID)
		}
		seen[q.ID] = true
		if err := q.check(texts); err != nil {
			return err
		}
	}
	return nil
}

// check reports an answer or a section that lies in no article.
func (q Question) check(texts map[string]string) error {
	golds := q.Answers
	if q.section() {
		golds = append(golds[:len(golds):len(golds)], Gold{Start: q.SectionStart, End: q.SectionEnd})
	}
	if q.GoldSentence != nil {
		golds = append(golds[:len(golds):len(golds)], Gold{Start: q.GoldSentence[0], End: q.GoldSentence[1]})
	}
	for _, g := range golds {
		text, ok := texts[g.in(q)]
		if !ok {
			return fmt.Errorf("question %q is answered by article %q, which is not in the set", q.ID, g.in(q))
		}
		if g.Start < 0 || g.Start >= g.End || g.End > len(text) {
			return fmt.Errorf("question %q: gold %d:%d lies outside article %q of %d bytes", q.ID, g.Start, g.End, g.in(q), len(text))
		}
	}
	return nil
}

// section reports whether the question names the section that answers it.
func (q Question) section() bool { return q.SectionEnd > 0 }

// texts maps article ids to their texts.
func (s *Set) texts() map[string]string {
	m := make(map[string]string, len(s.Articles))
	for _, a := range s.Articles {
		m[a.ID] = a.Text
	}
	return m
}

// in returns the article that the gold range of question q lies in.
func (g Gold) in(q Question) string {
	if g.Article != "" {
		return g.Article
	}
	return q.Article
}
