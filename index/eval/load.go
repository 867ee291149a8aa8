package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// LoadSets reads several sets and makes them one, whose questions are asked over the
// articles of all of them. Each is the folder of a set, or a file with one article and
// its questions a line; see [LoadSet] and [LoadFile].
func LoadSets(ctx context.Context, paths []string) (*Set, error) {
	var all Set
	for _, path := range paths {
		load := func(path string) (*Set, error) { return LoadSet(ctx, path, "", "") }
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			load = LoadFile
		}
		s, err := load(path)
		if err != nil {
			return nil, err
		}
		all.add(s)
	}
	return &all, all.check()
}

// LoadSet reads the folder of a set. articles and questions name other files than
// those in the folder, "" for the folder's own; see [LoadArticles] for the forms
// that articles takes. A folder without articles asks about the shipped article.
func LoadSet(ctx context.Context, dir, articles, questions string) (*Set, error) {
	if questions == "" {
		questions = fileOf(dir, QuestionsFile)
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
	switch own := fileOf(dir, ArticlesFile); {
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
	s.withoutMarks()
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", questions, err)
	}
	return &s, nil
}

// fileOf returns the path of a file in the folder of a set: as it is, or packed.
func fileOf(dir, name string) string {
	plain := filepath.Join(dir, name)
	if packed := plain + packedExt; missing(plain) && !missing(packed) {
		return packed
	}
	return plain
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}
