package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/bot/shelf"
	"verbatim/bot/store"
	"verbatim/corpus"
	"verbatim/index"
	"verbatim/index/eval"
)

// writeGapSet writes what people asked as a set of questions.
func (a *app) writeGapSet(ctx context.Context, c config, o gapsOptions) error {
	if entries, err := os.ReadDir(o.set); len(entries) > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usagef("gaps --set %s: name a new folder, or an empty one", o.set)
	}
	x, err := a.openIndex(ctx, c, index.Options{})
	if err != nil {
		return err
	}
	defer x.Close()
	g := gapSet{index: x, server: o.server, articles: map[string]bool{}, questions: map[string]*eval.Question{}}
	if err := g.takeIndex(); err != nil {
		return err
	}
	if err := eachStore(ctx, c.Data, g.takeStore); err != nil {
		return err
	}
	set := g.sorted()
	if len(set.Questions) == 0 {
		a.notef("Nobody has asked or taught anything yet: there is no set to write.")
		return nil
	}
	if err := writeSet(o.set, set); err != nil {
		return fmt.Errorf("write the set: %w", err)
	}
	known := 0
	for _, q := range set.Questions {
		if len(q.Answers) > 0 {
			known++
		}
	}
	a.notef("%s: %d questions with known answers, %d without an answer, over %d articles. Left out, because they changed or were voted down: %d. Next: verbatim eval %s",
		o.set, known, len(set.Questions)-known, len(set.Articles), g.left, o.set)
	return nil
}

// A gapSet gathers the questions of a bot and what they were asked over.
type gapSet struct {
	index     *library
	server    string // "" for all
	set       eval.Set
	articles  map[string]bool           // those in the set, by id
	questions map[string]*eval.Question // by their id
	left      int                       // answers that were left out
}

// takeIndex takes the articles of the index.
func (g *gapSet) takeIndex() error {
	sources, err := g.index.Sources()
	if err != nil {
		return err
	}
	for _, s := range sources {
		a, ok, err := g.index.Article(s.ID)
		if err != nil {
			return err
		}
		if ok {
			g.takeArticle(a)
		}
	}
	return nil
}

func (g *gapSet) takeArticle(a corpus.Article) {
	if !g.articles[a.ID] {
		g.articles[a.ID] = true
		g.set.Articles = append(g.set.Articles, eval.ArticleOf(&a))
	}
}

// takeStore takes what one process of the bot keeps: lessons before judgements, which may be of
// them, and gaps last, for what is answered is none.
func (g *gapSet) takeStore(s *store.Store) error {
	lessons, err := s.AllLessons()
	if err != nil {
		return err
	}
	judgements, err := s.Judgements()
	if err != nil {
		return err
	}
	gaps, err := s.AllGaps()
	if err != nil {
		return err
	}
	for _, l := range lessons {
		if g.wants(l.Server) {
			g.takeLesson(l)
		}
	}
	texts := g.texts()
	for _, j := range judgements {
		if g.wants(j.Server) {
			g.takeJudgement(j, texts)
		}
	}
	for _, gap := range gaps {
		if g.wants(gap.Server) {
			g.question(gap.Server, gap.Question)
		}
	}
	return nil
}

func (g *gapSet) wants(server string) bool { return g.server == "" || g.server == server }

// takeLesson takes a lesson as an article, each of whose sentences answers.
func (g *gapSet) takeLesson(l store.Lesson) {
	a, err := shelf.Article(l)
	if err != nil || strings.TrimSpace(l.Question) == "" {
		return
	}
	g.takeArticle(a)
	q := g.question(l.Server, l.Question)
	for _, p := range corpus.Split(&a) {
		for _, s := range p.Sentences {
			q.Answers = append(q.Answers, eval.Gold{Text: a.Text[s.Start:s.End], Start: s.Start, End: s.End, Article: a.ID})
		}
	}
}

// takeJudgement takes an answer that more people found right than wrong, where it still stands.
func (g *gapSet) takeJudgement(j store.Judgement, texts map[string]string) {
	text := texts[j.Quote.Article]
	if j.For <= j.Against || !j.Quote.StandsIn(text) {
		g.left++
		return
	}
	q := g.question(j.Server, j.Question)
	q.Answers = append(q.Answers, eval.Gold{
		Text: text[j.Quote.Start:j.Quote.End], Start: j.Quote.Start, End: j.Quote.End, Article: j.Quote.Article,
	})
}

// question returns the question of a server that the set has, or makes it.
func (g *gapSet) question(server, text string) *eval.Question {
	id := server + "/" + store.QuestionID(text)
	if g.questions[id] == nil {
		g.questions[id] = &eval.Question{ID: id, Text: text, SentenceGold: true}
	}
	return g.questions[id]
}

func (g *gapSet) texts() map[string]string {
	texts := map[string]string{}
	for _, a := range g.set.Articles {
		texts[a.ID] = a.Text
	}
	return texts
}

// sorted returns the set with its questions in an order that stays the same.
func (g *gapSet) sorted() *eval.Set {
	for _, q := range g.questions {
		if len(q.Answers) > 0 {
			q.Article = q.Answers[0].Article
		}
		g.set.Questions = append(g.set.Questions, *q)
	}
	slices.SortFunc(g.set.Questions, func(a, b eval.Question) int { return cmp.Compare(a.ID, b.ID) })
	return &g.set
}

// writeSet writes the two files of a set.
func writeSet(dir string, set *eval.Set) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return errors.Join(
		writeLines(filepath.Join(dir, eval.ArticlesFile), set.Articles),
		writeLines(filepath.Join(dir, eval.QuestionsFile), set.Questions),
	)
}

func writeLines[T any](path string, values []T) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(eval.WriteJSONL(f, values), f.Close())
}
