package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/intake"
)

// LoadArticles reads the articles of a set. from is a JSONL file, one article a
// line; or id=FILE, a file of plain text that becomes the one article with that id.
func LoadArticles(from string) ([]Article, error) {
	if id, path, ok := strings.Cut(from, "="); ok && !strings.ContainsAny(id, `/\`) {
		a, err := textArticle(id, path)
		return []Article{a}, err
	}
	articles, err := readJSONL[Article](from)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(articles))
	for _, a := range articles {
		if seen[a.ID] {
			return nil, fmt.Errorf("%s: two articles with id %q", from, a.ID)
		}
		seen[a.ID] = true
	}
	return articles, nil
}

func textArticle(id, path string) (Article, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return Article{}, err
	}
	if !utf8.Valid(b) {
		return Article{}, fmt.Errorf("%s is not valid UTF-8", path)
	}
	return Article{ID: id, Source: filepath.ToSlash(path), Text: string(b)}, nil
}

// shippedArticle returns the article that verbatim ships with, under the id that a set
// gives it.
func shippedArticle(ctx context.Context, id string) ([]Article, error) {
	inputs, _, err := intake.List(ctx, []string{corpus.Shipped})
	if err != nil {
		return nil, err
	}
	var articles []Article
	_, err = intake.Read(ctx, nil, inputs[0], func(a corpus.Article) error {
		articles = append(articles, Article{ID: id, Title: a.Title, Source: a.Source, Text: a.Text})
		return nil
	})
	return articles, err
}

// WriteArticles writes the set's articles as a JSONL file that corpus reads.
func (s *Set) WriteArticles(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(f)
	enc.SetEscapeHTML(false)
	for _, a := range s.Articles {
		line := struct {
			ID     string `json:"id"`
			Title  string `json:"title"`
			Source string `json:"source"`
			Text   string `json:"text"`
		}{a.ID, a.Title, a.Source, a.Text}
		if err := enc.Encode(line); err != nil {
			f.Close()
			return fmt.Errorf("write %s: %w", path, err)
		}
	}
	return f.Close()
}
