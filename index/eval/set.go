package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Names of the files in the folder of a set.
const (
	ArticlesFile  = "articles.jsonl"
	QuestionsFile = "questions.jsonl"
)

// A Set is questions with known answers and the articles they are asked over.
type Set struct {
	Articles  []Article
	Questions []Question
}

// An Article of a set. Gold ranges are byte ranges of its Text.
type Article struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Source string `json:"source"`
	Text   string `json:"text"`
}

// A Question with its right answers.
type Question struct {
	ID           string `json:"id"`
	Article      string `json:"article"` // the article it was written for
	Text         string `json:"question"`
	Answers      []Gold `json:"answers"` // empty: unanswerable
	SentenceGold bool   `json:"sentence_gold"`
}

// Gold is one right answer.
type Gold struct {
	Text    string `json:"text"`
	Start   int    `json:"bstart"`  // byte offset in the article's text
	End     int    `json:"bend"`    // exclusive
	Article string `json:"article"` // "" for the question's own
}

// LoadSet reads the folder of a set. articles and questions name other files than
// those in the folder, "" for the folder's own; see [LoadArticles] for the forms
// that articles takes. A folder without articles asks about the shipped article.
func LoadSet(ctx context.Context, dir, articles, questions string) (*Set, error) {
	if questions == "" {
		questions = filepath.Join(dir, QuestionsFile)
	}
	var (
		s   Set
		err error
	)
	if s.Questions, err = readJSONL[Question](questions); err != nil {
		return nil, fmt.Errorf("load questions: %w", err)
	}
	if len(s.Questions) == 0 {
		return nil, fmt.Errorf("%s holds no question", questions)
	}
	switch own := filepath.Join(dir, ArticlesFile); {
	case articles != "":
		s.Articles, err = LoadArticles(articles)
	case missing(own):
		s.Articles, err = shippedArticle(ctx, s.Questions[0].Article)
	default:
		s.Articles, err = LoadArticles(own)
	}
	if err != nil {
		return nil, fmt.Errorf("load articles: %w", err)
	}
	return &s, s.check(questions)
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// check reports what would make figures meaningless: ids used twice, and gold that
// does not lie in an article of the set.
func (s *Set) check(path string) error {
	texts := s.texts()
	seen := make(map[string]bool, len(s.Questions))
	for _, q := range s.Questions {
		if seen[q.ID] {
			return fmt.Errorf("%s: two questions with id %q", path, q.ID)
		}
		seen[q.ID] = true
		for _, g := range q.Answers {
			text, ok := texts[g.in(q)]
			if !ok {
				return fmt.Errorf("%s: question %q is answered by article %q, which is not in the set", path, q.ID, g.in(q))
			}
			if g.Start < 0 || g.Start >= g.End || g.End > len(text) {
				return fmt.Errorf("%s: question %q: gold %d:%d lies outside article %q of %d bytes", path, q.ID, g.Start, g.End, g.in(q), len(text))
			}
		}
	}
	return nil
}

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
