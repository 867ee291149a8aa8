package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"verbatim/corpus"
	"verbatim/index"
	"verbatim/index/eval"
	"verbatim/index/opensearch"
	"verbatim/index/reader"
	"verbatim/index/update"
)

// asking is what questions are asked with.
type asking struct {
	config  config // whose engine answers
	options index.Options
	encoder *reader.Encoder // nil to ask by words alone
}

// askSet indexes the set's articles in a folder of their own, vectors included, and asks its
// questions.
func (a *app) askSet(ctx context.Context, set *eval.Set, with asking, how eval.Options) (*eval.Run, error) {
	dir, err := os.MkdirTemp("", "verbatim-eval-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the set's index: %w", err)
	}
	defer os.RemoveAll(dir)
	c, remove := with.config.apart(dir)
	defer remove()
	if err := a.indexSet(ctx, set, c); err != nil {
		return nil, fmt.Errorf("index the set: %w", err)
	}
	if err := a.fillVectors(ctx, c, with.encoder); err != nil {
		return nil, err
	}
	x, err := c.openLibrary(with.options, nil)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	if err := x.understand(with.encoder); err != nil {
		return nil, err
	}
	q := a.questionMeter()
	defer q.end()
	how.Progress = q.update
	return eval.Ask(ctx, x.Index, set, how)
}

// askProjects asks the questions of each project of an index of its own articles. It
// sorts the set's questions by project.
func (a *app) askProjects(ctx context.Context, set *eval.Set, with asking, how eval.Options) (*eval.Run, error) {
	projects, err := set.Projects()
	if err != nil {
		return nil, err
	}
	run := &eval.Run{}
	for i, p := range projects {
		a.notef("%d of %d: %s, %d questions over %d articles", i+1, len(projects), p.Name, len(p.Set.Questions), len(p.Set.Articles))
		part, err := a.askSet(ctx, &p.Set, with, how)
		if err != nil {
			return nil, fmt.Errorf("project %s: %w", p.Name, err)
		}
		run.Join(part)
	}
	return run, nil
}

// apart returns a configuration whose index is kept apart from all others, with what belongs to it below dir. What remove
// does not manage to remove is left.
func (c config) apart(dir string) (of config, remove func()) {
	c.Data = dir
	if !c.onCluster() {
		return c, func() {}
	}
	c.ClusterCorpus += "-eval-" + strings.ToLower(rand.Text()[:8])
	return c, func() {
		if client, err := c.client(nil); err == nil {
			_ = opensearch.NewStore(client, c.corpus(nil)).Remove(context.Background())
			_ = client.Close()
		}
	}
}

// indexSet builds the index of the set's articles.
func (a *app) indexSet(ctx context.Context, set *eval.Set, c config) error {
	articles := filepath.Join(c.Data, eval.ArticlesFile)
	if err := set.WriteArticles(articles); err != nil {
		return err
	}
	m := a.meter()
	defer m.end()
	report, err := c.updateLibrary(ctx, update.Options{Roots: []string{articles}, Split: set.Splitter(), Progress: m.update}, nil)
	for _, skip := range report.Skipped {
		a.notef("article %s is not in the index: %s: %v", skippedArticle(set, skip), skip.Reason, skip.Err)
	}
	return err
}

// skippedArticle names the article of the set that stands in the line that was skipped.
func skippedArticle(set *eval.Set, s corpus.Skip) string {
	var line int
	if _, err := fmt.Sscanf(s.Place, "line %d", &line); err != nil || line < 1 || line > len(set.Articles) {
		return s.Place
	}
	return strconv.Quote(set.Articles[line-1].ID)
}
